import CLibzip
import Foundation
import Testing
import TradeInCore

@testable import FileExchange

/// A workbook made by hand, part by part, in the ways of other programs and of nobody.
struct WorkbookKit {
    var parts: [(name: String, text: String)]

    /// A workbook of sheets, each the inside of `sheetData` or a whole part.
    init(
        sheets: [(name: String, rows: String)], strings: String = "", styles: String = "",
        settings: String = "", state: [String: String] = [:]
    ) {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        parts = [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r\" Type=\"\(types)officeDocument\" "
                    + "Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook>\(settings)<sheets>"
                    + sheets.enumerated().map { place, sheet in
                        "<sheet name=\"\(sheet.name)\" sheetId=\"\(place + 1)\" r:id=\"s\(place)\""
                            + (state[sheet.name].map { " state=\"\($0)\"" } ?? "") + "/>"
                    }.joined() + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships>"
                    + sheets.indices.map {
                        "<Relationship Id=\"s\($0)\" Type=\"\(types)worksheet\" "
                            + "Target=\"worksheets/sheet\($0).xml\"/>"
                    }.joined()
                    + "<Relationship Id=\"t\" Type=\"\(types)sharedStrings\" Target=\"/xl/strings.xml\"/>"
                    + "<Relationship Id=\"u\" Type=\"\(types)styles\" Target=\"styles.xml\"/>"
                    + "</Relationships>"
            ),
            ("xl/strings.xml", "<sst>\(strings)</sst>"),
            ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
        ]
        for (place, sheet) in sheets.enumerated() {
            let isWhole = sheet.rows.hasPrefix("<?xml") || sheet.rows.hasPrefix("<!DOCTYPE")
            let text =
                isWhole
                ? sheet.rows : "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>"
            parts.append(("xl/worksheets/sheet\(place).xml", text))
        }
    }

    /// The part of a name, replaced.
    mutating func replace(_ name: String, _ old: String, _ new: String) {
        for place in parts.indices where parts[place].name == name {
            parts[place].text = parts[place].text.replacing(old, with: new)
        }
    }

    /// The workbook as a file's bytes.
    func bytes() throws -> [UInt8] {
        try archive(parts.map { ($0.name, Array($0.text.utf8)) })
    }

    /// A reader of its claims.
    func reader(_ choices: ClaimFileReader.Choices = .init()) throws -> ClaimFileReader {
        try ClaimFileReader(origin(try bytes(), "a.xlsx"), choices)
    }
}

/// A zip archive of these entries.
func archive(_ entries: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.zip"
    var code: Int32 = 0
    let zip = try #require(zip_open(path, ZIP_CREATE, &code))
    var kept: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in kept { buffer.deallocate() } }
    for entry in entries {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(entry.bytes.count, 1), alignment: 8)
        buffer.copyBytes(from: entry.bytes)
        kept.append(buffer)
        let source = zip_source_buffer(zip, buffer.baseAddress, UInt64(entry.bytes.count), 0)
        #expect(zip_file_add(zip, entry.name, source, 0) >= 0)
    }
    #expect(zip_close(zip) == 0)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// A row of inline texts; nil leaves a cell out.
func sheetRow(_ number: Int, _ cells: [String?], hidden: Bool = false) -> String {
    let texts = cells.enumerated().map { place, text in
        text.map { text in
            let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            return "<c r=\"\(Workbook.columnName(place))\(number)\" t=\"inlineStr\"><is><t>"
                + "\(escaped)</t></is></c>"
        } ?? ""
    }
    return "<row r=\"\(number)\"\(hidden ? " hidden=\"1\"" : "")>\(texts.joined())</row>"
}

/// The columns that every claim file must have.
let neededColumns: [ClaimField] = [
    .claimRef, .programme, .dealerCode, .applicantName, .applicantId, .applicantPhone, .townCode,
    .soldOn, .invoiceNumber, .invoiceBuyerId, .price,
]

/// A header of those columns.
func claimHeader(_ number: Int = 1, more: [String] = []) -> String {
    sheetRow(number, neededColumns.map(\.title.zh) + more)
}
