import TradeInCore
import TradeInStore

/// Every target of the plan with its reading at one moment.
public struct TargetBoard: Sendable {
    /// A target and how it stands.
    public struct Row: Sendable {
        /// The target.
        public var target: PlanTarget
        /// How it stands.
        public var reading: TargetReading
    }

    /// The plan.
    public let plan: CountyPlan
    /// The moment that it is read for.
    public let asOf: Moment
    /// The year that yearly and ongoing targets are read for.
    public let year: Int
    /// The log that the readings rest on; nil while it is empty.
    public let checkpoint: Checkpoint?
    /// What is known of the targets.
    public let actuals: TargetActuals
    /// In the order of the plan.
    public let rows: [Row]

    /// Reads the registers' cells and evaluates the plan, all at one checkpoint.
    ///
    /// - Parameters:
    ///   - plan: the plan.
    ///   - store: the ledger.
    ///   - asOf: the moment to read it for.
    ///   - year: the year to read yearly targets for.
    /// - Throws: the store's failures.
    public init(plan: CountyPlan, store: LedgerStore, asOf: Moment, year: Int) throws {
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
}
