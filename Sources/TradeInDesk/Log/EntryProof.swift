import TradeInCore
import TradeInStore

/// An entry of the log with the proof that it stands under the newest signed checkpoint.
public struct EntryProof: Sendable {
    /// The entry, canonical JSON.
    public var entry: [UInt8]
    /// The proof as outsiders get it, the entry inside.
    public var file: LogProofFile
    /// What the checkpoint states, when the log's key signed it.
    public var statement: Checkpoint?
    /// What recomputing came to.
    public var verdict: LogProofFile.Verdict

    /// The entry's hash, from which the path starts.
    public var leaf: LogHash { LogHash.leaf(entry) }
}

extension LogReader {
    /// An entry with its proof, recomputed from its bytes to the signed root.
    ///
    /// - Parameters:
    ///   - index: the entry's place, from 0.
    ///   - key: the log's public key.
    /// - Returns: entry, proof and verdict; nil when the log has no such entry.
    /// - Throws: ``LedgerFailure`` when the ledger lacks the entry or a tile of its path.
    public func entryProof(_ index: UInt64, key: VerifierKey) throws -> EntryProof? {
        guard let proof = try proof(index: index) else { return nil }
        guard let entry = try entries(from: index, count: 1).first else {
            throw LedgerFailure.corrupt("logEntry \(index)")
        }
        let file = LogProofFile(
            extra: entry, index: index, hashes: proof.hashes, checkpoint: note)
        return EntryProof(
            entry: entry, file: file, statement: key.checkpoint(of: note),
            verdict: file.check(entry: entry, key: key))
    }
}

extension LedgerStore {
    /// The log's public key, as a verifier uses it.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger's own name makes no key.
    public func verifier() throws -> VerifierKey {
        guard let key = VerifierKey(text: verifierKey) else {
            throw LedgerFailure.corrupt("ledger.origin")
        }
        return key
    }
}
