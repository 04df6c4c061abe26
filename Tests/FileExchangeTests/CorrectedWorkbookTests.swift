import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Rows given back to be corrected")
struct CorrectedWorkbookTests {
    /// Reads a file, gives all its rows back with nothing wrong but what the file did wrong.
    private func givenBack(_ reader: ClaimFileReader, to path: String) throws {
        var reader = reader
        let book = try CorrectedWorkbook(path: path, tables: reader.tables, in: .zh)
        while let row = try reader.next() {
            let faults = row.findings.map {
                CorrectedWorkbook.Fault(field: $0.field, text: $0.message.zh)
            }
            try book.write(row, result: "结果", faults: faults, isDone: faults.isEmpty)
        }
        try book.finish(about: [("来源", "a")])
    }

    private func keeping(_ kit: WorkbookKit) throws -> ClaimFileReader {
        try kit.reader(.init(keepsCells: true))
    }

    @Test(
        "sheets keep their names where the format and our own sheets allow it",
        arguments: [
            ["说明"], ["About"], ["a/\u{338}b"], ["[x]"], [String(repeating: "👩‍👩‍👧", count: 8)],
            ["一月", "二月"], ["同名同名同名同名同名同名同名同名同名同名甲", "同名同名同名同名同名同名同名同名同名同名乙"], ["'x'"],
        ])
    func names(names: [String]) throws {
        let folder = try TemporaryFolder()
        let kit = WorkbookKit(
            sheets: names.map { ($0, claimHeader() + sheetRow(2, ["A-" + $0])) })
        let path = folder.path + "/m.xlsx"
        try givenBack(try keeping(kit), to: path)
        var again = try ClaimFileReader(path: path)
        #expect(try again.rest().map { $0.claim[.claimRef] } == names.map { "A-" + $0 })
        #expect(try folder.names == ["m.xlsx"])
    }

    @Test("a row refused for its shape stays refused until its result is cleared")
    func stopped() throws {
        let folder = try TemporaryFolder()
        let text =
            neededColumns.map(\.key).joined(separator: ",") + "\n"
            + "A,b,c,d,e,f,g,h,i,j,1,TOO MUCH\nB,b,c,d,e,f,g,h,i,j,2\n"
        let path = folder.path + "/m.xlsx"
        try givenBack(
            try ClaimFileReader(origin(text), .init(keepsCells: true)), to: path)
        var again = try ClaimFileReader(path: path)
        #expect(try again.rest().map { $0.findings.map(\.code) } == [["row-not-mended"], []])
        for (attributes, inside, code) in [
            ("t=\"e\"", "<v>#N/A</v>", "cell-error"), ("", "<f>A1</f>", "formula-uncalculated"),
        ] {
            let row =
                "<row r=\"2\"><c r=\"A2\" \(attributes)>\(inside)</c><c r=\"B2\"><v>1</v></c></row>"
            let kit = WorkbookKit(sheets: [("S", claimHeader() + row)])
            var first = try kit.reader()
            #expect(try first.rest().flatMap(\.findings).map(\.code) == [code])
            try givenBack(try keeping(kit), to: path)
            var second = try ClaimFileReader(path: path)
            #expect(try second.rest().flatMap(\.findings).map(\.code) == ["row-not-mended"])
        }
    }

    @Test("however often rows are given back, they have the sender's columns and ours once")
    func rounds() throws {
        let folder = try TemporaryFolder()
        let kit = WorkbookKit(sheets: [
            (
                "S",
                claimHeader(more: ["备注"])
                    + sheetRow(2, ["A", nil, nil, nil, nil, nil, nil, nil, nil, nil, "1", "急"])
            )
        ])
        var reader = try keeping(kit)
        for round in 1...3 {
            let path = folder.path + "/m\(round).xlsx"
            try givenBack(reader, to: path)
            reader = try ClaimFileReader(path: path, .init(keepsCells: true))
            let columns = try #require(reader.tables.first).columns
            #expect(columns.map(\.heading) == neededColumns.map(\.title.zh) + ["备注"])
            #expect(columns.map(\.place) == Array(2..<14))
        }
        let row = try #require(try reader.next())
        #expect(row.cells.last == "急" && row.findings.isEmpty)
    }

    @Test("the example's reference is passed over in the first row and refused in any other")
    func example() throws {
        let ref = ClaimFileReader.exampleRef
        let text =
            neededColumns.map(\.key).joined(separator: ",") + "\n"
            + [ref, "A", ref].map { $0 + ",b,c,d,e,f,g,h,i,j,1" }.joined(separator: "\n")
        var reader = try ClaimFileReader(origin(text))
        #expect(try reader.rest().map { $0.findings.map(\.code) } == [[], ["example-ref"]])
    }

    @Test("a sheet that was meant and lacks a column refuses the file")
    func meant() throws {
        let short = sheetRow(1, neededColumns.dropLast().map(\.title.zh))
        let kit = WorkbookKit(sheets: [
            ("一月", claimHeader() + sheetRow(2, ["A"])), ("二月", short + sheetRow(2, ["B"])),
        ])
        let reader = try kit.reader()
        #expect(reader.isRefused && reader.fileFindings.map(\.code) == ["column-missing"])
        #expect(reader.fileFindings[0].message.zh.contains("“二月”"))
        var one = try kit.reader(.init(sheet: "一月"))
        #expect(try one.rest().count == 1)
    }

    @Test("a header wider than a sheet with our columns is refused")
    func wide() throws {
        let names = neededColumns.map(\.key) + (0..<16_000).map { "x\($0)" }
        let reader = try ClaimFileReader(origin(names.joined(separator: ",") + "\n"))
        #expect(reader.isRefused && reader.fileFindings.map(\.code) == ["header-unreadable"])
    }

    @Test("parts that are named twice are refused")
    func twice() throws {
        var kit = WorkbookKit(sheets: [("S", claimHeader()), ("T", claimHeader())])
        kit.replace("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet0.xml")
        #expect(try kit.reader().fileFindings.map(\.code) == ["workbook-unsafe"])
    }
}
