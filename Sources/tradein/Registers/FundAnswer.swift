import ArgumentParser
import TradeInCore
import TradeInStore

/// Executes one command on the funds and tells what came of it.
enum FundAnswer {
    static func tell(
        _ command: LedgerCommand, _ options: GlobalOptions, done: (LedgerStore) throws -> String
    ) throws {
        let store = try options.open()
        let register = ItemClassRegister([])
        let outcomes = try store.commit([command], options.context(), register: register)
        guard let outcome = outcomes.first else {
            preconditionFailure("each command has one outcome")
        }
        if options.format == nil || options.format == .table {
            try tellPerson(outcome) { try done(store) }
        } else {
            tellProgram(outcome)
        }
        try store.close()
        Output.flush()
        if case .refused = outcome { throw ExitCode(1) }
    }

    private static func tellPerson(
        _ outcome: CommandOutcome, done: () throws -> String
    ) throws {
        switch outcome {
        case .done: Output.line(try done())
        case .replayed(let receipt):
            Output.line(
                say(
                    "此前已登记（日志第\(receipt.logIndex)条），未作改动。",
                    "There already (log entry \(receipt.logIndex)); nothing was changed."))
        case .refused(let refusal):
            Output.complain(refusal.line)
        }
    }

    private static func tellProgram(_ outcome: CommandOutcome) {
        Output.line(
            canonicalObject { json in
                switch outcome {
                case .done(let receipt, _):
                    json.field("logIndex", receipt.logIndex)
                    json.field("outcome", "registered")
                case .replayed(let receipt):
                    json.field("logIndex", receipt.logIndex)
                    json.field("outcome", "replayed")
                case .refused(let refusal):
                    json.field("code", refusal.code.rawValue)
                    json.field("message", refusal.message[Language.current])
                    json.field("outcome", "refused")
                }
            })
    }
}

extension Refusal {
    /// Code and words in one line, in the user's language.
    var line: String { code.rawValue + say("：", ": ") + message[Language.current] }
}
