import Crypto
import Foundation
import Testing
import TradeInCore

@Suite("Personal records open only whole and with the ledger's key")
struct PrivacySealingTests {
    private let ledgerKey = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
    private let seed = (0..<56).map { UInt8($0) }
    private let record = Array("{\"applicantName\":\"张例一\"}".utf8)

    @Test("a sealed record is opened with its key")
    func roundTrip() throws {
        for text in [[], [0], record, [UInt8](repeating: 1, count: 10_000)] as [[UInt8]] {
            let sealed = try SealedRecord(text, under: ledgerKey, seed: seed[...])
            #expect(try sealed.opened(under: ledgerKey) == text)
            #expect(sealed.sealedKey.count == 60 && sealed.sealed.count == text.count + 28)
            #expect(SealedRecord(sealedKey: sealed.sealedKey, sealed: sealed.sealed) == sealed)
        }
    }

    @Test("what is sealed does not show, and another seed seals otherwise")
    func hidden() throws {
        let sealed = try SealedRecord(record, under: ledgerKey, seed: seed[...])
        let other = try SealedRecord(record, under: ledgerKey, seed: seed.reversed()[...])
        #expect(sealed.sealed != other.sealed && sealed.sealedKey != other.sealedKey)
        #expect(!Data(sealed.sealed).contains(Data("applicantName".utf8)))
        #expect(try other.opened(under: ledgerKey) == record)
    }

    @Test("a record in which any byte was changed does not open")
    func tampered() throws {
        let sealed = try SealedRecord(record, under: ledgerKey, seed: seed[...])
        for place in sealed.sealed.indices {
            var changed = sealed
            changed.sealed[place] ^= 1
            #expect(throws: (any Error).self) { try changed.opened(under: ledgerKey) }
        }
        for place in sealed.sealedKey.indices {
            var changed = sealed
            changed.sealedKey[place] ^= 128
            #expect(throws: (any Error).self) { try changed.opened(under: ledgerKey) }
        }
    }

    @Test("cut records, swapped keys and another ledger's key do not open it")
    func foreign() throws {
        let sealed = try SealedRecord(record, under: ledgerKey, seed: seed[...])
        let other = try SealedRecord(record, under: ledgerKey, seed: seed.reversed()[...])
        let wrongKey = SymmetricKey(data: [UInt8](repeating: 8, count: 32))
        #expect(throws: (any Error).self) { try sealed.opened(under: wrongKey) }
        let parts: [(key: [UInt8], text: [UInt8])] = [
            ([], sealed.sealed), (sealed.sealedKey, []), (other.sealedKey, sealed.sealed),
            (sealed.sealedKey, other.sealed), (sealed.sealedKey, Array(sealed.sealed.dropLast())),
            (Array(sealed.sealedKey.dropFirst()), sealed.sealed),
        ]
        for part in parts {
            let mixed = SealedRecord(sealedKey: part.key, sealed: part.text)
            #expect(throws: (any Error).self) { try mixed.opened(under: ledgerKey) }
        }
    }

    @Test("ledger keys are 96 bytes")
    func keys() {
        for count in [0, 32, 95, 97, 192] {
            #expect(LedgerKeys(secret: [UInt8](repeating: 1, count: count)) == nil)
        }
        #expect(LedgerKeys(secret: [UInt8](repeating: 1, count: 96)) != nil)
    }

    @Test("a commitment binds salt, purpose and value")
    func commitments() {
        let salt = seed[0..<16]
        let text = Commitment.text(salt: salt, purpose: "record", value: record)
        #expect(text.utf8.count == 43 && !text.contains("=") && !text.contains("/"))
        let input = Array(salt) + Array("record".utf8) + [0] + record
        let expected = Data(SHA256.hash(data: input)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(text == expected)
        let others = [
            Commitment.text(salt: seed[1..<17], purpose: "record", value: record),
            Commitment.text(salt: salt, purpose: "key", value: record),
            Commitment.text(salt: salt, purpose: "record", value: record + [0]),
        ]
        #expect(Set(others + [text]).count == 4)
        let short = Commitment.text(salt: salt, purpose: "record", value: record, length: 16)
        #expect(short.utf8.count == 22 && text.hasPrefix(short.dropLast()))
    }
}

@Suite("Blind digests tell values apart and nothing else")
struct PrivacyBlindIndexTests {
    private let index = BlindIndex(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))

    @Test("equal values have one digest, under one key")
    func equal() {
        let other = BlindIndex(key: SymmetricKey(data: [UInt8](repeating: 8, count: 32)))
        #expect(index.digest("key", "A") == index.digest("key", "A"))
        #expect(index.digest("key", "A") != other.digest("key", "A"))
    }

    @Test("spaces, values and the joints between them are told apart")
    func separation() {
        let digests = [
            index.digest("key"), index.digest("key", ""), index.digest("key", "", ""),
            index.digest("key", "A"), index.digest("key", "A", ""), index.digest("key", "", "A"),
            index.digest("key", "AB"), index.digest("key", "A", "B"), index.digest("key", "B", "A"),
            index.digest("keyA"), index.digest("ke", "yA"), index.digest("usage", "A"),
            index.digest("key", "a"), index.digest("key", "Ａ"), index.digest("key", "A\u{0}"),
        ]
        #expect(Set(digests).count == digests.count)
    }

    @Test("the digest is the start of HMAC-SHA256 over space and marked values")
    func definition() {
        let key = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
        let message = Array("key".utf8) + [0x1F] + Array("金".utf8) + [0x1F] + Array("B".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: message, using: key)
        #expect(index.digest("key", "金", "B").bytes == Array(code.prefix(16)))
    }

    @Test("sixteen bytes are read back, and sort as bytes do")
    func bytes() throws {
        let low = try #require(BlindDigest(bytes: (0..<16).map { UInt8($0) }))
        let high = try #require(BlindDigest(bytes: (0..<16).map { UInt8($0 + 1) }))
        #expect(low.bytes == (0..<16).map { UInt8($0) })
        #expect(low < high && !(high < low) && !(low < low))
        #expect(BlindDigest(bytes: [1, 2, 3]) == nil)
        let last = try #require(BlindDigest(bytes: [UInt8](repeating: 0, count: 15) + [1]))
        let first = try #require(BlindDigest(bytes: [UInt8](repeating: 0, count: 16)))
        #expect(first < last && last < low)
    }
}
