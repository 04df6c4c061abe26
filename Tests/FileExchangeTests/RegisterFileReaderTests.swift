import Testing
import TradeInCore

@testable import FileExchange

@Suite("Register files")
struct RegisterFileReaderTests {
    private let columns = [
        RegisterColumn(key: "code", zh: "信用代码", required: true),
        RegisterColumn(key: "name", zh: "名称", required: true),
        RegisterColumn(key: "town", zh: "镇街", required: false),
    ]

    @Test("values come in the order of the columns, whatever the order of the file")
    func order() throws {
        let text = "名称,备注,Code*\n 某某电器 ,x,91370899MA3C4D5E6X\n,,\n某某,y\n"
        for encoding in TextEncoding.allCases {
            let bytes = try encode(text, encoding)
            var reader = try RegisterFileReader(origin(bytes), columns: columns, pieceBytes: 3)
            #expect(reader.fileFindings.map(\.code) == ["column-unknown"])
            #expect(reader.encoding == encoding)
            let first = try #require(try reader.next())
            #expect(first.values == ["91370899MA3C4D5E6X", "某某电器", ""])
            #expect(first.row == 1)
            #expect(first.line == 2)
            #expect(try reader.next()?.values == ["", "", ""])
            #expect(try reader.next()?.findings.map(\.code) == ["row-short"])
            let end = try reader.next()
            #expect(end == nil)
            #expect(reader.bytesRead == reader.totalBytes)
        }
    }

    @Test("a file without its required columns gives no rows")
    func refused() throws {
        let cases: [([UInt8], [String])] = [
            (Array("code\n1\n".utf8), ["column-missing"]), ([], ["file-empty"]),
            (Array("a;b\n".utf8), ["header-unreadable"]),
            ([0x50, 0x4B, 3, 4], ["workbook-damaged"]),
            ([0x25, 0x50, 0x44, 0x46, 0x2D], ["not-a-text-file"]),
            (Array("code,name,信用代码\n1,2,3\n".utf8), ["column-duplicate"]),
        ]
        for (bytes, codes) in cases {
            var reader = try RegisterFileReader(origin(bytes), columns: columns)
            #expect(reader.fileFindings.map(\.code) == codes)
            let row = try reader.next()
            #expect(row == nil)
        }
    }
}
