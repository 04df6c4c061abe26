import Testing
import TradeInCore

/// The tree of RFC 6962, 2.1, as its definition reads: no tiles, no edge.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<LogHash>) -> LogHash {
        guard let first = leaves.first else { return .emptyRoot }
        guard leaves.count > 1 else { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }
}

@Suite("The log's root is RFC 6962's")
struct LogFrontierTests {
    private static let entries = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.map { UInt8($0 > 57 ? $0 - 87 : $0 - 48) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    @Test("the published roots of eight entries")
    func vectors() {
        var frontier = LogFrontier()
        #expect(
            frontier.root.hexText
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (entry, root) in zip(Self.entries, Self.roots) {
            frontier.append(.leaf(Self.bytes(entry))) { _ in }
            #expect(frontier.root.hexText == root)
        }
    }

    /// Distinct leaves, quick to make.
    private static func leaf(_ number: Int) -> LogHash {
        .leaf((0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }

    @Test("every size up to 600 has the root of the definition")
    func small() {
        var frontier = LogFrontier()
        var leaves: [LogHash] = []
        for size in 0...600 {
            #expect(frontier.root == NaiveTree.root(leaves[...]), "size \(size)")
            #expect(frontier.size == UInt64(size))
            leaves.append(Self.leaf(size))
            frontier.append(Self.leaf(size)) { _ in }
        }
    }

    @Test("sizes around 65,536 have the root of the definition, and tiles that add up to it")
    func large() throws {
        var frontier = LogFrontier()
        let leaves = (0..<65_800).map(Self.leaf)
        var tiles: [LogFrontier.Tile] = []
        let checked = Set([65_279, 65_280, 65_281, 65_535, 65_536, 65_537, 65_791, 65_792, 65_793])
        for (number, leaf) in leaves.enumerated() {
            frontier.append(leaf) { tiles.append($0) }
            let size = number + 1
            guard checked.contains(size) else { continue }
            #expect(frontier.root == NaiveTree.root(leaves[..<size]), "size \(size)")
            #expect(tiles.count { $0.level == 0 } == size / 256)
            #expect(tiles.count { $0.level == 1 } == size / 65_536)
            let stored = try #require(Self.reopened(frontier))
            #expect(stored.root == frontier.root && stored.partialTiles == frontier.partialTiles)
        }
        for tile in tiles { #expect(tile.hashes.count == 256 * 32) }
        let places = tiles.filter { $0.level == 0 }.map(\.index)
        #expect(places == (0..<257).map(UInt64.init))
    }

    /// The frontier as the store brings it back: from the partial tiles of each level.
    private static func reopened(_ frontier: LogFrontier) -> LogFrontier? {
        var edge = [[UInt8]](repeating: [], count: LogFrontier.levels(size: frontier.size))
        for tile in frontier.partialTiles { edge[tile.level] = tile.hashes }
        return LogFrontier(size: frontier.size, edge: edge)
    }

    @Test("a stored frontier goes on as if it had never been stored")
    func reopening() throws {
        var frontier = LogFrontier()
        for size in 0..<600 {
            var stored = try #require(Self.reopened(frontier))
            frontier.append(Self.leaf(size)) { _ in }
            stored.append(Self.leaf(size)) { _ in }
            #expect(stored.root == frontier.root && stored.size == frontier.size)
        }
    }

    @Test("tiles stand where C2SP puts them")
    func tiles() {
        var frontier = LogFrontier()
        var full: [LogFrontier.Tile] = []
        for size in 0..<600 { frontier.append(Self.leaf(size)) { full.append($0) } }
        #expect(full.map(\.level) == [0, 0] && full.map(\.index) == [0, 1])
        #expect(frontier.partialTiles.map(\.level) == [0, 1])
        #expect(frontier.partialTiles.map(\.index) == [2, 0])
        #expect(frontier.partialTiles.map { $0.hashes.count / 32 } == [88, 2])
        #expect(LogFrontier.levels(size: 0) == 0 && LogFrontier.levels(size: 255) == 1)
        #expect(LogFrontier.levels(size: 256) == 2 && LogFrontier.levels(size: 65_536) == 3)
    }

    @Test(
        "an edge that does not belong to the size is refused",
        arguments: [
            (1, []), (1, [0]), (1, [64]), (2, [32]), (256, [0]), (256, [8192]), (256, [0, 64]),
            (257, [32]), (0, [32]), (300, [44 * 32]), (300, [44 * 32, 33]), (65_536, [0, 0]),
        ] as [(UInt64, [Int])])
    func refused(size: UInt64, widths: [Int]) {
        let edge = widths.map { [UInt8](repeating: 7, count: $0) }
        #expect(LogFrontier(size: size, edge: edge) == nil)
    }

    @Test("a hash is 32 bytes, and its text is theirs")
    func hashes() throws {
        #expect(LogHash(bytes: [UInt8](repeating: 1, count: 31)) == nil)
        #expect(LogHash(bytes: [UInt8](repeating: 1, count: 33)) == nil)
        let bytes = (0..<32).map { UInt8($0 * 8) }
        let hash = try #require(LogHash(bytes: bytes))
        #expect(hash.bytes == bytes && hash.hexText == hexadecimal(bytes))
        #expect(hash != LogHash.emptyRoot && Set([hash, hash]).count == 1)
    }
}
