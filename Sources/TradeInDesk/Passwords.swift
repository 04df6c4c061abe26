import Crypto
import CryptoExtras
import Foundation
import TradeInCore
import TradeInStore

/// Passwords: what makes one, and how it is kept (scrypt, RFC 7914).
public enum Passwords {
    /// The fewest characters (NIST SP 800-63B asks for 8; a county's money asks for more).
    public static let fewestCharacters = 10
    /// The most bytes that are looked at.
    public static let mostBytes = 256
    /// The exponent of N; with r = 8 a hash takes 32 MiB and about 0.1 s.
    public static let cost = 15

    /// Why a text is no password; nil when it is one.
    ///
    /// - Parameters:
    ///   - password: the text.
    ///   - login: whose it would be.
    /// - Returns: what is wrong and what to do.
    public static func fault(_ password: String, login: String) -> LocalizedText? {
        guard password.count >= fewestCharacters else {
            return LocalizedText(
                zh: "密码只有\(password.count)个字符，至少要\(fewestCharacters)个。请换一个更长的，例如几个不相干的词。",
                en:
                    "The password has \(password.count) characters; it takes \(fewestCharacters) at "
                    + "least. Choose a longer one, such as some words that have nothing in common.")
        }
        guard password.utf8.count <= mostBytes else {
            return LocalizedText(
                zh: "密码超过\(mostBytes)字节。请换一个短些的。",
                en: "The password has more than \(mostBytes) bytes. Choose a shorter one.")
        }
        let folded = TextFolding.key(password)
        guard Set(folded).count > 4, !folded.contains(TextFolding.key(login)) else {
            return LocalizedText(
                zh: "密码不能含有登录名，也不能只由少数几个字符组成。请换一个。",
                en: "A password does not contain the login, nor only a few characters over and "
                    + "over. Choose another.")
        }
        return nil
    }

    /// The credential of a password, with a fresh salt.
    ///
    /// - Parameters:
    ///   - password: what was typed.
    ///   - isInitial: whether somebody else chose it.
    ///   - cost: the exponent of N; less than the default only where nothing is guarded.
    /// - Returns: what is kept of it.
    /// - Throws: what the cryptographic library or the kernel throws.
    public static func credential(
        _ password: String, isInitial: Bool, cost: Int = Passwords.cost
    ) throws -> Credential {
        let salt = try RandomBytes.take(16)
        return Credential(
            salt: salt, hash: try hash(password, salt: salt, cost: cost), cost: cost,
            isInitial: isInitial)
    }

    /// Whether a password is the one; takes as long when it is not.
    static func matches(_ password: String, _ credential: Credential) throws -> Bool {
        let hash = try hash(password, salt: credential.salt, cost: credential.cost)
        return isEqual(hash, credential.hash)
    }

    /// Compares without telling by the time it takes where two texts differ.
    public static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The same text is the same password however a keyboard composed it.
    private static func hash(_ password: String, salt: [UInt8], cost: Int) throws -> [UInt8] {
        let text = Array(password.precomposedStringWithCompatibilityMapping.utf8.prefix(mostBytes))
        let key = try KDF.Scrypt.deriveKey(
            from: text, salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: 8,
            parallelism: 1, maxMemory: 64 << 20)
        return key.withUnsafeBytes { Array($0) }
    }
}
