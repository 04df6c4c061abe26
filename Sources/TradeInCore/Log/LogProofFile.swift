import Foundation

/// A file by which an outsider checks, offline, that an entry is in the log.
///
/// Extra data is carried along and proves nothing by itself; here it is the entry, so
/// that one file is enough. Source: C2SP tlog-proof.
public struct LogProofFile: Hashable, Sendable {
    /// The first line of every such file.
    public static let heading = "c2sp.org/tlog-proof@v1"

    /// Opaque bytes beside the proof, or nil for none.
    public var extra: [UInt8]?
    /// The entry's place in the log, from 0.
    public var index: UInt64
    /// The hashes of the path, the leaf's sibling first.
    public var hashes: [LogHash]
    /// The signed note, verbatim.
    public var checkpoint: String

    /// A file with its parts.
    public init(extra: [UInt8]?, index: UInt64, hashes: [LogHash], checkpoint: String) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// The file's text.
    public var text: String {
        var lines = [Self.heading]
        if let extra { lines.append("extra " + Data(extra).base64EncodedString()) }
        lines.append("index \(index)")
        lines += hashes.map { Data($0.bytes).base64EncodedString() }
        return lines.joined(separator: "\n") + "\n\n" + checkpoint
    }

    /// Reads a file; nil unless every line has the form that the format asks for.
    public init?(text: String) {
        guard let gap = text.range(of: "\n\n") else { return nil }
        var lines = text[..<gap.lowerBound].split(
            separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == Self.heading[...] else { return nil }
        if let line = lines.first, line.hasPrefix("extra ") {
            guard let data = Data(base64Encoded: String(line.dropFirst(6))) else { return nil }
            extra = Array(data)
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), line.hasPrefix("index "),
            let index = UInt64(line.dropFirst(6)), String(index) == line.dropFirst(6)
        else { return nil }
        let hashes = lines.compactMap { line in
            Data(base64Encoded: String(line)).flatMap { LogHash(bytes: $0) }
        }
        // A path is never longer than a 64-bit index has bits.
        guard hashes.count == lines.count, hashes.count <= 64 else { return nil }
        self.index = index
        self.hashes = hashes
        self.checkpoint = String(text[gap.upperBound...])
    }

    /// How a check of a file ended.
    public enum Verdict: String, Sendable, CaseIterable {
        /// The entry is in the log that the checkpoint states.
        case good
        /// The checkpoint is not signed by the log's key.
        case signatureBad = "signature-bad"
        /// The path does not lead from the entry to the checkpoint's root.
        case entryDiffers = "entry-differs"
    }

    /// Checks an entry against the path and the signed checkpoint.
    public func check(entry: [UInt8], key: VerifierKey) -> Verdict {
        guard let stated = key.checkpoint(of: checkpoint) else { return .signatureBad }
        let proof = InclusionProof(index: index, size: stated.size, hashes: hashes)
        return proof.root(leaf: LogHash.leaf(entry)) == stated.root ? .good : .entryDiffers
    }
}
