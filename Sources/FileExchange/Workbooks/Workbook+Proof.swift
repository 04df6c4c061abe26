import Glibc
import TradeInCore

extension Workbook {
    /// Reads back what libxlsxwriter wrote: it does not tell when a file of its own could not grow,
    /// and would leave a workbook that no program opens, or one with rows missing.
    ///
    /// - Throws: ``FileFault`` when a part is not whole; a full disk is the one known cause.
    func proveWritten() throws(FileFault) {
        do throws(WorkbookFault) {
            let size = Int(clamping: try Self.size(of: temporary))
            let archive = try ZipArchive(.path(temporary), size: size)
            for name in try archive.names() {
                guard let entry = try archive.entry(name) else { continue }
                let counter = RowCounter()
                let reader = try XMLReader(entry, limit: .max, handler: counter)
                while try reader.run() {}
                try check(counter.rows, of: name)
            }
        } catch {
            if case .file(let fault) = error { throw fault }
            throw FileFault(.write, path: path, code: ENOSPC)
        }
    }

    /// Rows of a streamed sheet are all there; in memory a row without cells is left out.
    private func check(_ rows: Int, of name: String) throws(WorkbookFault) {
        guard keeping == .streaming, let number = name.firstMatch(of: /sheet([0-9]+)\.xml$/),
            let place = Int(number.1), sheetRows.indices.contains(place - 1)
        else { return }
        guard rows == sheetRows[place - 1] else {
            throw .file(FileFault(.write, path: path, code: ENOSPC))
        }
    }

    private static func size(of path: String) throws(WorkbookFault) -> Int {
        do { return try WholeFile.size(at: path) } catch { throw .file(error) }
    }
}

/// Counts the rows of a part, whatever part it is.
private final class RowCounter: XMLHandler {
    private(set) var rows = 0

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "row" { rows += 1 }
    }
}
