import Testing
import TradeInCore

@Suite("Inclusion proofs")
struct InclusionProofTests {
    /// Entries that differ from each other and from every hash.
    static func leaves(_ count: Int) -> [LogHash] {
        (0..<count).map { LogHash.leaf(Array("entry \($0)".utf8)) }
    }

    static func frontier(_ leaves: [LogHash]) -> LogFrontier {
        var frontier = LogFrontier()
        for leaf in leaves { frontier.append(leaf) { _ in } }
        return frontier
    }

    @Test("every entry of every small log is proven", arguments: 1...70)
    func everyEntryOfSmallLogs(size: Int) throws {
        let leaves = Self.leaves(size)
        let root = Self.frontier(leaves).root
        for (index, leaf) in leaves.enumerated() {
            let proof = try #require(InclusionProof.make(index: UInt64(index), leaves: leaves))
            #expect(proof.root(leaf: leaf) == root, "entry \(index) of \(size)")
        }
    }

    @Test("entries around the edges of tiles are proven from the tiles")
    func entriesAroundTileEdges() throws {
        let all = Self.leaves(65_800)
        var tiles: [[UInt64]: [UInt8]] = [:]
        var frontier = LogFrontier()
        let sizes: Set<UInt64> = [255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 65_800]
        for leaf in all {
            frontier.append(leaf) { tiles[[UInt64($0.level), $0.index]] = $0.hashes }
            guard sizes.contains(frontier.size) else { continue }
            for tile in frontier.partialTiles {
                tiles[[UInt64(tile.level), tile.index]] = tile.hashes
            }
            let size = frontier.size
            for index in [0, 1, 254, 255, 256, 257, 511, 65_279, 65_535, 65_536, size - 1]
            where index < size {
                let proof = try #require(
                    InclusionProof.make(index: index, size: size) { level, place in
                        LogTiles.subtree(level: level, place: place) { level, index in
                            tiles[[UInt64(level), index]] ?? []
                        } ?? .emptyRoot
                    })
                let found = proof.root(leaf: all[Int(index)])
                #expect(found == frontier.root, "entry \(index) of \(size)")
            }
        }
    }

    @Test("the published tree of eight entries has its published root")
    func publishedTree() throws {
        let entries: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let published = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        let leaves = entries.map { LogHash.leaf($0) }
        for index in 0..<8 {
            let proof = try #require(InclusionProof.make(index: UInt64(index), leaves: leaves))
            #expect(proof.root(leaf: leaves[index])?.hexText == published)
        }
    }

    @Test("a proof proves no other entry, place or size", arguments: [1, 2, 3, 7, 8, 21, 64, 70])
    func tamperedProofs(size: Int) throws {
        let leaves = Self.leaves(size)
        let root = Self.frontier(leaves).root
        for (index, leaf) in leaves.enumerated() {
            let proof = try #require(InclusionProof.make(index: UInt64(index), leaves: leaves))
            #expect(proof.root(leaf: LogHash.leaf([1, 2, 3])) != root)
            for tampered in Self.tampered(proof) {
                #expect(tampered.root(leaf: leaf) != root, "\(tampered)")
            }
        }
    }

    /// The proof with one hash changed, left out, added or swapped, or for another entry.
    static func tampered(_ proof: InclusionProof) -> [InclusionProof] {
        var wrong: [InclusionProof] = []
        func add(_ change: (inout InclusionProof) -> Void) {
            var copy = proof
            change(&copy)
            if copy != proof { wrong.append(copy) }
        }
        add { $0.hashes.append(.emptyRoot) }
        add { $0.hashes.insert(.emptyRoot, at: 0) }
        add { $0.index = proof.size }
        add { $0.index = proof.index ^ 1 }
        add { $0.size = 0 }
        add { $0.size = proof.size * 4 }
        for place in proof.hashes.indices {
            add { $0.hashes[place] = .emptyRoot }
            add { $0.hashes.remove(at: place) }
        }
        if proof.hashes.count > 1 { add { $0.hashes.swapAt(0, 1) } }
        return wrong
    }

    @Test("a log proves nothing that it does not hold", arguments: [0, 1, 5] as [UInt64])
    func outOfRange(size: UInt64) {
        #expect(InclusionProof.make(index: size, leaves: Self.leaves(Int(size))) == nil)
        let proof = InclusionProof(index: .max, size: size, hashes: [])
        #expect(proof.root(leaf: .emptyRoot) == nil)
    }

    @Test("a subtree is not read from a tile that is too short")
    func shortTile() {
        let root = LogTiles.subtree(level: 3, place: 0) { _, _ in
            [UInt8](repeating: 7, count: 7 * 32)
        }
        #expect(root == nil)
    }
}
