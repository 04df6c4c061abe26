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
        let asked = try all ? Self.waiting(standings) : names.map { try Self.asked($0, standings) }
        var isDone = true
        let chosen = asked.filter { pack in
            let active = Self.active(pack.identifier, standings)
            if pack.state == .superseded {
                tellSuperseded(pack, by: active)
                isDone = false
                return false
            }
            guard let active, all || names.contains(pack.identifier),
                Self.isOutdated(pack, by: active)
            else { return true }
            tellPassedOver(pack, active)
            return false
        }
        let outcomes = try store.commit(
            chosen.map { .activatePack(sha256: $0.sha256) }, options.context(),
            register: try PolicyLibrary.register())
        for (pack, outcome) in zip(chosen, outcomes) { isDone = tell(pack, outcome) && isDone }
        if asked.isEmpty {
            Output.line(say("没有待批准的政策包。", "No pack waits to be activated."))
        }
        try store.close()
        Output.flush()
        if !isDone { throw ExitCode(1) }
    }

    /// The proposed packs, versions of one identifier from old to new, so that none is in the
    /// way of another.
    private static func waiting(_ standings: [PackStanding]) -> [PackStanding] {
        standings.filter { $0.state == .proposed }.sorted {
            $0.identifier == $1.identifier
                ? LedgerMachine.isVersion($1.version, after: $0.version)
                : $0.identifier < $1.identifier
        }
    }

    /// What a name means here: the last proposal that could become active, else the last one.
    private static func asked(
        _ name: String, _ standings: [PackStanding]
    ) throws -> PackStanding {
        let useful = standings.filter { pack in
            let active = active(pack.identifier, standings)
            return pack.identifier == name && pack.state == .proposed
                && active.map { !isOutdated(pack, by: $0) } ?? true
        }
        return try useful.last
            ?? PackChoice.kept(named: name, in: standings, first: [.proposed, .active])
    }

    private static func active(
        _ identifier: String, _ standings: [PackStanding]
    ) -> PackStanding? {
        standings.first { $0.identifier == identifier && $0.state == .active }
    }

    /// Whether a proposal came to nothing, since a version that is as new or newer is active.
    private static func isOutdated(_ pack: PackStanding, by active: PackStanding) -> Bool {
        pack.state == .proposed && !LedgerMachine.isVersion(pack.version, after: active.version)
    }

    private func title(_ pack: PackStanding) -> String {
        "\(pack.identifier) \(pack.version) \(pack.sha256.prefix(12))"
    }

    private func tellSuperseded(_ pack: PackStanding, by active: PackStanding?) {
        let version = active?.version ?? "–"
        Output.complain(
            say(
                "\(title(pack)) 已被新版取代，不能再启用；现行版本为\(version)。",
                "\(title(pack)) was superseded and cannot be activated again; "
                    + "version \(version) is active now."))
    }

    private func tellPassedOver(_ pack: PackStanding, _ active: PackStanding) {
        Output.line(
            say(
                "跳过 \(title(pack))：现行版本为\(active.version)，它不比现行版本新。",
                "Passed over \(title(pack)): version \(active.version) is active, and it is not newer."
            ))
    }

    private func tell(_ pack: PackStanding, _ outcome: CommandOutcome) -> Bool {
        let name = title(pack)
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
}
