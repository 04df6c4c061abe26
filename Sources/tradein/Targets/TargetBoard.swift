import Foundation
import TradeInCore
import TradeInStore

/// Every target of the plan with its reading at one moment.
struct TargetBoard {
    /// A target and how it stands.
    struct Row {
        var target: PlanTarget
        var reading: TargetReading
    }

    let plan: CountyPlan
    let asOf: Moment
    /// The year that yearly and ongoing targets are read for.
    let year: Int
    /// The log that the readings rest on; nil while it is empty.
    let checkpoint: Checkpoint?
    /// What is known of the targets.
    let actuals: TargetActuals
    /// In the order of the plan.
    let rows: [Row]

    /// Reads the registers' cells and evaluates the plan, all at one checkpoint.
    init(plan: CountyPlan, store: LedgerStore, asOf: Moment, year: Int) throws {
        self.plan = plan
        self.asOf = asOf
        self.year = year
        let (actuals, statement) = try store.readTogether {
            try store.targetActuals(plan: plan.code)
        }
        checkpoint = statement
        self.actuals = actuals
        let today = asOf.countyDay
        rows = plan.targets.map { target in
            Row(
                target: target,
                reading: TargetEvaluation.evaluate(
                    target, actuals: actuals, asOf: today, year: year))
        }
    }

    /// The root of the log as checkpoints write it.
    var rootText: String { checkpoint.map(\.rootText) ?? "" }

    /// Everything that is known of every target, a row each.
    var listing: Listing {
        let keys = [
            "asOf", "logSize", "logRoot", "plan", "id", "clause", "indicatorZh", "indicatorEn",
            "quote", "kind", "baselineYear", "period", "year", "comparator", "value", "unit",
            "source", "measure", "leads", "responsible", "actual", "measured", "base", "state",
            "share", "due", "dueOn",
            "observedOn", "forecast", "forecastMethod", "noteZh", "noteEn", "explanationZh",
            "explanationEn",
        ]
        var listing = Listing(keys.map { .init($0, $0, $0) })
        listing.rows = rows.map(cells)
        return listing
    }

    private func cells(_ row: Row) -> [Listing.Cell] {
        let target = row.target
        let reading = row.reading
        func text(_ text: String?) -> Listing.Cell { text.map { .text($0) } ?? .none }
        func integer(_ value: Int?) -> Listing.Cell { value.map { .integer(Int64($0)) } ?? .none }
        let period =
            switch target.period {
            case .year(let year): String(year)
            case .annual: "annual"
            case .ongoing: "ongoing"
            }
        return [
            .text(asOf.text), .integer(Int64(checkpoint?.size ?? 0)), .text(rootText),
            .text(plan.number), .text(target.id), .text(target.clause), .text(target.title.zh),
            .text(target.title.en), .text(target.quote), .text(target.kind.rawValue),
            integer(target.baselineYear), .text(period), integer(reading.year),
            .text(target.comparator.rawValue), .text(target.value.text),
            .text(target.unit.rawValue), .text(target.source.rawValue),
            text(target.measure?.rawValue),
            .text(plan.leads(of: target).joined(separator: ";")),
            .text(plan.responsible(for: target).joined(separator: ";")),
            text(reading.actual?.text),
            text(reading.measured?.text), text(reading.base?.text),
            .text(reading.state.rawValue), integer(reading.reachedPermille),
            text(reading.due?.text), text(reading.dueOn?.isoText),
            text(reading.observedOn?.isoText), text(reading.forecast?.value.text),
            text(reading.forecast?.method.rawValue), text(target.note?.zh), text(target.note?.en),
            .text(reading.explanation.zh), .text(reading.explanation.en),
        ]
    }
}
