import FileExchange
import TradeInCore
import TradeInStore

/// A claim file that a person brings to the desk: tried out, or registered.
///
/// The same reader, preparer and commands as the command line's import; small batches, so that
/// others at the desk wait no longer than for one.
public struct ClaimFileRun: Sendable {
    /// The most rows that are taken at the desk; larger files go by the command line.
    public static let mostRows = 20_000
    private static let batchSize = 512

    private let desk: Desk
    private let login: String
    private let language: Language

    /// A run for a user.
    public init(_ desk: Desk, by login: String, in language: Language) {
        self.desk = desk
        self.login = login
        self.language = language
    }

    /// What came of a file.
    public struct Result: Sendable {
        /// What the file itself did wrong.
        public var fileFindings: [Finding] = []
        /// Rows read.
        public var rows = 0
        /// Rows registered, or that would be.
        public var done = 0
        /// Rows that had been registered before.
        public var replayed = 0
        /// Rows that are refused.
        public var refused = 0
        /// What the rows that are done come to.
        public var amount = Money.zero
        /// The first faults, each with its row.
        public var faults: [(row: Int, cell: String, ref: String, fault: RowAnswer.Fault)] = []
        /// Faults beyond those.
        public var moreFaults = 0
        /// Whether the file had more rows than the desk takes; nothing after them was looked at.
        public var isTooLong = false
        /// Whether a corrected workbook was written.
        public var isGivenBack = false

        /// The most faults that are kept.
        static let mostFaults = 300
    }

    /// Reads a file to its end.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: what its sender calls it.
    ///   - isDryRun: whether all of it is rolled back.
    ///   - corrected: where the rows are given back as a workbook.
    ///   - progress: told the rows done so far.
    /// - Returns: what came of it.
    /// - Throws: ``FileFault``, ``LedgerFailure``.
    public func run(
        _ path: String, named name: String, isDryRun: Bool, corrected: String,
        progress: (Int) -> Void
    ) throws -> Result {
        let reader = try ClaimFileReader(path: path, .init(keepsCells: true))
        guard !reader.isRefused else {
            var result = Result()
            result.fileFindings = reader.fileFindings
            return result
        }
        let context = CommandContext(actor: login, now: desk.clock())
        guard isDryRun else {
            return try run(reader, name, context, isDryRun, corrected, progress) {
                try desk.store.commit($0, context, register: desk.register)
            }
        }
        var result = Result()
        try desk.store.rehearse(context, register: desk.register) { commit in
            result = try run(reader, name, context, isDryRun, corrected, progress, commit)
        }
        return result
    }

    private func run(
        _ opened: ClaimFileReader, _ name: String, _ context: CommandContext, _ isDryRun: Bool,
        _ corrected: String, _ progress: (Int) -> Void,
        _ commit: ([LedgerCommand]) throws -> [CommandOutcome]
    ) throws -> Result {
        var reader = opened
        var result = Result()
        let preparer = try desk.preparer()
        let corrections = try Corrections(desk.store, preparer)
        let back = try RowsGivenBack(
            path: corrected, source: name, reader.tables, in: language)
        while let rows = try reader.nextBatch(max: Self.batchSize) {
            let claims = try rows.map { row in
                try preparer.prepare(row, seed: RandomBytes.take(ClaimPreparer.seedCount)[...])
            }
            let outcomes = try commit(claims.map { try corrections.command($0) })
            for (place, outcome) in outcomes.enumerated() {
                let answer = RowAnswer(
                    row: rows[place], claim: claims[place].claim,
                    determination: claims[place].determination, outcome: outcome)
                result.add(answer, reader.tables)
                try back.add(answer)
            }
            progress(result.rows)
            if result.rows >= Self.mostRows {
                result.isTooLong = true
                break
            }
        }
        result.fileFindings = reader.fileFindings
        if !result.isTooLong, !result.fileFindings.contains(where: { $0.severity == .error }) {
            try back.finish(isDryRun: isDryRun, now: context.now)
            result.isGivenBack = true
        }
        return result
    }
}

extension ClaimFileRun.Result {
    mutating func add(_ answer: RowAnswer, _ tables: [CorrectedWorkbook.Table]) {
        rows += 1
        switch answer.outcome {
        case .done(let receipt, _)?:
            done += 1
            amount += receipt.amount ?? .zero
        case .replayed?: replayed += 1
        default: refused += 1
        }
        let columns = tables.first { $0.sheet == answer.row.sheet }?.columns ?? []
        for fault in answer.faults {
            guard faults.count < Self.mostFaults else {
                moreFaults += 1
                continue
            }
            faults.append(
                (
                    answer.claim.row, answer.cell(fault.field, in: columns) ?? "",
                    answer.claim.ref, fault
                ))
        }
    }
}
