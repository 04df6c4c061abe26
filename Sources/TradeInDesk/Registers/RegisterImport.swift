import FileExchange
import TradeInCore

/// A row of a register file as commands.
public struct RegisterEntry: Sendable {
    /// The record's reference, as far as it could be read.
    public var ref: String
    /// Commands in order, empty when the row is unfit.
    ///
    /// One runs only when those before it stand.
    public var steps: [LedgerCommand]
    /// All that is to be said of the row.
    public var findings: [Finding]

    /// A row that becomes one command, or none.
    public init(ref: String, step: LedgerCommand?, findings: [Finding]) {
        self.init(ref: ref, steps: step.map { [$0] } ?? [], findings: findings)
    }

    /// A row that becomes several commands.
    public init(ref: String, steps: [LedgerCommand], findings: [Finding]) {
        self.ref = ref
        self.steps = steps
        self.findings = findings
    }
}

/// How a register file is read; the same for funds, dealers, events, recycling and figures.
///
/// A batch is one transaction for each step, so stopping anywhere leaves a whole ledger,
/// and running again replays what stands and goes on.
public struct RegisterImport: Sendable {
    /// At most so many commands are committed at once.
    public static let batchSize = 4096

    /// The file's columns.
    public let columns: [TradeInCore.RegisterColumn]
    /// Reads the cells of a row, by column key.
    public let read: @Sendable ([String: String]) throws -> RegisterEntry

    /// A definition.
    public init(
        columns: [TradeInCore.RegisterColumn],
        read: @escaping @Sendable ([String: String]) throws -> RegisterEntry
    ) {
        self.columns = columns
        self.read = read
    }

    /// A reader of a file of this register.
    ///
    /// - Throws: `FileFault` when the file cannot be read.
    public func reader(of origin: FileOrigin) throws(FileFault) -> RegisterFileReader {
        try RegisterFileReader(origin, columns: columns.inFile)
    }
}

extension [TradeInCore.RegisterColumn] {
    /// The columns as a file's reader looks for them.
    public var inFile: [FileExchange.RegisterColumn] {
        map { FileExchange.RegisterColumn(key: $0.key, zh: $0.zh, required: $0.required) }
    }

    /// A row's cells by column key.
    public func cells(of row: RegisterRow) -> [String: String] {
        Dictionary(zip(map(\.key), row.values)) { first, _ in first }
    }
}
