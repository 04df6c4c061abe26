/// A proof that an entry is in a log of a given size (RFC 6962, 2.1.1).
///
/// Whoever holds the entry, the proof and a signed checkpoint needs nothing else
/// to be sure: recompute ``root(leaf:)`` and compare it with the checkpoint's.
public struct InclusionProof: Hashable, Sendable {
    /// The entry's place in the log, from 0.
    public var index: UInt64
    /// The entries of the log that the proof is for.
    public var size: UInt64
    /// The hashes of the path, the leaf's sibling first, the root's child last.
    public var hashes: [LogHash]

    /// A proof as somebody states it; ``root(leaf:)`` says what it is worth.
    public init(index: UInt64, size: UInt64, hashes: [LogHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The proof of an entry.
    ///
    /// - Parameters:
    ///   - index: the entry's place, from 0.
    ///   - size: the entries of the log.
    ///   - subtree: gives the root of the full subtree of 2^level entries that starts at
    ///     entry `place * 2^level`; asked only for subtrees that lie within `size`.
    /// - Returns: the proof, or nil when the log has no such entry.
    public static func make(
        index: UInt64, size: UInt64,
        subtree: (_ level: Int, _ place: UInt64) throws -> LogHash
    ) rethrows -> InclusionProof? {
        guard index < size else { return nil }
        var path: [LogHash] = []
        var (start, count) = (UInt64(0), size)
        while count > 1 {
            let left = leftWidth(of: count)
            if index < start + left {
                path.append(try root(from: start + left, count: count - left, subtree))
                count = left
            } else {
                path.append(try root(from: start, count: left, subtree))
                start += left
                count -= left
            }
        }
        return InclusionProof(index: index, size: size, hashes: path.reversed())
    }

    /// The proof of an entry, from the hashes of all entries.
    public static func make(index: UInt64, leaves: [LogHash]) -> InclusionProof? {
        make(index: index, size: UInt64(leaves.count)) { level, place in
            let start = Int(place) << level
            return root(ofFull: leaves[start..<start + (1 << level)])
        }
    }

    /// The largest power of two below `count`, which is at least 2.
    private static func leftWidth(of count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    /// The root over any stretch that starts where a subtree of its width may start.
    private static func root(
        from start: UInt64, count: UInt64,
        _ subtree: (_ level: Int, _ place: UInt64) throws -> LogHash
    ) rethrows -> LogHash {
        guard count & (count - 1) != 0 else {
            let level = count.trailingZeroBitCount
            return try subtree(level, start >> UInt64(level))
        }
        let left = leftWidth(of: count)
        return LogHash.node(
            try root(from: start, count: left, subtree),
            try root(from: start + left, count: count - left, subtree))
    }

    /// The root of a full subtree over its hashes, whose count is a power of two.
    static func root(ofFull hashes: ArraySlice<LogHash>) -> LogHash {
        var row = Array(hashes)
        precondition(!row.isEmpty && row.count & (row.count - 1) == 0, "a full subtree")
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { LogHash.node(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }

    /// The root that the proof leads to from an entry's hash.
    ///
    /// - Parameter leaf: the hash of the entry.
    /// - Returns: the root to compare with a checkpoint's, or nil when the path has not the
    ///   length that index and size ask for.
    ///
    /// Source: RFC 9162, 2.1.3.2.
    public func root(leaf: LogHash) -> LogHash? {
        levels(leaf: leaf).map { $0.last?.hash ?? leaf }
    }

    /// The way from an entry's hash to the root, level by level.
    ///
    /// - Parameter leaf: the hash of the entry.
    /// - Returns: of each level the hash of the path, whether it stands left, and what comes of
    ///   it, the root last; empty for a log of one entry, nil when the path has not the length
    ///   that index and size ask for.
    public func levels(leaf: LogHash) -> [(sibling: LogHash, isLeft: Bool, hash: LogHash)]? {
        guard index < size else { return nil }
        var (place, last) = (index, size - 1)
        var root = leaf
        var levels: [(sibling: LogHash, isLeft: Bool, hash: LogHash)] = []
        for hash in hashes {
            guard last > 0 else { return nil }
            let isLeft = place & 1 == 1 || place == last
            root = isLeft ? LogHash.node(hash, root) : LogHash.node(root, hash)
            levels.append((hash, isLeft, root))
            if isLeft {
                // A right edge has no sibling on the levels where it stands alone.
                let skipped = place.trailingZeroBitCount
                place >>= UInt64(skipped)
                last >>= UInt64(skipped)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? levels : nil
    }
}
