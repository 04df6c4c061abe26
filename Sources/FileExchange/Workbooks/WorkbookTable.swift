import TradeInCore

/// The rows of a workbook's sheets that have a header with all columns, sheet after sheet.
///
/// The header may stand below a title and may be two merged rows: a cell that is empty takes the
/// heading above it.
final class WorkbookTable: TableSource {
    private let input: ByteInput
    private let parts: WorkbookParts
    private var chosen: [Found] = []
    private var current = 0
    private var reader: SheetReader?
    private var row = 0
    private var bytesOfOthers = 0
    private(set) var findings: [Finding] = []

    /// A sheet, with its header and the row of the sheet where that ends.
    private struct Found {
        var sheet: WorkbookParts.Sheet
        var header: TableHeader
        var headerRow: Int
    }

    /// The header is looked for in so many rows.
    private static let headerRows = 25
    /// A sheet with so many known headings looks as if it were meant.
    private static let telling = 3
    /// With so many it was meant.
    private static let meant = 6

    init(
        _ origin: FileOrigin, _ input: ByteInput, columns: ColumnSet, sheet name: String?
    ) throws(WorkbookFault) {
        self.input = input
        parts = try WorkbookParts(
            try ZipArchive(origin, size: input.totalBytes))
        let visible = parts.sheets.filter { !$0.isHidden }
        if let name, !visible.contains(where: { $0.name == name }) {
            throw .refused(WorkbookFindings.noSuchSheet(name, of: visible.map(\.name)))
        }
        var found: [Found] = []
        var skipped: [String] = []
        for sheet in parts.sheets {
            guard let one = try find(sheet, columns) else { continue }
            let isAsked = name.map { $0 == sheet.name } ?? !sheet.isHidden
            if isAsked {
                found.append(one)
            } else if one.header.known >= Self.telling {
                skipped.append(sheet.name)
            }
        }
        try choose(found, &skipped, isStrict: columns.columns.contains(where: \.isRequired))
        if !skipped.isEmpty { findings.append(WorkbookFindings.skipped(skipped)) }
    }

    /// Keeps the sheets that have all columns; where none is required, those that tell as much.
    private func choose(
        _ found: [Found], _ skipped: inout [String], isStrict: Bool
    ) throws(WorkbookFault) {
        chosen = found.filter {
            $0.header.isComplete && ($0.header.known >= Self.telling || isStrict)
        }
        if chosen.isEmpty {
            let best = found.max { $0.header.known < $1.header.known }
            guard let best else { throw .refused(WorkbookFindings.noSheet) }
            chosen = [best]
        }
        for one in found
        where one.header.known >= Self.telling
            && !chosen.contains(where: { $0.sheet.name == one.sheet.name })
        {
            // Half a header or more: rows would be lost for one misspelt heading.
            if isStrict, one.header.known >= Self.meant {
                findings += one.header.findings.filter { $0.severity == .error }
                    .map { $0.inSheet(one.sheet.name) }
            } else {
                skipped.append(one.sheet.name)
            }
        }
        for one in chosen {
            findings += one.header.findings.map {
                chosen.count == 1 ? $0 : $0.inSheet(one.sheet.name)
            }
            try SheetReader.prove(one.sheet)
        }
    }

    /// The best header among a sheet's first rows; nil for a sheet without any value.
    private func find(
        _ sheet: WorkbookParts.Sheet, _ columns: ColumnSet
    ) throws(WorkbookFault) -> Found? {
        let reader = try SheetReader(sheet, of: parts)
        var record = TableRecord()
        var above: [String] = []
        var best: Found?
        var rows = 0
        while rows < Self.headerRows, try reader.next(into: &record) {
            rows += 1
            var texts = record.texts.map(Trimming.trimmed)
            if texts.count < above.count {
                texts += Array(repeating: "", count: above.count - texts.count)
            }
            for place in texts.indices where texts[place].isEmpty && place < above.count {
                texts[place] = above[place]
            }
            above = texts
            let header = TableHeader(texts, line: record.line, of: columns)
            if best == nil || header.known > best?.header.known ?? 0 {
                best = Found(sheet: sheet, header: header, headerRow: record.line)
            }
        }
        return best
    }

    var header: TableHeader { chosen[min(current, chosen.count - 1)].header }
    var sheet: String? { chosen[min(current, chosen.count - 1)].sheet.name }
    var tables: [(sheet: String?, header: TableHeader)] {
        chosen.map { ($0.sheet.name, $0.header) }
    }
    var isGuarded: Bool { false }
    var isRagged: Bool { true }
    var totalBytes: Int { chosen.reduce(0) { $0 + $1.sheet.entry.bytes } }
    var bytesRead: Int { bytesOfOthers + (reader?.bytesRead ?? 0) }

    func next(into record: inout TableRecord) throws(FileFault) -> Bool {
        do {
            return try nextRow(into: &record)
        } catch {
            switch error {
            case .file(let fault): throw fault
            case .refused(let finding):
                // Rows before it were given out; nobody may think that they were all.
                findings.append(finding)
                current = chosen.count
                reader = nil
                return false
            }
        }
    }

    private func nextRow(into record: inout TableRecord) throws(WorkbookFault) -> Bool {
        while current < chosen.count {
            let open: SheetReader
            if let reader {
                open = reader
            } else {
                open = try SheetReader(chosen[current].sheet, of: parts)
                reader = open
            }
            while try open.next(into: &record) {
                guard record.line > chosen[current].headerRow else { continue }
                row += 1
                record.row = row
                return true
            }
            endSheet(open)
        }
        do {
            try input.checkUnchanged()
        } catch {
            throw .file(error)
        }
        return false
    }

    private func endSheet(_ open: SheetReader) {
        let hidden = open.hidden
        if hidden.count > 0 {
            findings.append(
                WorkbookFindings.hidden(
                    hidden.count, in: chosen[current].sheet.name, first: hidden.first))
        }
        bytesOfOthers += open.bytesRead
        reader = nil
        current += 1
    }
}

extension Finding {
    /// The finding with the sheet's name before its words.
    fileprivate func inSheet(_ name: String) -> Finding {
        Finding(
            code, severity, field: field, article: article, zh: "工作表“\(name)”：" + message.zh,
            en: "Sheet \"\(name)\": " + message.en)
    }
}
