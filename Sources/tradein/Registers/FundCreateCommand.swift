import ArgumentParser
import TradeInCore
import TradeInDesk

/// Creates a fund without money.
struct FundCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: say("建立一项资金", "Create a fund"),
        discussion: say(
            """
            一项资金对应一个年度（销售日期所在年）和一个范围：补贴项目或类别。
            示例：tradein fund create JX-2026-appliance --year 2026 --scope 家电以旧换新
            """,
            """
            A fund pays for one year of sales and one scope: a programme or a category.
            Example: tradein fund create JX-2026-appliance --year 2026 --scope appliance
            """))

    @Argument(help: ArgumentHelp(say("资金代码", "The fund's code")))
    var code: String

    @Option(help: ArgumentHelp(say("年度", "The year of the sales"), valueName: "2026"))
    var year: Int

    @Option(
        help: ArgumentHelp(
            say("补贴项目或类别（代码或中文名）", "A programme or category, key or Chinese name")))
    var scope: String

    @Option(help: ArgumentHelp(say("中文名称", "The Chinese name")))
    var zh: String?

    @Option(help: ArgumentHelp(say("英文名称", "The English name")))
    var en: String?

    @Option(help: ArgumentHelp(say("上级资金代码", "The code of the fund above")))
    var parent: String?

    @Option(
        help: ArgumentHelp(
            say("资金分担，如 central:85 county:15", "Who bears it, e.g. central:85 county:15")))
    var shares: String = ""

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        _ = try row()
        _ = try Typed.shares(shares).orUsage()
    }

    private func row() throws -> FundRow {
        let cells = [
            "code": code, "year": String(year), "scope": scope, "zh": zh ?? "", "en": en ?? "",
        ]
        let (row, findings) = FundRow.read(cells, needsAmount: false)
        if let row { return row }
        throw ValidationError(
            findings.map { $0.message[Language.current] }.joined(separator: "\n"))
    }

    func run() throws {
        let row = try row()
        let fund = Fund(
            code: row.code, title: row.title, year: row.year, scope: row.scope, parent: parent,
            shares: try Typed.shares(shares).orUsage())
        try FundAnswer.tell(.createFund(fund), options) { _ in
            let title = row.title[Language.current]
            return say(
                "已建立资金 \(row.code)（\(title)），尚未下达。",
                "Fund \(row.code) (\(title)) is there, without money.")
        }
    }
}
