import GRDB
import TradeInCore

extension LedgerStore {
    /// What is known of a plan's targets: counts of the registers, and figures that were reported.
    ///
    /// - Parameter plan: the plan's code.
    /// - Returns: the actuals; of a figure that was corrected the last holds.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func targetActuals(plan: String) throws -> TargetActuals {
        try pool.read { database in
            var actuals = TargetActuals()
            try Self.addCounts(to: &actuals, database)
            var latest: [String: TargetFigure] = [:]
            for standing in try Self.figures(plan: plan, database) {
                latest[standing.figure.key] = standing.figure
            }
            for figure in latest.values {
                switch figure.point {
                case .base(let year):
                    actuals.bases[.init(figure.targetID, year: year)] = figure.value
                case .observed(let day):
                    actuals.observations[figure.targetID, default: []].append(
                        TargetObservation(day: day, value: figure.value))
                }
            }
            return actuals
        }
    }

    private static func addCounts(
        to actuals: inout TargetActuals, _ database: Database
    ) throws {
        let rows = try HotStatement(
            database, "SELECT register, month, kind, total, rural FROM registerMonth")
        while try rows.step() {
            guard let month = Month(text: rows.text(1)) else {
                throw LedgerFailure.corrupt("registerMonth \(rows.text(1))")
            }
            let (total, rural) = (Int(rows.integer(3)), Int(rows.integer(4)))
            guard (0...1_000_000_000).contains(total), (0...total).contains(rural) else {
                throw LedgerFailure.corrupt("registerMonth \(rows.text(1))")
            }
            if rows.text(0) == "event", let kind = CountyEvent.Kind(rawValue: rows.text(2)) {
                let count = TargetActuals.EventCount(total: total, rural: rural)
                actuals.add(kind, count, in: month, of: month.year)
            } else if let kind = RecyclingRecord.Kind(rawValue: rows.text(2)) {
                actuals.add(kind, total, in: month, of: month.year)
            } else {
                throw LedgerFailure.corrupt("registerMonth \(rows.text(2))")
            }
        }
    }

    /// All figures of a plan in order of entry, those that were corrected later too.
    public func figures(plan: String) throws -> [StandingFigure] {
        try pool.read { try Self.figures(plan: plan, $0) }
    }

    private static func figures(
        plan: String, _ database: Database
    ) throws -> [StandingFigure] {
        let rows = try HotStatement(
            database, "SELECT \(figureColumns) FROM targetFigure WHERE plan = ? ORDER BY figureId")
        rows.bind(1, plan)
        var figures: [StandingFigure] = []
        while try rows.step() { figures.append(try figure(rows)) }
        return figures
    }

    static let figureColumns = """
        plan, targetId, kind, period, thousandths, document, reporter, isCorrection, actor, logIndex
        """

    static func figure(_ rows: HotStatement) throws -> StandingFigure {
        guard let point = TargetFigure.Point(kind: rows.text(2), period: rows.text(3)),
            rows.integer(4) >= 0
        else { throw LedgerFailure.corrupt("targetFigure \(rows.text(1))") }
        let figure = TargetFigure(
            plan: rows.text(0), targetID: rows.text(1), point: point,
            value: TargetNumber(thousandths: rows.integer(4)), document: rows.text(5),
            reporter: rows.text(6), isCorrection: rows.integer(7) != 0)
        return StandingFigure(figure: figure, actor: rows.text(8), logIndex: rows.integer(9))
    }
}
