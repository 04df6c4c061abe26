import TradeInCore
import TradeInStore

/// What stands behind the figures of a year: events that were held, figures that were reported,
/// months of the register of old goods.
public enum TargetEvidenceBook {
    /// A report over one state of the ledger.
    ///
    /// - Parameters:
    ///   - plan: the plan.
    ///   - store: the ledger.
    ///   - asOf: the moment to read it for.
    ///   - year: the year to read yearly targets for.
    /// - Returns: the report.
    /// - Throws: the store's failures.
    public static func report(
        _ plan: CountyPlan, _ store: LedgerStore, asOf: Moment, year: Int
    ) throws -> PlanReport {
        try store.readTogether {
            let actuals = try store.targetActuals(plan: plan.code)
            return PlanReport(
                plan: plan, year: year, asOf: asOf, checkpoint: try store.latestCheckpoint(),
                actuals: actuals, evidence: try evidence(plan, store, actuals, year: year))
        }.value
    }

    private static func evidence(
        _ plan: CountyPlan, _ store: LedgerStore, _ actuals: TargetActuals, year: Int
    ) throws -> [PlanReport.Evidence] {
        let events = try store.events()
        let places = try store.recordPlaces("event:")
        let files = try store.evidenceCounts("")
        let figures = holding(try store.figures(plan: plan.code))
        var found: [PlanReport.Evidence] = []
        for target in plan.targets {
            let readYear = if case .year(let due) = target.period { due } else { year }
            for event in events where counts(event, for: target.measure, in: readYear) {
                let key = "event:" + event.eventRef
                found.append(
                    .init(
                        targetID: target.id,
                        text: LocalizedText(
                            zh: "\(event.startsOn.isoText) \(event.name)（\(event.eventRef)）",
                            en: "\(event.startsOn.isoText) \(event.name) (\(event.eventRef))"),
                        logIndex: places[key], files: files[key] ?? 0))
            }
            found += months(target, actuals, year: readYear)
            for standing in figures[target.id] ?? [] {
                let unit = plan.unit(named: standing.figure.reporter)?.name
                found.append(evidence(standing, unit, files[standing.figure.key] ?? 0))
            }
        }
        return found
    }

    private static func counts(
        _ event: CountyEvent, for measure: PlanTarget.Measure?, in year: Int
    ) -> Bool {
        guard event.countsInYear == year else { return false }
        return switch measure {
        case .nevFair: event.kind == .nevFair
        case .nevFairRural: event.kind == .nevFair && event.rural
        case .appliance: event.kind == .appliance
        case .homeGoods: event.kind == .homeGoods
        default: false
        }
    }

    /// Old goods by month; thousands of records are told as sums.
    private static func months(
        _ target: PlanTarget, _ actuals: TargetActuals, year: Int
    ) -> [PlanReport.Evidence] {
        guard let measure = target.measure, measure.source == .recyclingRegister else { return [] }
        let counts = (actuals.months[measure] ?? [:]).filter { $0.key.year == year && $0.value > 0 }
            .sorted { $0.key < $1.key }
        guard !counts.isEmpty else { return [] }
        let months = counts.map { "\($0.key.text.suffix(2)): \($0.value)" }.joined(separator: ", ")
        let sum = counts.reduce(0) { $0 + $1.value }
        return [
            .init(
                targetID: target.id,
                text: LocalizedText(
                    zh: "回收登记\(year)年：\(sum)件（分月 \(months)）",
                    en: "register of old goods, \(year): \(sum) (by month \(months))"))
        ]
    }

    /// The figures that hold, by target, in order of what they hold for.
    private static func holding(_ all: [StandingFigure]) -> [String: [StandingFigure]] {
        var last: [String: StandingFigure] = [:]
        for standing in all { last[standing.figure.key] = standing }
        return Dictionary(
            grouping: last.values.sorted { $0.figure.point.period < $1.figure.point.period },
            by: \.figure.targetID)
    }

    private static func evidence(
        _ standing: StandingFigure, _ unit: LocalizedText?, _ files: Int
    ) -> PlanReport.Evidence {
        let figure = standing.figure
        let value = figure.value.groupedText
        return .init(
            targetID: figure.targetID,
            text: LocalizedText(
                zh: "\(figure.point.title.zh)\(value)：\(figure.document)（\(figure.reporter)）"
                    + (figure.isCorrection ? "，已更正" : ""),
                en:
                    "\(figure.point.title.en) \(value): \(figure.document) (\(unit?.en ?? figure.reporter))"
                    + (figure.isCorrection ? ", corrected" : "")),
            logIndex: standing.logIndex, files: files)
    }
}
