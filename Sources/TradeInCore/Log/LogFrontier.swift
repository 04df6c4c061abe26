/// The right edge of the log tree: all that appending needs, and the root.
///
/// The tree is RFC 6962's, stored as C2SP tlog-tiles: a tile holds up to 256
/// hashes of one level, each the root of a full subtree of 256^level entries.
/// The edge is the rightmost, partial tile of each level, so it is at most
/// 255 hashes times the levels in use.
public struct LogFrontier: Sendable {
    /// A tile as it is stored.
    public struct Tile: Hashable, Sendable {
        /// The tile level; 0 holds entry hashes.
        public var level: Int
        /// The place in its level, from 0.
        public var index: UInt64
        /// 1 to 256 hashes of 32 bytes.
        public var hashes: [UInt8]
    }

    /// Entries in the log.
    public private(set) var size: UInt64
    private var edge: [[LogHash]]

    /// An empty log.
    public init() {
        size = 0
        edge = []
    }

    /// The frontier of a stored log; nil when the widths do not belong to a log of that size.
    ///
    /// - Parameters:
    ///   - size: the entries.
    ///   - edge: the hashes of the rightmost partial tile of each level, lowest first.
    public init?(size: UInt64, edge: [[UInt8]]) {
        self.size = size
        self.edge = []
        var remaining = size
        for bytes in edge {
            guard bytes.count == Int(remaining % 256) * 32 else { return nil }
            self.edge.append(
                stride(from: 0, to: bytes.count, by: 32).compactMap {
                    LogHash(bytes: bytes[$0..<$0 + 32])
                })
            remaining /= 256
        }
        guard remaining == 0 else { return nil }
    }

    /// How many tile levels a log of `size` entries has.
    public static func levels(size: UInt64) -> Int {
        var count = 0
        var remaining = size
        while remaining > 0 {
            count += 1
            remaining /= 256
        }
        return count
    }

    /// Appends an entry's hash; `full` receives each tile that it completes, lowest first.
    public mutating func append(_ leaf: LogHash, full: (Tile) -> Void) {
        var hash = leaf
        var level = 0
        var index = size / 256
        size += 1
        while true {
            if edge.count == level { edge.append([]) }
            edge[level].append(hash)
            guard edge[level].count == 256 else { return }
            full(Tile(level: level, index: index, hashes: Self.flat(edge[level])))
            hash = Self.root(of: edge[level][...])
            edge[level].removeAll(keepingCapacity: true)
            level += 1
            index /= 256
        }
    }

    /// The partial tiles of the right edge, lowest level first; full ones were handed out before.
    public var partialTiles: [Tile] {
        var tiles: [Tile] = []
        var remaining = size
        for (level, hashes) in edge.enumerated() {
            remaining /= 256
            guard !hashes.isEmpty else { continue }
            tiles.append(Tile(level: level, index: remaining, hashes: Self.flat(hashes)))
        }
        return tiles
    }

    /// The root of the tree (RFC 6962, 2.1).
    public var root: LogHash {
        var result: LogHash?
        for hashes in edge {
            var end = hashes.endIndex
            // The lowest set bit of the width is the smallest full subtree, rightmost.
            while end > 0 {
                let width = end & -end
                let subtree = Self.root(of: hashes[(end - width)..<end])
                result = result.map { LogHash.node(subtree, $0) } ?? subtree
                end -= width
            }
        }
        return result ?? .emptyRoot
    }

    /// The root of a full tree over a power of two of hashes.
    private static func root(of hashes: ArraySlice<LogHash>) -> LogHash {
        var row = Array(hashes)
        precondition(!row.isEmpty && row.count & (row.count - 1) == 0, "a full subtree")
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { LogHash.node(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }

    private static func flat(_ hashes: [LogHash]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * 32)
        for hash in hashes { hash.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }
}
