import Crypto
import Foundation
import Testing
import TradeInCore

@Suite("A checkpoint is believed only as it was signed")
struct LogCheckpointTests {
    private let key: Curve25519.Signing.PrivateKey
    private let other: Curve25519.Signing.PrivateKey
    private let checkpoint: Checkpoint
    private let note: String

    init() throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: (0..<32).map { UInt8($0) })
        other = try Curve25519.Signing.PrivateKey(rawRepresentation: (1..<33).map { UInt8($0) })
        checkpoint = Checkpoint(
            origin: "tradein.example/370828", size: 600, root: .leaf(Array("entry".utf8)))
        note = try checkpoint.signed(by: key)
    }

    @Test("a signed note is read back")
    func roundTrip() {
        #expect(Checkpoint(note: note, verifiedBy: key.publicKey) == checkpoint)
    }

    @Test("the note is a C2SP signed note")
    func shape() throws {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.count == 6 && lines[3].isEmpty && lines[5].isEmpty)
        #expect(lines[0] == "tradein.example/370828" && lines[1] == "600")
        #expect(Data(base64Encoded: lines[2]).map { Array($0) } == checkpoint.root.bytes)
        #expect(lines[4].hasPrefix("\u{2014} tradein.example/370828 "))
        let blob = try #require(
            lines[4].split(separator: " ").last.flatMap { Data(base64Encoded: String($0)) })
        let body = Data((lines[0...2].joined(separator: "\n") + "\n").utf8)
        #expect(blob.count == 68)
        #expect(key.publicKey.isValidSignature(blob.dropFirst(4), for: body))
    }

    @Test("the verifier key is name, key hash and key as C2SP writes them")
    func verifierKey() throws {
        let text = Checkpoint.verifierKey(checkpoint.origin, key.publicKey)
        let parts = text.split(separator: "+", maxSplits: 2).map(String.init)
        #expect(parts.count == 3 && parts[0] == checkpoint.origin)
        let blob = try #require(Data(base64Encoded: parts[2]))
        #expect(Array(blob) == [1] + Array(key.publicKey.rawRepresentation))
        let hashed = SHA256.hash(data: Data(parts[0].utf8) + [0x0A] + blob)
        #expect(parts[1] == hexadecimal(hashed.prefix(4)))
        let blobOfNote = try #require(note.split(whereSeparator: { $0 == " " || $0 == "\n" }).last)
        let identifier = try #require(Data(base64Encoded: String(blobOfNote))).prefix(4)
        #expect(hexadecimal(identifier) == parts[1])
    }

    @Test("another log's key does not verify it")
    func otherKey() {
        #expect(Checkpoint(note: note, verifiedBy: other.publicKey) == nil)
    }

    @Test("a note changed in any one character is refused")
    func tampered() {
        let scalars = Array(note.unicodeScalars)
        for place in scalars.indices {
            let neighbour = Unicode.Scalar(scalars[place].value ^ 1) ?? "A"
            for replacement in ["A", "1", "B", "\n", " ", "=", neighbour]
            where replacement != scalars[place] {
                var changed = scalars
                changed[place] = replacement
                #expect(read(changed) == nil, "place \(place), \(replacement)")
            }
            var shorter = scalars
            shorter.remove(at: place)
            #expect(read(shorter) == nil, "without place \(place)")
        }
    }

    private func read(_ scalars: [Unicode.Scalar]) -> Checkpoint? {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return Checkpoint(note: text, verifiedBy: key.publicKey)
    }

    @Test("notes that are no notes are refused")
    func malformed() throws {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let bad = [
            "", "\n", "\n\n\n\n\n", note + "\n", "\n" + note, note + note, String(note.dropLast()),
            note.replacing("\n", with: "\r\n"), note.replacing("600", with: "0600"),
            note.replacing("600", with: "+600"), note.replacing("600", with: "601"),
            note.replacing("600", with: "-600"),
            note.replacing("600", with: "99999999999999999999999"),
            note.replacing("\u{2014}", with: "-"), lines[0...2].joined(separator: "\n") + "\n",
            note.replacing("example/370828", with: "example/370829"),
        ]
        for text in bad { #expect(Checkpoint(note: text, verifiedBy: key.publicKey) == nil) }
        let longer = Checkpoint(origin: checkpoint.origin, size: 601, root: checkpoint.root)
        let mixed = lines[0] + "\n601\n" + lines[2...].joined(separator: "\n")
        #expect(
            try mixed.split(separator: "\n")[1] == longer.signed(by: key).split(separator: "\n")[1])
        #expect(Checkpoint(note: mixed, verifiedBy: key.publicKey) == nil)
    }

    @Test("sizes from nothing to the largest are kept", arguments: [0, 1, UInt64.max])
    func sizes(size: UInt64) throws {
        let statement = Checkpoint(origin: "金乡/log", size: size, root: .emptyRoot)
        let note = try statement.signed(by: key)
        #expect(Checkpoint(note: note, verifiedBy: key.publicKey) == statement)
    }
}
