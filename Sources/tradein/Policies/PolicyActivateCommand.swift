import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Activates proposed packs: from then on they decide.
struct PolicyActivateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: say("批准启用政策包", "Activate proposed packs"),
        discussion: say(
            """
            批准人不能是提交人。启用后新申领按它判定；同一标识的旧版本停用，它已判定的申领不变。
            示例：tradein policy activate jx-appliance-2026 --as li
            """,
            """
            The approver may not be who proposed the pack. From then on new claims are decided by it;
            an earlier version of it decides no more, and what that decided stands.
            Example: tradein policy activate jx-appliance-2026 --as li
            """))

    @Argument(help: ArgumentHelp(say("政策包标识或摘要开头", "Identifiers, or starts of digests")))
    var names: [String] = []

    @Flag(help: ArgumentHelp(say("启用全部待批准的政策包", "Activate every proposed pack")))
    var all = false

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        guard all != names.isEmpty else { return }
        throw ValidationError(
            say("请写政策包标识，或用 --all，二者取一。", "Name packs, or say --all; not both, not neither."))
    }

    func run() throws {
        let store = try options.open()
        let standings = try store.packStandings()
        let chosen =
            try all
            ? standings.filter { $0.state == .proposed }
            : names.map { try Self.pack(named: $0, in: standings) }
        let outcomes = try store.commit(
            chosen.map { .activatePack(sha256: $0.sha256) }, options.context(),
            register: try PolicyLibrary.register())
        var isDone = true
        for (pack, outcome) in zip(chosen, outcomes) { isDone = tell(pack, outcome) && isDone }
        if chosen.isEmpty {
            Output.line(say("没有待批准的政策包。", "No pack waits to be activated."))
        }
        try store.close()
        Output.flush()
        if !isDone { throw ExitCode(1) }
    }

    private func tell(_ pack: PackStanding, _ outcome: CommandOutcome) -> Bool {
        let name = "\(pack.identifier) \(pack.version) \(pack.sha256.prefix(12))"
        switch outcome {
        case .done(let receipt, _):
            Output.line(
                say(
                    "已启用 \(name)，日志第\(receipt.logIndex)条，提交人\(pack.author)，批准人\(options.actor)。",
                    "Activated \(name): log entry \(receipt.logIndex), proposed by \(pack.author), "
                        + "approved by \(options.actor)."))
        case .replayed:
            Output.line(say("\(name) 此前已启用。", "\(name) is active already."))
        case .refused(let refusal):
            Output.complain("\(refusal.code.rawValue): \(refusal.message[Language.current])")
            return false
        }
        return true
    }

    /// The newest kept pack of a name: the one proposed last, else the active one.
    static func pack(named name: String, in standings: [PackStanding]) throws -> PackStanding {
        let found = standings.filter {
            $0.identifier == name
                || (name.utf8.count >= 8 && $0.sha256.hasPrefix(name.lowercased()))
        }
        if let pack = found.last(where: { $0.state == .proposed }) ?? found.last { return pack }
        let known = Set(standings.map(\.identifier)).sorted()
        throw ValidationError(
            say(
                "账本中没有政策包“\(name)”。现有：\(known.joined(separator: "、"))。请先提交（policy propose）。",
                "The ledger has no pack \(name). It has: \(known.joined(separator: ", ")). "
                    + "Propose it first (policy propose)."))
    }
}
