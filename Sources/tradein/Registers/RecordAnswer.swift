import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// One record typed on the command line: read like a row of a file, committed, told.
enum RecordAnswer {
    /// - Parameters:
    ///   - read: what the reader made of the cells.
    ///   - options: where and as whom.
    ///   - dryRun: whether all is rolled back.
    ///   - done: what to say when it stands.
    /// - Throws: exit code 1 when the record has errors or is refused.
    static func tell(
        _ read: (command: LedgerCommand?, findings: [Finding]), _ options: GlobalOptions,
        dryRun: Bool = false, done: (Receipt) -> String
    ) throws {
        let isData = options.format.map { $0 != .table } ?? false
        guard let command = read.command else {
            if isData { Output.line(json(nil, read.findings)) } else { complain(read.findings) }
            Output.flush()
            throw ExitCode(1)
        }
        let store = try options.open()
        let register = try PolicyLibrary.register()
        var outcomes: [CommandOutcome] = []
        if dryRun {
            try store.rehearse(options.context(), register: register) { commit in
                outcomes = try commit([command])
            }
        } else {
            outcomes = try store.commit([command], options.context(), register: register)
        }
        guard let outcome = outcomes.first else {
            preconditionFailure("each command has one outcome")
        }
        try store.close()
        var findings = read.findings
        if case .done(_, let own) = outcome { findings += own }
        if isData {
            Output.line(json(outcome, findings))
        } else {
            complain(findings)
            tell(outcome, dryRun: dryRun, done: done)
        }
        Output.flush()
        if case .refused = outcome { throw ExitCode(1) }
    }

    private static func complain(_ findings: [Finding]) {
        for finding in findings {
            Output.complain(finding.code + say("：", ": ") + finding.message[Language.current])
        }
    }

    private static func tell(
        _ outcome: CommandOutcome, dryRun: Bool, done: (Receipt) -> String
    ) {
        switch outcome {
        case .done(let receipt, _):
            let rolledBack = say("（试算，已撤销）", " (dry run, rolled back)")
            Output.line(done(receipt) + (dryRun ? rolledBack : ""))
        case .replayed(let receipt):
            Output.line(
                say(
                    "此前已登记（日志第\(receipt.logIndex)条），未作改动。",
                    "There already (log entry \(receipt.logIndex)); nothing was changed."))
        case .refused(let refusal): Output.complain(refusal.line)
        }
    }

    private static func json(_ outcome: CommandOutcome?, _ findings: [Finding]) -> [UInt8] {
        canonicalObject { json in
            if case .refused(let refusal)? = outcome {
                json.field("code", refusal.code.rawValue)
            }
            json.key("findings")
            json.array { json in
                for finding in findings {
                    json.object { json in
                        json.field("code", finding.code)
                        json.field("message", finding.message[Language.current])
                        json.field("severity", finding.severity.rawValue)
                    }
                }
            }
            if let receipt = outcome?.receipt { json.field("logIndex", receipt.logIndex) }
            if case .refused(let refusal)? = outcome {
                json.field("message", refusal.message[Language.current])
            }
            let word =
                switch outcome {
                case .done?: "registered"
                case .replayed?: "replayed"
                case .refused?: "refused"
                case nil: "invalid"
                }
            json.field("outcome", word)
        }
    }
}
