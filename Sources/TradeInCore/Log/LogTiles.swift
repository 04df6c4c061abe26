/// The tiles of a stored log: their names, their widths, and subtrees out of them.
///
/// Source: C2SP tlog-tiles.
public enum LogTiles {
    /// Hashes of a full tile, and entries of a full bundle.
    public static let fullWidth = 256

    /// The tiles of one level of a log.
    ///
    /// - Parameters:
    ///   - level: the tile level, from 0.
    ///   - size: the entries of the log.
    /// - Returns: how many tiles are full, and the width of the partial one after them; 0 for none.
    public static func widths(level: Int, size: UInt64) -> (full: UInt64, partial: Int) {
        guard level < 8 else { return (0, 0) }
        let hashes = size >> UInt64(8 * level)
        return (hashes / 256, Int(hashes % 256))
    }

    /// The path of a tile: `tile/0/x001/x234/067`, or `tile/1/000.p/17` for a partial one.
    public static func path(level: Int, index: UInt64, width: Int) -> String {
        path("tile/\(level)", index, width)
    }

    /// The path of a bundle of entries: `tile/entries/x001/234`.
    public static func entriesPath(index: UInt64, width: Int) -> String {
        path("tile/entries", index, width)
    }

    private static func path(_ folder: String, _ index: UInt64, _ width: Int) -> String {
        precondition((1...fullWidth).contains(width), "a tile holds 1 to 256 hashes")
        var groups = [group(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + group(rest % 1000))
            rest /= 1000
        }
        let name = folder + "/" + groups.reversed().joined(separator: "/")
        return width == fullWidth ? name : name + ".p/\(width)"
    }

    private static func group(_ value: UInt64) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }

    /// A bundle: each entry after its length in two bytes, most significant first.
    ///
    /// - Returns: nil when an entry is longer than 65,535 bytes, which the form cannot say.
    public static func bundle(_ entries: [[UInt8]]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else { return nil }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(length & 255))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The root of a full subtree of 2^level entries, read from the tile that holds it.
    ///
    /// - Parameters:
    ///   - level: the height of the subtree.
    ///   - place: which of its height, from 0.
    ///   - tile: gives the hashes of the tile of a tile level and an index.
    /// - Returns: the root, or nil when the tile lacks some of its hashes.
    public static func subtree(
        level: Int, place: UInt64, tile: (_ level: Int, _ index: UInt64) throws -> [UInt8]
    ) rethrows -> LogHash? {
        let width = 1 << (level % 8)
        let first = place * UInt64(width)
        let hashes = try tile(level / 8, first / 256)
        let start = Int(first % 256) * 32
        guard hashes.count >= start + width * 32 else { return nil }
        let row = stride(from: start, to: start + width * 32, by: 32).compactMap {
            LogHash(bytes: hashes[$0..<$0 + 32])
        }
        return InclusionProof.root(ofFull: row[...])
    }
}
