import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Proposes packs to a ledger, for another person to activate.
struct PolicyProposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: say("向账本提交政策包，待另一人批准", "Propose packs to a ledger"),
        discussion: say(
            """
            先做全部检查（policy check），有一处问题就不提交。提交人记入日志，不能由本人批准。
            不写名称则提交账本里还没有的全部政策包；模板不能提交。
            示例：tradein policy propose drafts/jx_appliance_2026.yaml --as zhang
            """,
            """
            Checks the packs first (policy check); one fault, and nothing is proposed. The log keeps
            who proposed them; the same person may not activate them. Without a name it proposes
            every pack that the ledger has not yet. Templates cannot be proposed.
            Example: tradein policy propose drafts/jx_appliance_2026.yaml --as zhang
            """))

    @Argument(
        help: ArgumentHelp(say("政策包标识或草稿文件", "Identifiers of packs, or files of drafts")))
    var names: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let files =
            try names.isEmpty
            ? options.packFiles() : names.map { try PackChoice.files(named: $0, options) }
        let check = PolicyCheck.run(
            files, register: try PolicyLibrary.register(), county: try Setting.county())
        guard check.isSound else {
            for line in check.lines(in: Language.current) { Output.complain(line) }
            throw ExitCode(1)
        }
        let store = try options.open()
        let standings = try store.packStandings()
        let known = Set(standings.map(\.sha256))
        let asked = check.packs.filter { !names.isEmpty || !known.contains($0.source.sha256) }
        let packs = asked.filter { Self.newer(than: $0, in: standings) == nil }
        if let template = packs.first(where: \.source.isTemplate), !names.isEmpty {
            refuseTemplate(template)
            throw ExitCode(1)
        }
        let commands = PackProposal.commands(packs, files)
        let outcomes = try store.commit(
            commands, options.context(), register: try PolicyLibrary.register())
        let proposed = packs.filter { !$0.source.isTemplate }
        let areAllNewer = tellOutdated(asked, standings)
        let isDone = PolicyAnswer.print(zip(proposed, outcomes)) { pack in
            say(
                "已提交 \(pack.identifier) \(pack.source.version)，待另一人批准：tradein policy activate \(pack.identifier) --as 登录名",
                "Proposed \(pack.identifier) \(pack.source.version). Somebody else activates it: "
                    + "tradein policy activate \(pack.identifier) --as LOGIN")
        }
        if commands.isEmpty, areAllNewer {
            Output.line(say("没有需要提交的政策包。", "There is nothing to propose."))
        }
        try store.close()
        Output.flush()
        if !isDone || !areAllNewer { throw ExitCode(1) }
    }

    /// The newest kept version of a pack's identifier, where the pack is older than it.
    ///
    /// A version that the ledger has with this very text was proposed before; with another
    /// text the ledger itself refuses it, and says so better.
    private static func newer(
        than pack: PolicyPack, in standings: [PackStanding]
    ) -> PackStanding? {
        let kept = standings.filter { $0.identifier == pack.identifier }
        let version = pack.source.version
        guard !pack.source.isTemplate, !kept.contains(where: { $0.version == version }) else {
            return nil
        }
        let newest = kept.max { LedgerMachine.isVersion($1.version, after: $0.version) }
        return newest.flatMap { LedgerMachine.isVersion(version, after: $0.version) ? nil : $0 }
    }

    /// A line for each pack that a newer version of it stands in the way of; true when none is.
    private func tellOutdated(_ packs: [PolicyPack], _ standings: [PackStanding]) -> Bool {
        var areAllNewer = true
        for pack in packs {
            guard let kept = Self.newer(than: pack, in: standings) else { continue }
            areAllNewer = false
            let (name, version) = (pack.identifier, pack.source.version)
            let state = kept.state.title[Language.current]
            Output.complain(
                "pack-version-not-newer: "
                    + say(
                        "账本中已有 \(name) \(kept.version)（\(state)），\(version)不比它新，不能提交。请提高版本号。",
                        "The ledger has \(name) \(kept.version) (\(state)); \(version) is not newer "
                            + "and is not proposed. Raise the version."))
        }
        return areAllNewer
    }

    private func refuseTemplate(_ pack: PolicyPack) {
        let open = pack.source.parameters.filter { $0.values.contains { $0.fill != nil } }
            .map(\.name.text).joined(separator: " ")
        Output.complain(
            say(
                "“\(pack.identifier)”是模板，还有取值没有填：\(open)。请另起标识复制一份，填好后再提交。",
                "\(pack.identifier) is a template; still to be filled in are: \(open). "
                    + "Copy it under another identifier, fill it in and propose that."))
    }
}

/// What came of commands on packs.
enum PolicyAnswer {
    /// Prints a line for each; false when one was refused.
    static func print(
        _ answers: some Sequence<(PolicyPack, CommandOutcome)>, done: (PolicyPack) -> String
    ) -> Bool {
        var isDone = true
        for (pack, outcome) in answers {
            switch outcome {
            case .done: Output.line(done(pack))
            case .replayed:
                Output.line(
                    say(
                        "\(pack.identifier) \(pack.source.version) 此前已办理，未作改动。",
                        "\(pack.identifier) \(pack.source.version) was done before; nothing changed."
                    ))
            case .refused(let refusal):
                isDone = false
                Output.complain("\(refusal.code.rawValue): \(refusal.message[Language.current])")
            }
        }
        return isDone
    }
}
