import CLibzip
import Glibc

extension Workbook {
    /// Puts spooled rows into the sheets that libxlsxwriter wrote with their headers alone.
    func putRowsIn() throws(FileFault) {
        guard !spools.isEmpty else { return }
        var code: Int32 = 0
        guard let archive = zip_open(temporary, 0, &code) else {
            throw FileFault(.write, path: path, code: errno == 0 ? EIO : errno)
        }
        for (place, spool) in spools.sorted(by: { $0.key < $1.key }) {
            let name = "xl/worksheets/sheet\(place + 1).xml"
            let index = zip_name_locate(archive, name, 0)
            precondition(index >= 0, "libxlsxwriter names sheets by number")
            do throws(FileFault) {
                let part = try Self.bytes(of: UInt64(index), in: archive)
                let source = try spool.source(for: archive, in: part)
                // A new entry: libzip keeps the level of one that is replaced, its slowest.
                zip_delete(archive, UInt64(index))
                let added = zip_file_add(archive, name, source, 0)
                guard added >= 0 else {
                    zip_source_free(source)
                    throw FileFault(.write, path: path, code: EIO)
                }
                zip_set_file_compression(archive, UInt64(added), ZIP_CM_DEFLATE, Self.level)
            } catch {
                zip_discard(archive)
                throw error
            }
        }
        guard zip_close(archive) == 0 else {
            let failure = errno
            zip_discard(archive)
            throw FileFault(.write, path: path, code: failure == 0 ? EIO : failure)
        }
    }

    /// Fast: the next level takes half as long again and saves a tenth.
    private static let level: UInt32 = 1

    private static func bytes(
        of index: UInt64, in archive: OpaquePointer
    ) throws(FileFault) -> [UInt8] {
        var status = zip_stat_t()
        zip_stat_init(&status)
        zip_stat_index(archive, index, 0, &status)
        guard let file = zip_fopen_index(archive, index, 0) else {
            throw FileFault(.write, path: "sheet", code: EIO)
        }
        defer { zip_fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Int(status.size))
        let count = zip_fread(file, &bytes, status.size)
        guard count == Int64(status.size) else {
            throw FileFault(.write, path: "sheet", code: EIO)
        }
        return bytes
    }
}
