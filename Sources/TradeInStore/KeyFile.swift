import Foundation
import TradeInCore

/// The file of a ledger's secrets: 96 bytes, mode 0600, beside the ledger.
enum KeyFile {
    static func path(beside ledger: String) -> String { ledger + ".keys" }

    /// Keys that are there are of a ledger that is elsewhere, and are not replaced.
    static func refuseExisting(beside ledger: String) throws {
        let path = path(beside: ledger)
        guard access(path, F_OK) != 0 else {
            throw LedgerFailure.keys(
                path: path, reason: LocalizedText(zh: "无法新建。", en: "cannot be created."))
        }
    }

    /// Writes fresh keys; refuses to replace any.
    static func create(beside ledger: String) throws -> LedgerKeys {
        let path = path(beside: ledger)
        let secret = try RandomBytes.take(96)
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            throw LedgerFailure.keys(
                path: path, reason: LocalizedText(zh: "无法新建。", en: "cannot be created."))
        }
        defer { close(descriptor) }
        let written = secret.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == 96, fsync(descriptor) == 0, let keys = LedgerKeys(secret: secret) else {
            throw LedgerFailure.diskFull
        }
        return keys
    }

    static func load(beside ledger: String) throws -> LedgerKeys {
        let path = path(beside: ledger)
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw LedgerFailure.keys(
                path: path,
                reason: LocalizedText(
                    zh: "不存在。请从保管处恢复；没有它不能查重、不能签名。",
                    en: "is missing. Restore it; without it nothing can be checked or signed."))
        }
        guard status.st_mode & 0o077 == 0 else {
            throw LedgerFailure.keys(
                path: path,
                reason: LocalizedText(
                    zh: "其他用户可读。请执行 chmod 600 后重试。",
                    en: "can be read by others. Run chmod 600 on it."))
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard let keys = LedgerKeys(secret: Array(data)) else {
            throw LedgerFailure.keys(
                path: path, reason: LocalizedText(zh: "内容不完整。", en: "is not whole."))
        }
        return keys
    }
}

/// Random bytes from the kernel, many at a time.
///
/// The standard generator asks the kernel once per eight bytes, which is a third of
/// the cost of preparing a claim; one read serves a whole batch.
public enum RandomBytes {
    /// `count` bytes from the kernel's generator.
    public static func take(_ count: Int) throws -> [UInt8] {
        let source = open("/dev/urandom", O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(source) }
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                read(source, buffer.baseAddress.map { $0 + filled }, count - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            filled += got
        }
        return bytes
    }
}
