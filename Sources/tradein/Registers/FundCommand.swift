import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// The funds that subsidies are paid from.
struct FundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fund",
        abstract: say(
            "资金：建立、下达、切块、复核、余额", "Funds: create, appropriate, allocate, release, balance"),
        discussion: say(
            "示例：tradein fund create JX-2026-appliance --year 2026 --scope appliance",
            "Example: tradein fund create JX-2026-appliance --year 2026 --scope appliance"),
        subcommands: [
            FundCreateCommand.self, FundAppropriateCommand.self, FundAllocateCommand.self,
            FundRecallCommand.self, FundReleaseCommand.self, FundOrdersCommand.self,
            FundBalanceCommand.self, FundStatementCommand.self, FundImportCommand.self,
            FundCapCommand.self, FundCapsCommand.self,
        ])
}

/// Creates and fills the funds of a file.
struct FundImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: say("按文件建立资金并下达", "Create and fill the funds of a file"),
        discussion: say(
            """
            列：资金代码、名称、英文名称、年度、范围、金额（元）。文号记为“import:资金代码”，重复导入不会重复制单。
            下达单须由另一人复核（fund release --all）。
            示例：tradein fund import 资金.csv --dry-run
            """,
            """
            Columns: code, zh, en, year, scope, amount (yuan). The reference is import:code, so \
            importing again orders nothing twice. Another person releases the money \
            (fund release --all).
            Example: tradein fund import funds.csv --dry-run
            """))

    @OptionGroup var arguments: RegisterArguments

    func run() throws {
        try RegisterImport(columns: FundRow.columns) { cells in
            let (row, findings) = FundRow.read(cells, needsAmount: true)
            return RegisterEntry(
                ref: TextFolding.folded(cells["code"] ?? ""),
                steps: row.map { [$0.create, $0.appropriation] } ?? [], findings: findings)
        }.run(arguments, in: try arguments.options.open())
    }
}
