import Foundation
import PolicyLibrary
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Writing workbooks")
struct WorkbookWritingTests {
    private let columns = [
        RegisterColumn(key: "a", zh: "甲", required: true),
        RegisterColumn(key: "b", zh: "乙", required: true),
    ]

    private func rows(_ path: String) throws -> [[String]] {
        var reader = try RegisterFileReader(.path(path), columns: columns)
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.values) }
        #expect(reader.fileFindings.isEmpty)
        return rows
    }

    @Test(
        "typed cells are read as what they were",
        arguments: [Workbook.Keeping.memory, .streaming, .spooled])
    func cells(keeping: Workbook.Keeping) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.xlsx"
        let book = try Workbook(path: path, keeping: keeping)
        try book.begin(sheet: "S", [.init("甲", width: 9), .init("乙", width: 9)], title: "t & u")
        let texts = [
            "370899199203193958", "007", "=1+1", "_x0041_", "_x0041_x0042_", "a\nb", "a\tb",
            "<&>\"'",
            "𠮷㐂", "👩‍👩‍👧", "a\u{1}b", "a\rb", "1E5", "TRUE", "#N/A", "e\u{301}",
        ]
        for text in texts { try book.write([Workbook.Cell.text(text), .text(text)]) }
        try book.write([.integer(-3), .amount(Money(fen: -374_001))])
        try book.write([.day(Day(number: 20_513)), .flag(true)])
        try book.write([Workbook.Cell.none, .text("z")])
        book.endTable()
        try book.about([("截至", "今天")], in: .zh)
        try book.finish()
        #expect(try folder.names == ["a.xlsx"])
        let expected =
            texts.map { [$0, $0] }
            + [["-3", "-3740.01"], ["2026-03-01", "是"], ["", "z"]]
        #expect(try rows(path) == expected)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? Int) == 0o600)
    }

    @Test(
        "a row too many goes on in the next sheet",
        arguments: [Workbook.Keeping.streaming, .spooled])
    func split(keeping: Workbook.Keeping) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.xlsx"
        let book = try Workbook(path: path, keeping: keeping)
        book.rowLimit = 101
        try book.begin(sheet: "S", [.init("甲", width: 9), .init("乙", width: 9)], title: "t")
        for number in 0..<250 { try book.write([.text("\(number)"), .integer(Int64(number))]) }
        book.endTable()
        try book.finish()
        let read = try rows(path)
        #expect(read.map { $0[0] } == (0..<250).map(String.init))
        #expect(try archiveNames(path).filter { $0.hasPrefix("xl/worksheets/sheet") }.count == 3)
    }

    private func archiveNames(_ path: String) throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let text = String(decoding: data, as: Unicode.ASCII.self)
        let names = text.matches(of: /xl\/worksheets\/sheet[0-9]+\.xml/).map { String($0.0) }
        return Set(names).sorted()
    }

    @Test("nothing appears where the folder cannot be written, or nothing was finished")
    func nothing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: FileFault.self) { try Workbook(path: folder.path + "/no/a.xlsx") }
        do {
            let book = try Workbook(path: folder.path + "/a.xlsx", keeping: .spooled)
            try book.begin(sheet: "S", [.init("甲", width: 9)], title: "t")
            try book.write([Workbook.Cell.text("x")])
        }
        #expect(try folder.names == [])
    }

    @Test("tables go into sheets, files with numbers, or lines, with their sums")
    func tables() throws {
        let folder = try TemporaryFolder()
        for kind in [ClaimFileWriter.Kind.xlsx, .csv, .jsonl] {
            let file = try TableFile(
                path: folder.path + "/t." + kind.rawValue, kind: kind, in: .en)
            for table in ["one", "two"] {
                try file.begin(
                    table,
                    [.init(key: "a", title: "甲"), .init(key: "b", title: "乙", isNumber: true)])
                try file.write([.text("=x"), .amount(Money(fen: 150))])
                try file.write([.text("y"), .amount(Money(fen: 50))])
            }
            try file.finish(about: [("when", "now")])
            #expect(file.rows == 4)
        }
        #expect(
            try Set(folder.names) == ["t.xlsx", "t.csv", "t-2.csv", "t.jsonl", "t-2.jsonl"])
        #expect(
            try rows(folder.path + "/t.xlsx") == [
                ["=x", "1.5"], ["y", "0.5"], ["=x", "1.5"], ["y", "0.5"],
            ])
        let csv = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/t-2.csv"))
        #expect(Array(csv) == Array("\u{FEFF}a,b\r\n'=x,1.50\r\ny,0.50\r\n".utf8))
        let lines = try String(contentsOfFile: folder.path + "/t.jsonl", encoding: .utf8)
        #expect(lines == "{\"a\":\"=x\",\"bFen\":150}\n{\"a\":\"y\",\"bFen\":50}\n")
    }

    @Test("characters that GB 18030 once kept in private are written as what they are")
    func legacy() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.csv"
        let writer = try CSVWriter(path: path, encoding: .gb18030)
        try writer.write([.text("\u{E78D}\u{E816}\u{E864}㐂𠮷\u{E000}"), .text("b")])
        try writer.finish()
        let reader = try CSVReader(.path(path), encoding: .gb18030)
        let record = try #require(try reader.next())
        #expect(record[0] == "\u{FE10}\u{20087}\u{9FBB}㐂𠮷\u{E000}")
    }
}

@Suite("Templates")
struct ClaimTemplateTests {
    @Test(
        "the example of a programme with a pack in force is eligible", arguments: Programme.allCases
    )
    func example(programme: Programme) throws {
        let county = try PlanLibrary.jinxiang()
        let shelf = try PolicyLibrary.shelf(countyCode: county.code)
        let day = try Day.parse("2026-11-29").get()
        let packs = shelf.packs(for: programme).filter { $0.isInForce(on: day) }
        let reader = ClaimReader(register: shelf.register, county: county)
        for language in Language.allCases {
            let folder = try TemporaryFolder()
            let path = folder.path + "/t.xlsx"
            let template = ClaimTemplate(
                programme, packs: packs, day: day, reader: reader, in: language)
            try template.write(to: path)
            var file = try ClaimFileReader(path: path)
            #expect(try file.rest().isEmpty)
            #expect(file.fileFindings.map(\.code) == ["example-skipped"])
            #expect(
                file.tables.map { $0.columns.compactMap(\.field) } == [
                    ClaimField.used(by: programme)
                ])
            var row = RawClaim(row: 1)
            for field in ClaimField.used(by: programme) { row[field] = template.example(of: field) }
            row[.claimRef] = "E-1"
            let decided = ClaimDecider(shelf: shelf, county: county).decide(ReadRow(claim: row))
            if packs.isEmpty {
                #expect(decided.determination.findings.map(\.code) == ["no-pack-in-force"])
            } else {
                #expect(decided.determination.verdict == .eligible)
                #expect(decided.determination.findings.map(\.code).isEmpty)
            }
        }
    }
}
