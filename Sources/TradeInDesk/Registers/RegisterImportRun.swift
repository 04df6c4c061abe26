import FileExchange
import TradeInCore
import TradeInStore

/// What came of a register file, row by row as far as somebody has to look.
public struct RegisterImportRun: Sendable {
    /// What is to be told of one row.
    public struct Line: Sendable {
        /// The data row, from 1.
        public var row: Int
        /// The record's reference.
        public var ref: String
        /// What came of it.
        public var word: RegisterOutcome.Word
        /// Why, code and words.
        public var findings: [Finding]
        /// The refusal that ended it.
        public var refusal: Refusal?
    }

    /// The most rows that are told one by one.
    public static let mostLines = 200

    /// Rows by what came of them.
    public private(set) var counts: [RegisterOutcome.Word: Int] = [:]
    /// Rows with a problem, and of mere notices the first of each sort.
    public private(set) var lines: [Line] = []
    /// Rows that are worth a look; more than ``lines`` when the list was cut.
    public private(set) var told = 0
    /// What is wrong with the file as a whole.
    public private(set) var fileFindings: [Finding] = []
    private var known: Set<String> = []

    /// Rows that were read.
    public var rows: Int { counts.values.reduce(0, +) }

    /// Whether a row was refused or has an error, or the file cannot be read.
    public var hasProblems: Bool {
        counts[.refused] != nil || counts[.invalid] != nil
            || fileFindings.contains { $0.severity == .error }
    }

    mutating func add(_ outcome: RegisterOutcome) {
        counts[outcome.word, default: 0] += 1
        let isNew = outcome.findings.contains { known.insert($0.code).inserted }
        let isProblem =
            outcome.refusal != nil || outcome.findings.contains { $0.severity != .notice }
        guard isProblem || isNew else { return }
        told += 1
        guard lines.count < Self.mostLines else { return }
        lines.append(
            Line(
                row: outcome.row, ref: outcome.entry.ref, word: outcome.word,
                findings: outcome.findings, refusal: outcome.refusal))
    }

    mutating func end(_ findings: [Finding]) { fileFindings = findings }
}

extension Desk {
    /// Takes a register file into the ledger, or rehearses it.
    ///
    /// - Parameters:
    ///   - definition: the register.
    ///   - origin: the file.
    ///   - login: who asks.
    ///   - isRehearsal: whether all of it is rolled back.
    /// - Returns: what came of it.
    /// - Throws: `FileFault` when the file cannot be read, ``LedgerFailure`` when the world fails.
    public func take(
        _ definition: RegisterImport, from origin: FileOrigin, by login: String,
        isRehearsal: Bool
    ) async throws -> RegisterImportRun {
        let context = CommandContext(actor: login, now: clock())
        return try await read { [register] store in
            var run = RegisterImportRun()
            var batches = RegisterBatches(
                importing: definition, from: try definition.reader(of: origin))
            if isRehearsal {
                try store.rehearse(context, register: register) {
                    try batches.next { run.add($0) }
                } each: {
                    batches.take($0)
                }
            } else {
                while let commands = try batches.next({ run.add($0) }) {
                    batches.take(try store.commit(commands, context, register: register))
                }
            }
            run.end(batches.fileFindings)
            return run
        }
    }
}
