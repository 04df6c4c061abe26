import Foundation
import Glibc
import TradeInCore

/// The world refused a file: it is missing, forbidden, full or changed under us.
///
/// Only such failures are thrown by this room; what is wrong inside a file is a
/// `Finding`.
public struct FileFault: Error, Hashable, Sendable {
    /// What was being done to the file.
    public enum Operation: String, Sendable {
        /// Opening it.
        case open
        /// Reading from it, or going back to its start.
        case read
        /// Writing to it, or making it durable.
        case write
        /// Putting the finished file in its place.
        case replace
        /// Converting its text with the C library.
        case convert
        /// Reading it a second time, when it was no longer the file that was proven.
        case reread
    }

    /// The file as the caller named it.
    public var path: String
    /// What was being done.
    public var operation: Operation
    /// The C library's error number; 0 for ``Operation/reread``.
    public var code: Int32

    /// A failure of `operation` on `path`.
    ///
    /// - Parameters:
    ///   - operation: what was being done.
    ///   - path: the file as the caller named it.
    ///   - code: the C library's error number.
    public init(_ operation: Operation, path: String, code: Int32) {
        self.path = path
        self.operation = operation
        self.code = code
    }

    /// What happened and what to do, in both languages.
    public var message: LocalizedText {
        if operation == .reread {
            return LocalizedText(
                zh: "读取期间文件“\(path)”被改动，请待写入完成后重新读取。",
                en: "The file \"\(path)\" changed while it was read; read it again when it is done."
            )
        }
        if operation == .convert {
            return LocalizedText(
                zh: "系统的 C 库不能转换“\(path)”的 GB18030 文字（\(reason.zh)）；请改用 UTF-8。",
                en: "The C library of this system cannot convert GB18030 for \"\(path)\" "
                    + "(\(reason.en)); use UTF-8 instead.")
        }
        return LocalizedText(
            zh: "文件“\(path)”\(work.zh)失败：\(reason.zh)。",
            en: "The file \"\(path)\" could not be \(work.en): \(reason.en).")
    }

    private var work: LocalizedText {
        switch operation {
        case .open: LocalizedText(zh: "打开", en: "opened")
        case .read, .reread: LocalizedText(zh: "读取", en: "read")
        case .write, .convert: LocalizedText(zh: "写入", en: "written")
        case .replace: LocalizedText(zh: "替换", en: "put in place")
        }
    }

    private var reason: LocalizedText {
        switch code {
        case ENOENT: LocalizedText(zh: "文件或文件夹不存在", en: "there is no such file or folder")
        case EACCES, EPERM: LocalizedText(zh: "没有权限", en: "permission is denied")
        case EISDIR: LocalizedText(zh: "这是文件夹，不是文件", en: "it is a folder, not a file")
        case ENOTDIR: LocalizedText(zh: "路径中有一段不是文件夹", en: "part of the path is no folder")
        case ENOSPC, EDQUOT: LocalizedText(zh: "磁盘空间不足", en: "the disk is full")
        case EROFS: LocalizedText(zh: "磁盘只读", en: "the disk is read-only")
        case EIO: LocalizedText(zh: "磁盘读写出错", en: "the disk failed")
        case ESPIPE:
            LocalizedText(
                zh: "管道不能读两遍，请先存成文件",
                en: "a pipe cannot be read twice; save it as a file first")
        default: LocalizedText(zh: "系统错误 \(code)", en: "\(String(cString: strerror(code)))")
        }
    }
}

extension FileFault: CustomStringConvertible {
    /// The English message.
    public var description: String { message.en }
}
