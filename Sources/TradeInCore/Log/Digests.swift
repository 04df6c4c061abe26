import Crypto

/// Digests of whole files, as the log and the packs name them.
public enum Digests {
    /// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
    public static func sha256Hex(_ bytes: [UInt8]) -> String {
        hexadecimal(SHA256.hash(data: bytes))
    }
}
