import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Records that values of a pack stand as the issued text says.
struct PolicyConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: say("核实政策包的取值", "Confirm a pack's values"),
        discussion: say(
            """
            把取值与正式文本核对后，写明出处。未核实的取值在每个用到它的输出上都有提示，核实后不再提示。
            不写取值时列出待核实的。
            示例：tradein policy confirm cn-appliance-2026 cap@2026-01-01 --reference "商办流通函〔2025〕469号 第2页"
            """,
            """
            Hold the values against the issued text and say where they stand. Values that nobody has
            confirmed carry a banner on every output that uses them. Without values it lists them.
            Example: tradein policy confirm cn-appliance-2026 cap@2026-01-01 --reference "notice, page 2"
            """))

    @Argument(help: ArgumentHelp(say("政策包标识", "The pack's identifier")))
    var pack: String

    @Argument(help: ArgumentHelp(say("取值，如 cap@2026-01-01", "Values, such as cap@2026-01-01")))
    var items: [String] = []

    @Flag(help: ArgumentHelp(say("核实全部取值", "Confirm every value")))
    var all = false

    @Option(help: ArgumentHelp(say("出处：文号、页、条", "Where they stand: document, page, article")))
    var reference: String?

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        guard all || !items.isEmpty else { return }
        guard let reference, (1...200).contains(reference.utf8.count) else {
            throw ValidationError(
                say("请用 --reference 写明出处（1到200字节）。", "Say where: --reference of 1 to 200 bytes."))
        }
    }

    func run() throws {
        let isQuestion = !all && items.isEmpty
        let store = try isQuestion ? options.openForReading() : options.open()
        let standing = try PolicyActivateCommand.pack(named: pack, in: try store.packStandings())
        if isQuestion {
            try list(standing)
        } else {
            try confirm(standing, in: store)
        }
        try store.close()
        Output.flush()
    }

    private func list(_ pack: PackStanding) throws {
        var listing = Listing([.init("value", "待核实的取值", "value to confirm")])
        listing.rows = pack.unconfirmed.map { [.text($0)] }
        if pack.unconfirmed.isEmpty, options.format ?? .table == .table {
            return Output.line(say("全部取值已核实。", "Every value is confirmed."))
        }
        try listing.print(as: options.format ?? .table)
    }

    private func confirm(_ standing: PackStanding, in store: LedgerStore) throws {
        let chosen = all ? standing.unconfirmed : items
        guard !chosen.isEmpty else {
            return Output.line(say("全部取值已核实。", "Every value is confirmed."))
        }
        let command = LedgerCommand.confirmValues(
            PackConfirmation(
                sha256: standing.sha256, items: chosen, reference: reference ?? ""))
        let outcomes = try store.commit(
            [command], options.context(), register: try PolicyLibrary.register())
        if case .refused(let refusal)? = outcomes.first {
            Output.complain("\(refusal.code.rawValue): \(refusal.message[Language.current])")
            throw ExitCode(1)
        }
        let left = standing.unconfirmed.count - chosen.count
        Output.line(
            say(
                "已核实\(standing.identifier)的\(chosen.count)个取值，还有\(left)个待核实。",
                "Confirmed \(chosen.count) values of \(standing.identifier); \(left) are left."))
    }
}
