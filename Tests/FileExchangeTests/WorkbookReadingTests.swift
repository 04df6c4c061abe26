import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Reading workbooks")
struct WorkbookReadingTests {
    private func cell(_ place: String, _ attributes: String, _ inside: String) -> String {
        "<c r=\"\(place)\" \(attributes)>\(inside)</c>"
    }

    /// The value of the model's column in a one-row workbook with this cell in L2.
    private func model(
        _ attributes: String, _ inside: String, strings: String = "", styles: String = "",
        settings: String = ""
    ) throws -> (value: String, codes: [String]) {
        let kit = WorkbookKit(
            sheets: [
                (
                    "申领",
                    claimHeader(more: ["型号"])
                        + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A</t></is></c>"
                        + cell("L2", attributes, inside) + "</row>"
                )
            ], strings: strings, styles: styles, settings: settings)
        var reader = try kit.reader()
        let row = try #require(try reader.next())
        let end = try reader.next()
        #expect(end == nil)
        return (row.claim[.model], row.findings.map(\.code) + reader.fileFindings.map(\.code))
    }

    private static let styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
        + "<numFmt numFmtId=\"165\" formatCode=\"00000000\"/>"
        + "<numFmt numFmtId=\"166\" formatCode=\"[Red]#,##0.00;[Blue]\\-0\"/>"
        + "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm:ss\"/></numFmts>"
        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
        + "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
        + "<xf numFmtId=\"22\"/><xf numFmtId=\"167\"/><xf numFmtId=\"31\"/></cellXfs>"

    @Test(
        "numbers are what the sheet shows",
        arguments: [
            ("0", "13800138000", "13800138000"), ("0", "4999.8999999999996", "4999.9"),
            ("0", "0.30000000000000004", "0.3"), ("0", "-3740", "-3740"), ("0", "1E3", "1000"),
            ("0", "12.50", "12.5"), ("0", "3.70899199001011E+17", "3.70899199001011E+17"),
            ("0", "370899199001011000", "3.70899199001011E+17"), ("0", "NaN", "NaN"),
            ("0", "1e999", "1e999"), ("1", "46082", "2026-03-01"), ("2", "46082", "2026-03-01"),
            ("7", "46082", "2026-03-01"), ("3", "1234567", "01234567"),
            ("3", "123456789", "123456789"),
            ("4", "4999", "4999"), ("5", "46082.439583333333", "2026-03-01 10:33:00"),
            ("5", "46082.999999999", "2026-03-02"), ("1", "59", "1900-02-28"),
            ("1", "61", "1900-03-01"),
            ("1", "-1", "-1"), ("1", "9999999", "9999999"), ("6", "0.5", "12:00:00"),
            ("99", "5", "5"),
        ])
    func numbers(style: String, raw: String, expected: String) throws {
        let read = try model("s=\"\(style)\"", "<v>\(raw)</v>", styles: Self.styles)
        #expect(read.value == expected)
        #expect(read.codes.isEmpty)
    }

    @Test("days may be counted from 1904")
    func from1904() throws {
        let read = try model(
            "s=\"1\"", "<v>44620</v>", styles: Self.styles,
            settings: "<workbookPr date1904=\"1\"/>")
        #expect(read.value == "2026-03-01")
    }

    @Test("texts are read however they are kept")
    func texts() throws {
        let strings =
            "<si><t>甲</t></si><si><r><rPr><b/></rPr><t>海</t></r><r><t xml:space=\"preserve\">尔 </t></r>"
            + "<rPh sb=\"0\" eb=\"1\"><t>hai er</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si>"
        for (attributes, inside, expected) in [
            ("t=\"s\"", "<v>0</v>", "甲"), ("t=\"s\"", "<v>1</v>", "海尔"),
            ("t=\"s\"", "<v>2</v>", "a\rb_x0041_"),
            ("t=\"inlineStr\"", "<is><r><t>𠮷</t></r><r><t>㐂</t></r></is>", "𠮷㐂"),
            ("t=\"str\"", "<f>A1&amp;\"x\"</f><v>=1+1</v>", "=1+1"),
            ("t=\"b\"", "<v>1</v>", "TRUE"), ("t=\"b\"", "<v>0</v>", "FALSE"),
            ("t=\"d\"", "<v>2026-03-01T00:00:00.000Z</v>", "2026-03-01"),
            ("t=\"d\"", "<v>2026-03-01T10:30:00</v>", "2026-03-01 10:30:00"),
            ("t=\"inlineStr\"", "<is><t>'=1</t></is>", "'=1"), ("", "", ""),
            ("", "<f>SUM(A1)</f><v>12</v>", "12"),
        ] {
            let read = try model(attributes, inside, strings: strings)
            #expect(read.value == expected)
            #expect(read.codes.isEmpty)
        }
    }

