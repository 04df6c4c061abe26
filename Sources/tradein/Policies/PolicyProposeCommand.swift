import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
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
        let packs = asked.filter { PackProposal.newer(than: $0, in: standings) == nil }
        if !names.isEmpty, let why = packs.lazy.compactMap(PackProposal.template).first {
            Output.complain(why[Language.current])
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

    /// A line for each pack that a newer version of it stands in the way of; true when none is.
    private func tellOutdated(_ packs: [PolicyPack], _ standings: [PackStanding]) -> Bool {
        var areAllNewer = true
        for pack in packs {
            guard let kept = PackProposal.newer(than: pack, in: standings) else { continue }
            areAllNewer = false
            Output.complain(
                "pack-version-not-newer: "
                    + PackProposal.outdated(pack, by: kept)[Language.current])
        }
        return areAllNewer
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
