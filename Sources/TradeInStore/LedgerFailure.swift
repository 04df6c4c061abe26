import TradeInCore

/// The world or the file is not as the ledger needs it; told at the edge, never repaired silently.
public enum LedgerFailure: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// A file is in the way of a new ledger.
    case exists(path: String)
    /// The file is no trade-in ledger.
    case notALedger(path: String)
    /// The ledger was written by a later program.
    case newerVersion(path: String, found: Int, known: Int)
    /// The key file is missing, has a wrong size, or can be read by others.
    case keys(path: String, reason: LocalizedText)
    /// The disk is full.
    case diskFull
    /// Another process held the write lock too long.
    case busy
    /// A stored row cannot be true.
    case corrupt(String)

    /// What happened and what to do.
    public var message: LocalizedText {
        switch self {
        case .missing(let path):
            LocalizedText(
                zh: "找不到账本 \(path)。请先运行 tradein init，或用 --ledger 指明位置。",
                en: "There is no ledger at \(path). Run tradein init, or name one with --ledger.")
        case .exists(let path):
            LocalizedText(
                zh: "\(path) 已存在，未作任何改动。请换一个路径。",
                en: "\(path) exists already; nothing was changed. Choose another path.")
        case .notALedger(let path):
            LocalizedText(
                zh: "\(path) 不是以旧换新账本，未作任何改动。请核对路径。",
                en: "\(path) is not a trade-in ledger; nothing was changed. Check the path.")
        case .newerVersion(let path, let found, let known):
            LocalizedText(
                zh: "\(path) 由更新版本的程序写成（结构版本\(found)，本程序支持到\(known)），未作任何改动。请升级程序。",
                en:
                    "\(path) was written by a newer program (schema \(found), this one knows \(known)); "
                    + "nothing was changed. Upgrade the program.")
        case .keys(let path, let reason):
            LocalizedText(
                zh: "密钥文件 \(path)：\(reason.zh)", en: "Key file \(path): \(reason.en)")
        case .diskFull:
            LocalizedText(
                zh: "磁盘已满。已确认的记录都已保存，未确认的没有写入。请腾出空间后重新运行，已入账的行会自动跳过。",
                en:
                    "The disk is full. Everything acknowledged is stored, nothing else is. Free some space "
                    + "and run again; rows already booked are skipped.")
        case .busy:
            LocalizedText(
                zh: "另一个程序长时间占用账本。请稍后重试，已入账的行会自动跳过。",
                en:
                    "Another process held the ledger too long. Try again; rows already booked are skipped."
            )
        case .corrupt(let place):
            LocalizedText(
                zh: "账本数据有误：\(place)。未作修复，请运行 tradein verify 并从备份恢复。",
                en:
                    "The ledger holds an impossible value: \(place). Nothing was repaired; run tradein "
                    + "verify and restore a backup.")
        }
    }
}
