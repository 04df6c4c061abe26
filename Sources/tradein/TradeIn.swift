import ArgumentParser

/// The command line: composition root of clock, keys, store and packs.
struct TradeIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tradein",
        abstract: say("以旧换新补贴账本", "The trade-in subsidy ledger"),
        discussion: say(
            """
            登记申领、按通知判定、占用资金、汇总并对照方案目标。
            示例：tradein init && tradein claim import claims.csv
            """,
            """
            Registers claims, decides them under the notices, encumbers funds, tallies against the plan.
            Example: tradein init && tradein claim import claims.csv
            """),
        version: "0.1.0",
        subcommands: [
            InitCommand.self, DemoCommand.self, ServeCommand.self, ClaimCommand.self,
            RightCommand.self,
            ReviewCommand.self, PolicyCommand.self, FundCommand.self, PayCommand.self,
            MonthCommand.self, UserCommand.self, DealerCommand.self, EventCommand.self,
            RecycleCommand.self, TargetCommand.self, TallyCommand.self, ExportCommand.self,
            LogCommand.self, VerifyCommand.self, BackupCommand.self, BenchCommand.self,
        ])
}
