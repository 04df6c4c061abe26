import Crypto
import Foundation

/// A claim's personal record, sealed under a key of its own, which is sealed in turn.
///
/// Destroying `sealedKey` erases the person: nothing else opens the record, and
/// the log's commitment stays valid without it.
public struct SealedRecord: Hashable, Sendable {
    /// The per-claim key under the ledger key: nonce, ciphertext, tag; 60 bytes.
    public var sealedKey: [UInt8]
    /// The record under the per-claim key: nonce, ciphertext, tag.
    public var sealed: [UInt8]

    /// A sealed record as stored.
    public init(sealedKey: [UInt8], sealed: [UInt8]) {
        self.sealedKey = sealedKey
        self.sealed = sealed
    }

    /// Seals `record` with fresh randomness.
    ///
    /// - Parameters:
    ///   - record: the salt and the personal record.
    ///   - ledgerKey: the key that seals the per-claim key.
    ///   - seed: 56 random bytes, used once: key 32, nonces 12 and 12.
    /// - Throws: what the cryptographic library throws.
    public init(_ record: [UInt8], under ledgerKey: SymmetricKey, seed: ArraySlice<UInt8>) throws {
        precondition(seed.count == 56, "a key and two nonces")
        let start = seed.startIndex
        let key = seed[start..<start + 32]
        sealedKey = try Self.seal(Array(key), ledgerKey, seed[(start + 32)..<(start + 44)])
        sealed = try Self.seal(record, SymmetricKey(data: key), seed[(start + 44)..<(start + 56)])
    }

    private static func seal(
        _ text: [UInt8], _ key: SymmetricKey, _ nonce: ArraySlice<UInt8>
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(text, using: key, nonce: AES.GCM.Nonce(data: nonce))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 28)
        bytes.append(contentsOf: nonce)
        bytes.append(contentsOf: box.ciphertext)
        bytes.append(contentsOf: box.tag)
        return bytes
    }

    /// Opens the record; throws when a byte was changed or the key is another ledger's.
    public func opened(under ledgerKey: SymmetricKey) throws -> [UInt8] {
        let key = try AES.GCM.open(AES.GCM.SealedBox(combined: sealedKey), using: ledgerKey)
        return Array(
            try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: SymmetricKey(data: key)))
    }
}

/// A salted commitment: binds the log to a value without telling it.
public enum Commitment {
    /// SHA-256 over salt, purpose, a zero byte and value, as unpadded base64url of `length` bytes.
    public static func text(
        salt: ArraySlice<UInt8>, purpose: StaticString, value: some Sequence<UInt8>,
        length: Int = 32
    ) -> String {
        var input: [UInt8] = []
        input.reserveCapacity(600)
        input.append(contentsOf: salt)
        input.append(
            contentsOf: UnsafeBufferPointer(
                start: purpose.utf8Start, count: purpose.utf8CodeUnitCount))
        input.append(0)
        input.append(contentsOf: value)
        return SHA256.hash(data: input).withUnsafeBytes { base64URL($0.prefix(length)) }
    }
}

/// Unpadded base64url (RFC 4648, 5).
func base64URL(_ bytes: some Collection<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 4 / 3 + 2)
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
        buffer = (buffer << 8) | UInt32(byte)
        bits += 8
        while bits >= 6 {
            bits -= 6
            text.append(alphabet[Int(buffer >> UInt32(bits)) & 63])
        }
        buffer &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(6 - bits)) & 63]) }
    return String(decoding: text, as: UTF8.self)
}
