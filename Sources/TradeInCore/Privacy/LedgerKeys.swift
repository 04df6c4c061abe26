import Crypto
import Foundation

/// The secrets of one ledger; they sit in a file beside it, never inside it.
public struct LedgerKeys: Sendable {
    /// Seals the per-claim keys.
    public let sealing: SymmetricKey
    /// Keys the blind indexes.
    public let indexing: SymmetricKey
    /// Signs checkpoints.
    public let signing: Curve25519.Signing.PrivateKey

    /// Checks checkpoints.
    public var verifying: Curve25519.Signing.PublicKey { signing.publicKey }

    /// Keys from 96 secret bytes: sealing, indexing, signing, 32 each; nil for another count.
    public init?(secret: [UInt8]) {
        guard secret.count == 96,
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret[64..<96])
        else { return nil }
        self.sealing = SymmetricKey(data: secret[0..<32])
        self.indexing = SymmetricKey(data: secret[32..<64])
        self.signing = signing
    }
}

/// 16 bytes of a keyed hash: equal values have equal digests, and nobody without
/// the key can tell which value a digest stands for.
public struct BlindDigest: Hashable, Comparable, Sendable {
    var high: UInt64
    var low: UInt64

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * $0)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * $0)) }
    }

    /// The bytes as two big-endian words, for binding without a copy.
    public var words: (UInt64, UInt64) { (high, low) }

    /// The digest with these 16 bytes; nil for another count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Feeds eight bytes to a hasher: they are random already.
    public func hash(into hasher: inout Hasher) { hasher.combine(low) }

    /// Order of the bytes, so that sorted digests are written in the order of the table.
    public static func < (left: BlindDigest, right: BlindDigest) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

/// Turns identifiers into blind digests with a pre-keyed HMAC-SHA256.
///
/// Pre-keying halves the cost: the key's two blocks are hashed once, not per value.
public struct BlindIndex: Sendable {
    private let keyed: HMAC<SHA256>

    /// An index under the ledger's indexing key.
    public init(key: SymmetricKey) { keyed = HMAC<SHA256>(key: key) }

    /// The digest of `values` in a name space of their own; values are told apart from each other.
    public func digest(_ space: StaticString, _ values: String...) -> BlindDigest {
        var mac = keyed
        let count = values.reduce(space.utf8CodeUnitCount) { $0 + 1 + $1.utf8.count }
        // One piece: each update costs as much as hashing some ten bytes more.
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
            let start = UnsafeRawBufferPointer(
                start: space.utf8Start, count: space.utf8CodeUnitCount)
            buffer.copyMemory(from: start)
            var place = start.count
            for var value in values {
                buffer[place] = 0x1F
                value.withUTF8 { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[(place + 1)...])
                        .copyMemory(from: UnsafeRawBufferPointer(bytes))
                    place += 1 + bytes.count
                }
            }
            mac.update(data: UnsafeRawBufferPointer(buffer))
        }
        return mac.finalize().withUnsafeBytes { bytes in
            BlindDigest(
                high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
