import Crypto
import Foundation
import Testing
import TradeInCore

@Suite("Proof files, keys and tile names")
struct LogProofFileTests {
    static let origin = "tradein/370899/test"

    /// A log of `count` entries with a file that proves one of them.
    static func log(
        _ count: Int, proving index: Int
    ) throws -> (file: LogProofFile, entry: [UInt8], key: VerifierKey) {
        let signing = try Curve25519.Signing.PrivateKey(
            rawRepresentation: [UInt8](repeating: 9, count: 32))
        let entries = (0..<count).map { Array("{\"entry\":\($0)}".utf8) }
        let leaves = entries.map { LogHash.leaf($0) }
        let root = InclusionProofTests.frontier(leaves).root
        let note = try Checkpoint(origin: origin, size: UInt64(count), root: root)
            .signed(by: signing)
        let proof = try #require(InclusionProof.make(index: UInt64(index), leaves: leaves))
        let text = Checkpoint.verifierKey(origin, signing.publicKey)
        let file = LogProofFile(
            extra: entries[index], index: proof.index, hashes: proof.hashes, checkpoint: note)
        return (file, entries[index], try #require(VerifierKey(text: text)))
    }

    @Test("a file reads back as it was written", arguments: [(1, 0), (2, 1), (70, 69), (70, 3)])
    func roundTrip(count: Int, index: Int) throws {
        var (file, entry, key) = try Self.log(count, proving: index)
        for extra in [entry, [], nil] {
            file.extra = extra
            let read = try #require(LogProofFile(text: file.text))
            #expect(read == file)
            #expect(read.check(entry: entry, key: key) == .good)
        }
    }

    @Test("a file starts with its heading and ends with the note")
    func shape() throws {
        let (file, _, _) = try Self.log(3, proving: 2)
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "c2sp.org/tlog-proof@v1")
        #expect(lines[1].hasPrefix("extra "))
        #expect(lines[2] == "index 2")
        #expect(lines[4].isEmpty && lines[5] == Self.origin)
        #expect(file.text.hasSuffix("\n\n" + file.checkpoint))
    }

    @Test("another entry, another place and another note are told apart")
    func refusals() throws {
        var (file, entry, key) = try Self.log(9, proving: 4)
        #expect(file.check(entry: entry + [32], key: key) == .entryDiffers)
        file.index = 5
        #expect(file.check(entry: entry, key: key) == .entryDiffers)
        file.index = 4
        file.checkpoint = file.checkpoint.replacing("\n9\n", with: "\n10\n")
        #expect(file.check(entry: entry, key: key) == .signatureBad)
    }

    @Test(
        "a file with a wrong line is not read",
        arguments: [
            ("@v1", "@v2"), ("index 4", "index 04"), ("index 4", "index -4"),
            ("index 4", "place 4"),
            ("extra ", "extra !"), ("index 4\n", "index 4\nAAAA\n"), ("index 4\n", "index 4\n#\n"),
            ("\n\n", "\n"),
        ])
    func damaged(found: String, replacement: String) throws {
        let (file, _, _) = try Self.log(9, proving: 4)
        let text = file.text.replacing(found, with: replacement)
        #expect(text != file.text)
        #expect(LogProofFile(text: text) == nil)
    }

    @Test("a key with a wrong part is not read")
    func damagedKeys() throws {
        let signing = Curve25519.Signing.PrivateKey()
        let good = Checkpoint.verifierKey(Self.origin, signing.publicKey)
        #expect(VerifierKey(text: " " + good + "\n")?.name == Self.origin)
        let parts = good.split(separator: "+", maxSplits: 2).map(String.init)
        let wrong = [
            "", "+", parts[0], "\(parts[0])+\(parts[1])", "\(parts[0])+00000000+\(parts[2])",
            "other+\(parts[1])+\(parts[2])", "\(parts[0])+\(parts[1])+AQID",
            "+\(parts[1])+\(parts[2])", good + "A",
        ]
        for text in wrong { #expect(VerifierKey(text: text) == nil, "\(text)") }
    }

    @Test(
        "tiles are named in groups of three digits",
        arguments: [
            (0, 0, 256, "tile/0/000"), (1, 999, 1, "tile/1/999.p/1"),
            (0, 1000, 256, "tile/0/x001/000"), (2, 1_234_067, 255, "tile/2/x001/x234/067.p/255"),
        ] as [(Int, UInt64, Int, String)])
    func tileNames(level: Int, index: UInt64, width: Int, path: String) {
        #expect(LogTiles.path(level: level, index: index, width: width) == path)
        let entries = path.replacing("tile/\(level)/", with: "tile/entries/")
        #expect(LogTiles.entriesPath(index: index, width: width) == entries)
    }

    @Test("a log of 70,000 entries has the tiles that the format names")
    func tileWidths() {
        let widths = (0...3).map { LogTiles.widths(level: $0, size: 70_000) }
        #expect(widths.map(\.full) == [273, 1, 0, 0])
        #expect(widths.map(\.partial) == [112, 17, 1, 0])
    }

    @Test("a bundle has each entry after its length")
    func bundles() {
        #expect(LogTiles.bundle([[1, 2], [], [3]]) == [0, 2, 1, 2, 0, 0, 0, 1, 3])
        let longest = [UInt8](repeating: 1, count: 65_535)
        #expect(LogTiles.bundle([longest])?.count == 65_537)
        #expect(LogTiles.bundle([longest + [1]]) == nil)
    }
}
