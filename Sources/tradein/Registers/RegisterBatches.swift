import FileExchange
import TradeInCore

/// Takes the rows of a register file through their steps, a batch at a time.
///
/// A fund's row creates the fund and then brings money into it: when the first is
/// refused the second is never asked for, so no money goes to a fund that another row owns.
struct RegisterBatches {
    private let definition: RegisterImport
    private var reader: RegisterFileReader
    private var rows: [RegisterOutcome] = []
    private var active: [Int] = []
    private var step = 0
    private var rowsDone = 0
    /// Drawn on a terminal only.
    var progress: ProgressBar

    init(importing definition: RegisterImport, from reader: RegisterFileReader, label: String) {
        self.definition = definition
        self.reader = reader
        progress = ProgressBar(label)
    }

    /// The next commands to execute, or nil at the end; rows that are through are reported.
    mutating func next(_ report: inout RegisterReport) throws -> [LedgerCommand]? {
        while true {
            active = rows.indices.filter { place in
                step < rows[place].entry.steps.count
                    && rows[place].outcomes.allSatisfy { $0.receipt != nil }
            }
            if !active.isEmpty { return active.map { rows[$0].entry.steps[step] } }
            for row in rows { try report.add(row) }
            guard !Interrupt.isAsked, try fill() else {
                rows = []
                return nil
            }
        }
    }

    /// Takes the answers to the commands of ``next(_:)``.
    mutating func take(_ outcomes: [CommandOutcome]) {
        precondition(outcomes.count == active.count, "each command has one outcome")
        for (place, outcome) in zip(active, outcomes) { rows[place].outcomes.append(outcome) }
        step += 1
    }

    /// Reads the next batch; false at the end of the file.
    private mutating func fill() throws -> Bool {
        rows.removeAll(keepingCapacity: true)
        step = 0
        while rows.count < RegisterImport.batchSize, let row = try reader.next() {
            rows.append(RegisterOutcome(row: row.row, entry: try entry(row)))
        }
        rowsDone += rows.count
        progress.update(done: reader.bytesRead, total: reader.totalBytes, rows: rowsDone)
        return !rows.isEmpty
    }

    /// A row whose shape is wrong is not read: its cells may stand under other headings.
    private func entry(_ row: RegisterRow) throws -> RegisterEntry {
        guard row.findings.allSatisfy({ $0.severity != .error }) else {
            return RegisterEntry(ref: row.values[0], step: nil, findings: row.findings)
        }
        var entry = try definition.read(definition.columns.cells(of: row))
        entry.findings.insert(contentsOf: row.findings, at: 0)
        return entry
    }
}

/// A row of a register file with what came of it.
struct RegisterOutcome {
    /// What came of a row, in one word.
    enum Word: String, CaseIterable {
        case registered, replayed, refused, invalid

        /// The word for tables.
        var title: String {
            switch self {
            case .registered: say("已登记", "registered")
            case .replayed: say("此前已登记", "already there")
            case .refused: say("未受理", "refused")
            case .invalid: say("内容有误", "with errors")
            }
        }
    }

    /// The data row, from 1.
    var row: Int
    /// The row as commands.
    var entry: RegisterEntry
    /// The ledger's answers, one per step that was asked for.
    var outcomes: [CommandOutcome] = []

    /// The refusal that ended the row.
    var refusal: Refusal? {
        if case .refused(let refusal)? = outcomes.last { refusal } else { nil }
    }

    /// What came of it.
    var word: Word {
        if entry.steps.isEmpty { return .invalid }
        if refusal != nil { return .refused }
        let isNew = outcomes.contains { if case .done = $0 { true } else { false } }
        return isNew ? .registered : .replayed
    }

    /// All findings: of the row, and of the ledger.
    var findings: [Finding] {
        outcomes.reduce(into: entry.findings) { found, outcome in
            if case .done(_, let own) = outcome { found += own }
        }
    }
}
