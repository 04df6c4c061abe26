import TradeInCore
import TradeInStore

extension PreparedEvidence {
    /// A file for a record, put into the folder of papers, sealed.
    ///
    /// - Parameters:
    ///   - bytes: the file, recognised.
    ///   - format: its form.
    ///   - key: the record's key.
    ///   - store: the ledger beside which the folder lies.
    /// - Throws: the file system's failures.
    public init(
        _ bytes: [UInt8], _ format: PaperFormat, for key: String, in store: LedgerStore
    ) throws {
        self.init(
            recordKey: key, sha256: try store.papers.put(bytes), format: format,
            byteCount: bytes.count)
    }
}
