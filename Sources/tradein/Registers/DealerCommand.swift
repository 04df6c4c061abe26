import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of dealers.
struct DealerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dealer",
        abstract: say("经销商：登记、查询", "Dealers: enrol, list"),
        discussion: say(
            "示例：tradein dealer import 经销商.csv", "Example: tradein dealer import dealers.csv"),
        subcommands: [DealerImportCommand.self, DealerListCommand.self])
}

/// Enrols the dealers of a file.
struct DealerImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: say("登记文件中的经销商", "Enrol the dealers of a file"),
        discussion: say(
            """
            列：统一社会信用代码、名称、补贴项目（分号分隔）、镇街、结算账号、开户行、状态。
            同一代码内容不同即为变更，旧内容留在日志里；结算账号加密保存，不再显示。
            示例：tradein dealer import 经销商.csv --dry-run
            """,
            """
            Columns: dealerCode, name, programmes (semicolons between), townCode, \
            settlementAccount, settlementBank, state. Other contents under a known code are a \
            change; the log keeps the old. The account is sealed and never shown again.
            Example: tradein dealer import dealers.csv --dry-run
            """))

    @OptionGroup var arguments: RegisterArguments

    func run() throws {
        let county = try Setting.county()
        let store = try arguments.options.open()
        try RegisterImport.dealers(county, keys: store.keys).run(arguments, in: store)
    }
}

/// Lists the dealers.
struct DealerListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出经销商", "List the dealers"),
        discussion: say(
            "按信用代码排列，不含结算账号。示例：tradein dealer list --format csv",
            "In order of code, without accounts. Example: tradein dealer list --format csv"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let format = options.format ?? .table
        let language = Language.current
        let county = try Setting.county()
        var listing = Listing([
            .init("dealerCode", "信用代码", "code"), .init("name", "名称", "name"),
            .init("programmes", "补贴项目", "programmes"), .init("townCode", "镇街", "town"),
            .init("state", "状态", "state"),
        ])
        for dealer in try options.openForReading().dealers() {
            let programmes = Programme.allCases.filter(dealer.programmes.contains)
            let names = programmes.map { format == .table ? $0.title[language] : $0.rawValue }
            let town = county.town(named: dealer.townKey)?.name[language]
            listing.rows.append([
                .text(dealer.code), .text(dealer.name),
                .text(names.joined(separator: format == .table ? say("、", ", ") : ";")),
                .text(format == .table ? town ?? dealer.townKey : dealer.townKey),
                .text(format == .table ? dealer.state.title[language] : dealer.state.rawValue),
            ])
        }
        try listing.show(
            as: format, shrinking: ["name", "programmes", "townCode"],
            dropping: ["townCode", "programmes"])
        if format == .table {
            Output.line(say("共\(listing.rows.count)家", "\(listing.rows.count) dealers"))
        }
        Output.flush()
    }
}