    @Test("a cell that shows an error or was never calculated is a finding of its row")
    func badCells() throws {
        #expect(try model("t=\"e\"", "<v>#N/A</v>").codes == ["cell-error"])
        #expect(try model("", "<f>B1*2</f>").codes == ["formula-uncalculated"])
        #expect(try model("", "<f>B1*2</f><v></v>").codes == ["formula-uncalculated"])
        #expect(try model("t=\"str\"", "<f>B1&amp;\"\"</f><v></v>").codes.isEmpty)
    }

    @Test("the header may stand below a title, and in two merged rows")
    func headers() throws {
        let names = neededColumns.map(\.title.zh)
        let values = neededColumns.map { $0.key + "-1" }
        let merged = WorkbookKit(sheets: [
            (
                "一月",
                sheetRow(1, ["某店2026年一月申领表"])
                    + sheetRow(3, names.prefix(3).map { $0 } + ["申领人"])
                    + sheetRow(4, [nil, nil, nil] + names.dropFirst(3).map { $0 })
                    + sheetRow(6, values) + sheetRow(7, ["", "", ""]) + sheetRow(9, values)
            )
        ])
        var reader = try merged.reader()
        #expect(reader.fileFindings.isEmpty)
        #expect(reader.format == .workbook)
        let rows = try reader.rest()
        #expect(rows.map(\.claim.row) == [1, 2])
        #expect(rows.map(\.line) == [6, 9])
        #expect(rows.map(\.sheet) == ["一月", "一月"])
        for (field, value) in zip(neededColumns, values) { #expect(rows[1].claim[field] == value) }
        #expect(rows.flatMap(\.findings).isEmpty)
        #expect(reader.bytesRead == reader.totalBytes)
    }

    @Test("sheets with a whole header are read in order, others are told or passed over")
    func sheets() throws {
        let row = { sheetRow(2, [$0]) }
        let kit = WorkbookKit(
            sheets: [
                ("说明", sheetRow(1, ["请按模板填写", "镇街"])), ("一月", claimHeader() + row("A")),
                ("半成品", sheetRow(1, ["申领编号", "价税合计", "镇街", "品类"])), ("空", ""),
                ("旧", claimHeader() + row("B")), ("二月", claimHeader() + row("C")),
            ], state: ["旧": "hidden"])
        var reader = try kit.reader()
        #expect(reader.fileFindings.map(\.code) == ["sheet-skipped"])
        #expect(reader.fileFindings[0].message.zh.contains("“旧”、“半成品”"))
        let rows = try reader.rest()
        #expect(rows.map { $0.claim[.claimRef] } == ["A", "C"])
        #expect(rows.map(\.claim.row) == [1, 2])
        var one = try kit.reader(.init(sheet: "二月"))
        #expect(try one.rest().map { $0.claim[.claimRef] } == ["C"])
        #expect(try kit.reader(.init(sheet: "三月")).fileFindings.map(\.code) == ["sheet-unknown"])
        #expect(
            try WorkbookKit(sheets: [("空", "")]).reader().fileFindings.map(\.code) == ["file-empty"]
        )
    }

    @Test("hidden rows are read and told")
    func hidden() throws {
        let kit = WorkbookKit(sheets: [
            (
                "S",
                claimHeader() + sheetRow(2, ["A"]) + sheetRow(3, ["B"], hidden: true)
                    + sheetRow(4, [""], hidden: true)
            )
        ])
        var reader = try kit.reader()
        #expect(try reader.rest().count == 2)
        #expect(reader.fileFindings.map(\.code) == ["rows-hidden"])
        #expect(reader.fileFindings[0].message.en.contains("1 rows"))
    }

    @Test("prefixes, absent references and a template's example are no hindrance")
    func habits() throws {
        let header = neededColumns.map {
            "<x:c t=\"inlineStr\"><x:is><x:t>\($0.key)</x:t></x:is></x:c>"
        }
        let kit = WorkbookKit(sheets: [
            (
                "S",
                "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"urn:x\"><x:sheetData><x:row>"
                    + header.joined() + "</x:row><x:row><x:c t=\"inlineStr\"><x:is><x:t>"
                    + "\(ClaimFileReader.exampleRef)</x:t></x:is></x:c></x:row><x:row>"
                    + "<x:c/><x:c t=\"n\"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
            )
        ])
        var reader = try kit.reader()
        let rows = try reader.rest()
        #expect(rows.map(\.line) == [3])
        #expect(rows[0].claim[.programme] == "7")
        #expect(reader.fileFindings.map(\.code) == ["example-skipped"])
    }

    @Test("a register is read from a workbook too")
    func registers() throws {
        let columns = [
            RegisterColumn(key: "code", zh: "代码", required: true),
            RegisterColumn(key: "name", zh: "名称", required: false),
        ]
        let kit = WorkbookKit(sheets: [
            ("S", sheetRow(1, ["名称", "代码"]) + sheetRow(2, ["甲", "1"]))
        ])
        var reader = try RegisterFileReader(origin(try kit.bytes(), "d.xlsx"), columns: columns)
        #expect(try reader.next()?.values == ["1", "甲"])
        let end = try reader.next()
        #expect(end == nil)
    }
}
