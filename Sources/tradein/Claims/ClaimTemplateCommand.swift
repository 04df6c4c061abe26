import ArgumentParser
import FileExchange
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Makes a workbook for dealers to fill in.
struct ClaimTemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: say("生成填报模板（工作簿）", "Make a workbook for dealers to fill in"),
        discussion: say(
            """
            按申领格式和当前有效的政策包生成：品类等为下拉列表，证件号、发票号码为文本列，附一行示例和中英文说明。
            账本存在时用其中已启用的政策包，否则用随程序提供的政策包。
            示例：tradein claim template appliance --out 家电模板.xlsx
            """,
            """
            Made from the claim format and the packs in force: drop-downs for classes and choices, text
            columns for identifiers, checks, an example row and notes in both languages. With a ledger
            its active packs are used, without one those that come with the program.
            Example: tradein claim template appliance --out appliance.xlsx
            """))

    @Argument(help: ArgumentHelp(say("补贴项目，键或中文名", "The programme, by key or Chinese name")))
    var programme: Programme

    @Option(help: ArgumentHelp(say("写到此文件", "The file to write"), valueName: "file.xlsx"))
    var out: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard let out else { return }
        try OutputFile.check(out, ending: ".xlsx", isNot: [options.ledger])
    }

    func run() throws {
        let path = out ?? programme.rawValue + ".xlsx"
        let day = options.context().now.countyDay
        let shelf = try activeShelf()
        let packs = shelf.packs(for: programme).filter { $0.isInForce(on: day) }
        try ClaimTemplate(
            programme, packs: packs, day: day,
            reader: ClaimReader(register: shelf.register, county: try Setting.county()),
            in: Language.current
        ).write(to: path)
        Output.line(
            say(
                "已写出 \(path)（\(programme.title.zh)，\(day.isoText)有效的政策包\(packs.count)个）。",
                "Wrote \(path) (\(programme.title.en), \(packs.count) packs in force on \(day.isoText))."
            ))
        if packs.isEmpty {
            Output.complain(
                say(
                    "当前没有有效的政策包，模板中的品类未作限制。",
                    "No pack is in force, so the template offers all item classes."))
        }
        Output.flush()
    }

    private func activeShelf() throws -> PackShelf {
        guard FileManager.default.fileExists(atPath: options.ledger) else {
            return try options.shelf()
        }
        let store = try options.openForReading()
        defer { try? store.close() }
        return try options.shelf(of: store)
    }
}

extension Programme: ExpressibleByArgument {
    /// A programme by its key or Chinese name.
    public init?(argument: String) { self.init(named: argument) }

    /// The keys, for the help.
    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
