import Foundation
import TradeInCore

/// A backup cannot be made or read; nothing of it remains.
public enum BackupFailure: Error, Hashable, Sendable {
    /// Something is at the path already.
    case exists(path: String)
    /// The folder that would hold it is not there.
    case noParent(path: String)
    /// The path lies inside a folder that is to be backed up.
    case insideLedger(path: String)
    /// Another backup to the same path is under way.
    case running(path: String)
    /// The disk has too little room.
    case noSpace(needed: Int64, free: Int64)
    /// The system does not let it be written.
    case unwritable(path: String, reason: String)
    /// The copy is not what the ledger is.
    case unsound(reason: LocalizedText)
    /// It was stopped.
    case interrupted
    /// The folder is no backup.
    case notABackup(path: String)
    /// The backup was made by a later program.
    case newerFormat(path: String, found: String)

    /// What happened and what to do.
    public var message: LocalizedText {
        switch self {
        case .exists(let path):
            LocalizedText(
                zh: "\(path) 已存在，没有备份。备份总写入新文件夹，请换一个名称。",
                en: "\(path) exists already; no backup was made. Each backup takes a new folder: "
                    + "choose another name.")
        case .noParent(let path):
            LocalizedText(
                zh: "文件夹 \(path) 不存在，没有备份。请先建立，或核对路径。",
                en:
                    "There is no folder \(path); no backup was made. Make it first, or check the path."
            )
        case .insideLedger(let path):
            LocalizedText(
                zh: "\(path) 在账本自己的文件夹内，没有备份。请写到别处，最好在另一块磁盘。",
                en:
                    "\(path) lies inside the ledger's own folder; no backup was made. Choose another "
                    + "place, best on another disk.")
        case .running(let path):
            LocalizedText(
                zh: "另一个备份正在写入 \(path)。请等它完成，或换一个名称。",
                en: "Another backup to \(path) is under way. Let it end, or choose another name.")
        case .noSpace(let needed, let free):
            LocalizedText(
                zh: "磁盘空间不足：约需\(needed)字节，剩余\(free)字节，没有备份。请腾出空间或换一块磁盘。",
                en:
                    "Too little room on the disk: about \(needed) bytes are needed, \(free) are free. "
                    + "No backup was made. Free some space, or take another disk.")
        case .unwritable(let path, let reason):
            LocalizedText(
                zh: "无法写入 \(path)（\(reason)），没有备份，写了一半的已删除。",
                en:
                    "\(path) cannot be written (\(reason)). No backup was made; what was begun is gone."
            )
        case .unsound(let reason):
            LocalizedText(
                zh: "副本未通过核验：\(reason.zh)已删除副本。请运行 tradein verify。",
                en: "The copy is not good: \(reason.en) It was thrown away. Run tradein verify.")
        case .interrupted:
            LocalizedText(
                zh: "已停止，没有备份，写了一半的已删除。",
                en: "Stopped. No backup was made; what was begun is gone.")
        case .notABackup(let path):
            LocalizedText(
                zh: "\(path) 不是备份：没有可读的 manifest.json。请指明 tradein backup 写出的文件夹。",
                en: "\(path) is no backup: it has no manifest.json that can be read. Name a folder "
                    + "that tradein backup has written.")
        case .newerFormat(let path, let found):
            LocalizedText(
                zh: "\(path) 由更新版本的程序写成（格式 \(found)）。请升级程序。",
                en: "\(path) was written by a newer program (format \(found)). Upgrade the program."
            )
        }
    }

    /// What the system's last error means for a path.
    static func system(_ path: String, _ code: Int32 = errno) -> BackupFailure {
        BackupFailure.unwritable(path: path, reason: String(cString: strerror(code)))
    }
}
