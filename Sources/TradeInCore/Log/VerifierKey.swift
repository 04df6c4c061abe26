import Crypto
import Foundation

/// A log's public key with its name, as C2SP signed-note writes it: `name+id+base64(1 ‖ key)`.
public struct VerifierKey: Hashable, Sendable {
    /// The log's name.
    public let name: String
    /// The 32 bytes of the Ed25519 key.
    private let bytes: [UInt8]

    /// Reads a key; nil unless its shape, its algorithm and its identifier are right.
    public init?(text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // The base64 part may hold a plus sign itself, so only the first two separate.
        let parts = trimmed.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let blob = Data(base64Encoded: String(parts[2])),
            blob.count == 33, blob.first == 0x01,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: blob.dropFirst()),
            hexadecimal(Checkpoint.keyIdentifier(String(parts[0]), key)) == parts[1].lowercased()
        else { return nil }
        name = String(parts[0])
        bytes = Array(key.rawRepresentation)
    }

    /// The statement of a signed note, or nil when this key did not sign it for this log.
    public func checkpoint(of note: String) -> Checkpoint? {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes),
            let checkpoint = Checkpoint(note: note, verifiedBy: key), checkpoint.origin == name
        else { return nil }
        return checkpoint
    }
}
