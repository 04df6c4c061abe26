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

/// A register record as it stands, with some of its cells changed and read again like a row.
enum RecordChange {
    /// - Parameters:
    ///   - key: the record's key, for messages.
    ///   - find: its cells in the ledger; nil where there is no such record.
    ///   - changes: cells to change; those without a value stay.
    ///   - options: where and as whom.
    ///   - read: reads the changed cells, given today.
    ///   - done: what to say when it stands, given its place in the log.
    /// - Throws: exit code 1 when there is no such record, or the change is not taken.
    static func run(
        _ key: String, _ find: (LedgerStore) throws -> [String: String]?,
        _ changes: [String: String?], _ options: GlobalOptions,
        read: ([String: String], Day) -> (command: LedgerCommand?, findings: [Finding]),
        done: (Int64) -> String
    ) throws {
        let store = try options.openForReading()
        let found = try find(store)
        try store.close()
        guard let standing = found else {
            Output.complain(Refusal.recordUnknown(key).line)
            throw ExitCode(1)
        }
        let cells = standing.merging(changes.compactMapValues { $0 }) { $1 }
        try RecordAnswer.tell(read(cells, options.context().now.countyDay), options) {
            done($0.logIndex)
        }
    }
}
