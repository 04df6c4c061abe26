import CLibzip
import Glibc
import TradeInCore

/// A zip file open for reading through libzip, its entries checked for what no workbook holds.
final class ZipArchive {
    private let archive: OpaquePointer
    /// The bytes of an archive in memory, which libzip reads in place.
    private let memory: UnsafeMutableRawBufferPointer?
    private let origin: FileOrigin

    /// More entries than any workbook has.
    private static let mostEntries = 20_000

    /// Opens the archive and checks the names of its entries.
    ///
    /// - Parameters:
    ///   - origin: the file.
    ///   - size: its size in bytes.
    /// - Throws: when it is no sound archive, or the disk fails.
    init(_ origin: FileOrigin, size: Int) throws(WorkbookFault) {
        self.origin = origin
        switch origin {
        case .path(let path):
            memory = nil
            archive = try Self.opened(path)
        case .bytes(let bytes, _):
            let copy = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(bytes.count, 1), alignment: 8)
            copy.copyBytes(from: bytes)
            memory = copy
            do {
                archive = try Self.opened(copy.baseAddress, count: bytes.count)
            } catch {
                copy.deallocate()
                throw error
            }
        }
        try checkEntries(of: size)
    }

    deinit {
        zip_discard(archive)
        memory?.deallocate()
    }

    private static func opened(_ path: String) throws(WorkbookFault) -> OpaquePointer {
        var code: Int32 = 0
        if let archive = zip_open(path, ZIP_RDONLY, &code) { return archive }
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        let system = zip_error_code_system(&error)
        guard [ZIP_ER_OPEN, ZIP_ER_READ, ZIP_ER_SEEK, ZIP_ER_MEMORY].contains(code) else {
            throw .refused(damaged())
        }
        throw .file(FileFault(.read, path: path, code: system == 0 ? EIO : system))
    }

    private static func opened(
        _ start: UnsafeMutableRawPointer?, count: Int
    ) throws(WorkbookFault) -> OpaquePointer {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(start, UInt64(count), 0, &error) else {
            throw .refused(damaged())
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw .refused(damaged())
        }
        return archive
    }

    private static let unsafeEntries = WorkbookFindings.unsafe(
        LocalizedText(
            zh: "过多、重名或互相重叠的条目", en: "too many entries, or entries of one name or one place"))

    private static func damaged() -> Finding {
        WorkbookFindings.damaged(
            "zip", LocalizedText(zh: "压缩包不完整", en: "the archive is not whole"))
    }

    private func checkEntries(of size: Int) throws(WorkbookFault) {
        let count = zip_get_num_entries(archive, 0)
        guard count > 0 else { throw .refused(Self.damaged()) }
        guard count <= Int64(Self.mostEntries) else { throw .refused(Self.unsafeEntries) }
        var names: Set<String> = []
        var packed = 0
        for index in 0..<UInt64(count) {
            let status = try self.status(index)
            let name = status.name.map { String(cString: $0) } ?? ""
            packed += Int(clamping: min(status.comp_size, UInt64(Int32.max) << 8))
            // One of them would be read, and another shown.
            guard names.insert(name.lowercased()).inserted, packed <= size else {
                throw .refused(Self.unsafeEntries)
            }
            if status.encryption_method != UInt16(ZIP_EM_NONE) {
                throw .refused(WorkbookFindings.encrypted)
            }
            if Self.isUnsafe(name) {
                throw .refused(
                    WorkbookFindings.unsafe(
                        LocalizedText(
                            zh: "绝对路径或跳出文件夹的条目名",
                            en: "entries with absolute names or names that leave the folder")))
            }
        }
    }

    /// Whether a name is absolute or climbs out of its folder.
    private static func isUnsafe(_ name: String) -> Bool {
        name.hasPrefix("/") || name.contains("\\") || name.contains(":")
            || name.split(separator: "/").contains("..")
    }

    private func status(_ index: UInt64) throws(WorkbookFault) -> zip_stat_t {
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, index, 0, &status) == 0 else {
            throw .refused(Self.damaged())
        }
        return status
    }

    /// The names of all entries.
    func names() throws(WorkbookFault) -> [String] {
        var names: [String] = []
        for index in 0..<UInt64(max(zip_get_num_entries(archive, 0), 0)) {
            if let name = try status(index).name { names.append(String(cString: name)) }
        }
        return names
    }

    /// The entry of a name, in any case; nil when there is none.
    func entry(_ name: String) throws(WorkbookFault) -> ZipEntry? {
        let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        let status = try status(UInt64(index))
        return ZipEntry(
            archive: self, name: name, index: UInt64(index), bytes: Int(clamping: status.size),
            packedBytes: Int(clamping: status.comp_size))
    }

    /// Opens an entry from its start.
    func open(_ entry: ZipEntry) throws(WorkbookFault) -> OpaquePointer {
        guard let file = zip_fopen_index(archive, entry.index, 0) else {
            throw .refused(
                WorkbookFindings.damaged(
                    entry.name, LocalizedText(zh: "无法解压", en: "it cannot be unpacked")))
        }
        return file
    }
}

/// One entry of an archive.
struct ZipEntry {
    let archive: ZipArchive
    let name: String
    let index: UInt64
    /// The size that the archive claims; what is unpacked is counted all the same.
    let bytes: Int
    let packedBytes: Int

    /// From here on the ratio to the packed size is looked at.
    private static let unsuspicious = 16 << 20
    /// Deflate packs at most 1,032 to one; sheets of people's data come to 20 or 40.
    private static let mostRatio = 200

    /// Fails once so much was unpacked as no honest workbook holds.
    func check(unpacked: Int, limit: Int) throws(WorkbookFault) {
        if unpacked > limit {
            let size = "\(limit >> 20) MiB"
            throw .refused(
                WorkbookFindings.tooLarge(name, limit: LocalizedText(zh: size, en: size)))
        }
        guard unpacked > Self.unsuspicious, unpacked / max(packedBytes, 1) > Self.mostRatio else {
            return
        }
        throw .refused(
            WorkbookFindings.tooLarge(
                name,
                limit: LocalizedText(
                    zh: "压缩前的\(Self.mostRatio)倍", en: "\(Self.mostRatio) times its packed size")))
    }

    /// Unpacks all of it once: its size is within the limit and its check sum holds.
    func prove(limit: Int) throws(WorkbookFault) {
        let stream = try ZipStream(self, limit: limit)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 8)
        defer { piece.deallocate() }
        while try stream.read(into: piece) > 0 {}
    }
}

/// The unpacked bytes of an entry, in order.
final class ZipStream {
    private let entry: ZipEntry
    private let file: OpaquePointer
    private let limit: Int
    /// How many bytes were unpacked.
    private(set) var bytesRead = 0

    init(_ entry: ZipEntry, limit: Int) throws(WorkbookFault) {
        self.entry = entry
        self.limit = limit
        // What it claims may be a lie, so what is unpacked is counted too.
        try entry.check(unpacked: entry.bytes, limit: limit)
        file = try entry.archive.open(entry)
    }

    deinit { zip_fclose(file) }

    /// Fills the front of `buffer`; 0 only at the end, where the check sum was found right.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
        let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
        guard count >= 0 else {
            throw .refused(
                WorkbookFindings.damaged(
                    entry.name,
                    LocalizedText(zh: "解压出错或校验和不符", en: "unpacking or its check sum fails")))
        }
        bytesRead += Int(count)
        try entry.check(unpacked: bytesRead, limit: limit)
        return Int(count)
    }
}
