import Crypto
import Foundation

/// A signed statement of how long the log is and what its root is.
///
/// The text is a C2SP tlog-checkpoint in a C2SP signed-note with an Ed25519
/// signature, so that witnesses and verifiers that are not ours can read it.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name: origin and key name at once.
    public var origin: String
    /// Entries in the log.
    public var size: UInt64
    /// The root of the tree.
    public var root: LogHash

    /// A statement about a log.
    public init(origin: String, size: UInt64, root: LogHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed: three lines.
    public var body: String {
        "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n"
    }

    /// The signed note.
    public func signed(by key: Curve25519.Signing.PrivateKey) throws -> String {
        let signature = try key.signature(for: Data(body.utf8))
        let blob = Data(Self.keyIdentifier(origin, key.publicKey)) + signature
        return "\(body)\n— \(origin) \(blob.base64EncodedString())\n"
    }

    /// Reads a note and checks its signature; nil when it is malformed or not signed by `key`.
    ///
    /// - Parameters:
    ///   - note: the signed note.
    ///   - key: the log's public key.
    public init?(note: String, verifiedBy key: Curve25519.Signing.PublicKey) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 6, lines[3].isEmpty, lines[5].isEmpty, let size = UInt64(lines[1]),
            let root = Data(base64Encoded: lines[2]).flatMap({ LogHash(bytes: $0) }),
            lines[4].hasPrefix("— \(lines[0]) "),
            let blob = Data(base64Encoded: String(lines[4].dropFirst(lines[0].count + 3))),
            blob.count == 68
        else { return nil }
        self.init(origin: lines[0], size: size, root: root)
        // Base64 may write one value in several ways; only the signer's way is taken.
        guard Data(root.bytes).base64EncodedString() == lines[2],
            lines[4].hasSuffix(" " + blob.base64EncodedString()),
            Array(blob.prefix(4)) == Self.keyIdentifier(origin, key), String(size) == lines[1],
            key.isValidSignature(Data(blob.dropFirst(4)), for: Data(body.utf8))
        else { return nil }
    }

    /// The first four bytes of SHA-256 over name, newline, algorithm 1 and key (C2SP signed-note).
    static func keyIdentifier(_ name: String, _ key: Curve25519.Signing.PublicKey) -> [UInt8] {
        let hash = SHA256.hash(data: Array(name.utf8) + [0x0A, 0x01] + key.rawRepresentation)
        return Array(hash.prefix(4))
    }

    /// The verifier key as C2SP writes it: `name+keyid+base64(1 ‖ key)`.
    public static func verifierKey(_ name: String, _ key: Curve25519.Signing.PublicKey) -> String {
        let blob = Data([0x01]) + key.rawRepresentation
        return "\(name)+\(hexadecimal(keyIdentifier(name, key)))+\(blob.base64EncodedString())"
    }
}
