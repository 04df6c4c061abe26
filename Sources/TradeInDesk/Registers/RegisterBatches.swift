import FileExchange
import TradeInCore

/// Takes the rows of a register file through their steps, a batch at a time.
///
/// A fund's row creates the fund and then brings money into it: when the first is
/// refused the second is never asked for, so no money goes to a fund that another row owns.
public struct RegisterBatches {
    private let definition: RegisterImport
    private var reader: RegisterFileReader
    private var rows: [RegisterOutcome] = []
    private var active: [Int] = []
    private var step = 0
    /// Rows that were read.
    public private(set) var rowsDone = 0

    /// Batches of a file from its first row on.
    public init(importing definition: RegisterImport, from reader: RegisterFileReader) {
        self.definition = definition
        self.reader = reader
    }

    /// Bytes that were read, of how many.
    public var bytes: (read: Int, total: Int) { (reader.bytesRead, reader.totalBytes) }

    /// What is wrong with the file as a whole; complete once all rows were read.
    public var fileFindings: [Finding] { reader.fileFindings }

    /// The next commands to execute, or nil at the end.
    ///
    /// - Parameters:
    ///   - isStopped: whether no further batch is begun.
    ///   - report: takes each row that is through.
    /// - Returns: the commands, none of them empty.
    /// - Throws: `FileFault`, and what the reading of a row or `report` throws.
    public mutating func next(
        isStopped: () -> Bool = { false }, _ report: (RegisterOutcome) throws -> Void
    ) throws -> [LedgerCommand]? {
        while true {
            active = rows.indices.filter { place in
                step < rows[place].entry.steps.count
                    && rows[place].outcomes.allSatisfy { $0.receipt != nil }
            }
            if !active.isEmpty { return active.map { rows[$0].entry.steps[step] } }
            for row in rows { try report(row) }
            guard !isStopped(), try fill() else {
                rows = []
                return nil
            }
        }
    }

    /// Takes the answers to the commands of ``next(isStopped:_:)``.
    public mutating func take(_ outcomes: [CommandOutcome]) {
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
