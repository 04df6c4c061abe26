import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Records that values of a pack stand as the issued text says.
struct PolicyConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: say("核实政策包的取值", "Confirm a pack's values"),
        discussion: say(
            """
            把取值与正式文本核对后，写明出处。未核实的取值在每个用到它的输出上都有提示，核实后不再提示。
            不写取值时列出待核实的。标识指已启用的版本，没有已启用的则指最近提交的；也可写摘要开头。
            示例：tradein policy confirm cn-appliance-2026 cap@2026-01-01 --reference "商办流通函〔2025〕469号 第2页"
            """,
            """
            Hold the values against the issued text and say where they stand. Values that nobody has
            confirmed carry a banner on every output that uses them. Without values it lists them.
            An identifier means its active version, or the last one proposed where none is active.
            Example: tradein policy confirm cn-appliance-2026 cap@2026-01-01 --reference "notice, page 2"
            """))

    @Argument(help: ArgumentHelp(say("政策包标识或摘要开头", "An identifier, or the start of a digest")))
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
        guard !all || items.isEmpty else {
            throw ValidationError(
                say("请写取值，或用 --all，二者取一。", "Name values, or say --all; not both."))
        }
        guard let reference, PackProposal.isReference(reference) else {
            throw ValidationError(
                say(
                    "请用 --reference 写明出处：1到200字节，不能只有空格，不含换行等控制字符。",
                    "Say where: --reference of 1 to 200 bytes, not only blanks, no control characters."
                ))
        }
    }

    func run() throws {
        let isQuestion = !all && items.isEmpty
        let store = try isQuestion ? options.openForReading() : options.open()
        // What decides is what counts; its next version starts with all its values open.
        let standing = try PackChoice.kept(
            named: pack, in: try store.packStandings(), first: [.active, .proposed])
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
        if options.format ?? .table == .table {
            if pack.unconfirmed.isEmpty { return tellAllConfirmed(pack) }
            Output.line("\(pack.identifier) \(pack.version)")
        }
        try listing.print(as: options.format ?? .table)
    }

    private func confirm(_ standing: PackStanding, in store: LedgerStore) throws {
        var seen: Set<String> = []
        let chosen = all ? standing.unconfirmed : items.filter { seen.insert($0).inserted }
        guard !chosen.isEmpty else { return tellAllConfirmed(standing) }
        let command = LedgerCommand.confirmValues(
            PackConfirmation(
                sha256: standing.sha256, items: chosen, reference: reference ?? ""))
        let outcomes = try store.commit(
            [command], options.context(), register: try PolicyLibrary.register())
        let name = "\(standing.identifier) \(standing.version)"
        let left = Set(standing.unconfirmed).subtracting(chosen).count
        switch outcomes.first {
        case .refused(let refusal)?:
            Output.complain("\(refusal.code.rawValue): \(refusal.message[Language.current])")
            throw ExitCode(1)
        case .replayed?:
            Output.line(
                say(
                    "\(name) 的这些取值此前已按同一出处核实，未作改动，还有\(left)个待核实。",
                    "These values of \(name) were confirmed before by the same reference; "
                        + "nothing changed. \(left) are left."))
        case .done?, nil:
            Output.line(
                say(
                    "已核实 \(name) 的\(chosen.count)个取值，还有\(left)个待核实。",
                    "Confirmed \(chosen.count) values of \(name); \(left) are left."))
        }
    }

    private func tellAllConfirmed(_ pack: PackStanding) {
        let name = "\(pack.identifier) \(pack.version)"
        Output.line(say("\(name) 的全部取值已核实。", "Every value of \(name) is confirmed."))
    }
}
