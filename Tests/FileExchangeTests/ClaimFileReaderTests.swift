import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Claim files")
struct ClaimFileReaderTests {
    private static let fields: [ClaimField] = [
        .claimRef, .programme, .dealerCode, .applicantName, .applicantId, .applicantPhone,
        .townCode, .soldOn, .invoiceNumber, .invoiceBuyerId, .price,
    ]
    private static let values = [
        "A-1", "家电以旧换新", "91370899MA3C4D5E6X", "王小明", "370899199001011234", "13800138000",
        "某某街道", "2026-03-01", "26370899000001234567", "370899199001011234", "4999.00",
    ]
    private static let keys = fields.map(\.key).joined(separator: ",")
    private static let row = values.joined(separator: ",")

    private func reader(_ text: String, _ name: String = "c.csv") throws -> ClaimFileReader {
        try ClaimFileReader(origin(text, name))
    }

    private func codes(_ text: String, _ name: String = "c.csv") throws -> [String] {
        var reader = try reader(text, name)
        _ = try reader.rest()
        return reader.fileFindings.map(\.code)
    }

    @Test(
        "rows are read in every encoding and separator, from any pieces",
        arguments: TextEncoding.allCases, [",", ";", "\t"])
    func reads(encoding: TextEncoding, separator: String) throws {
        let header = Self.fields.map(\.title.zh).joined(separator: separator)
        let row = Self.values.joined(separator: separator)
        let bytes = try encode(header + "\r\n" + row + "\r\n\r\n" + row + "\r\n", encoding)
        for pieceBytes in [1, 7, 65_536] {
            var reader = try ClaimFileReader(origin(bytes), pieceBytes: pieceBytes)
            #expect(reader.fileFindings.isEmpty)
            #expect(reader.encoding == encoding)
            #expect(reader.encodingName == encoding.name)
            #expect(reader.format == .csv(separator: try #require(separator.utf8.first)))
            let rows = try reader.rest()
            #expect(rows.map(\.claim.row) == [1, 2])
            #expect(rows.flatMap(\.findings).isEmpty)
            for (field, value) in zip(Self.fields, Self.values) {
                #expect(rows[1].claim[field] == value)
            }
            #expect(rows[0].claim[.gtin] == "")
            #expect(reader.bytesRead == reader.totalBytes)
            #expect(reader.totalBytes == bytes.count)
        }
    }

    @Test("headings may be starred, spaced, quoted, cased and in any order")
    func headings() throws {
        let names: [ClaimField: String] = [
            .claimRef: " 申领编号* ", .programme: "\u{3000}补贴项目＊", .dealerCode: "DEALERCODE",
            .applicantName: "\"申领人姓名\"", .price: "价税\u{3000}合计 *", .townCode: "\u{A0}镇街",
        ]
        let order = Array(Self.fields.enumerated().reversed())
        let header = order.map { names[$0.element] ?? $0.element.key }.joined(separator: ",")
        let row = order.map { " \u{3000}" + Self.values[$0.offset] + "\u{A0}" }.joined(
            separator: ",")
        var reader = try reader("\u{FEFF}" + header + ",,\n" + row + ",,\n")
        #expect(reader.fileFindings.isEmpty)
        let read = try #require(try reader.next())
        #expect(read.findings.isEmpty)
        for (field, value) in zip(Self.fields, Self.values) { #expect(read.claim[field] == value) }
    }

    @Test("what is wrong with a file as a whole is found, and no rows follow an error")
    func fileFindings() throws {
        let rest = Self.keys.dropFirst("claimRef,".count)
        let cases: [(String, [String])] = [
            ("", ["file-empty"]), ("\u{FEFF}\r\n \n", ["file-empty"]),
            ("foo,bar\n1,2\n", ["header-unreadable"]), ("<html><table>\n", ["header-unreadable"]),
            ("[{\"claimRef\": \"A\"}]", ["header-unreadable"]),
            ("A-1|appliance\n", ["header-unreadable"]),
            ("\(rest)\n\(Self.row)\n", ["column-missing"]),
            ("\(Self.keys),价税合计\n\(Self.row),1\n", ["column-duplicate"]),
            ("\(Self.keys),\"brand\n\(Self.row)\n", ["header-unreadable"]),
        ]
        for (text, codes) in cases {
            var reader = try reader(text)
            #expect(reader.fileFindings.map(\.code) == codes, "\(text)")
            #expect(reader.fileFindings.allSatisfy { $0.severity == .error })
            #expect(reader.isRefused)
            #expect(try reader.rest().isEmpty)
            let batch = try reader.nextBatch(max: 10)
            #expect(batch == nil)
        }
    }

    @Test("a missing column is named in both languages with its field")
    func missing() throws {
        let findings = try reader("claimRef,programme\n").fileFindings
        #expect(findings.count == 9)
        #expect(findings.allSatisfy { $0.code == "column-missing" })
        let price = try #require(findings.first { $0.field == .price })
        #expect(price.message.zh.contains("价税合计"))
        #expect(price.message.en.contains("price"))
    }

    @Test("an unknown column is a notice that shows no long number")
    func unknown() throws {
        var reader = try reader("\(Self.keys),备注,370899199001011234,\n\(Self.row),x,y,\n")
        #expect(reader.fileFindings.map(\.code) == ["column-unknown", "column-unknown"])
        #expect(reader.fileFindings.allSatisfy { $0.severity == .notice })
        #expect(reader.fileFindings[0].message.zh.contains("备注"))
        #expect(!reader.fileFindings[1].message.en.contains("370899"))
        #expect(try reader.rest().count == 1)
    }

    @Test("a row of the wrong width is found with its row and line, and costs no other")
    func widths() throws {
        let short = Self.values.dropLast().joined(separator: ",")
        let text = [Self.keys, short, Self.row + ",,", Self.row + ",x", Self.row]
        var reader = try reader(text.joined(separator: "\n"))
        let rows = try reader.rest()
        #expect(rows.map { $0.findings.map(\.code) } == [["row-short"], [], ["row-long"], []])
        #expect(rows[0].findings[0].severity == .error)
        #expect(rows[0].findings[0].message.en.contains("Line 2 has 10 cells, the header has 11"))
        #expect(rows[2].findings[0].message.zh.contains("第 4 行"))
    }

    @Test("faults of quotes and length reach their row")
    func rowFaults() throws {
        let long = String(repeating: "x", count: (1 << 20) + 1)
        var reader = try reader("\(Self.keys)\n\(long)\n\"A\"x\(Self.row)\n\(Self.row)\n1,\"2\n3\n")
        let rows = try reader.rest()
        let codes = rows.map { $0.findings.map(\.code) }
        #expect(codes == [["row-too-long"], ["quote-misplaced"], [], ["quote-unclosed"]])
        #expect(rows[3].findings[0].message.en.contains("line 5"))
        #expect(rows.map(\.claim.row) == [1, 2, 3, 4])
    }

    @Test("batches hold at most what was asked and lose nothing")
    func batches() throws {
        let rows = (1...25).map { "A-\($0)" + Self.row.dropFirst(3) }.joined(separator: "\n")
        var reader = try reader(Self.keys + "\n" + rows)
        var sizes: [Int] = []
        var refs: [String] = []
        while let batch = try reader.nextBatch(max: 10) {
            sizes.append(batch.count)
            refs += batch.map { $0.claim[.claimRef] }
        }
        #expect(sizes == [10, 10, 5])
        #expect(refs == (1...25).map { "A-\($0)" })
    }

    @Test("a refused encoding is the only finding")
    func refusedEncoding() throws {
        var reader = try ClaimFileReader(origin([0x61, 0xFF, 0x0A]))
        #expect(reader.fileFindings.map(\.code) == ["encoding-unproven"])
        #expect(reader.encoding == nil)
        #expect(reader.format == nil)
        let row = try reader.next()
        #expect(row == nil)
    }

    @Test("JSON Lines are known by extension or first byte, which is said")
    func formats() throws {
        let line = "{\"claimRef\": \"A-1\"}"
        let cases: [(String, String, Bool, String)] = [
            (line, "c.csv", true, "{"), (" \n\u{3000}", "c.jsonl", true, ".jsonl"),
            ("\n  " + line, "c.txt", true, "{"), (line, "C.NDJSON", true, ".ndjson"),
            (Self.keys, "c.txt", false, "CSV"),
        ]
        for (text, name, isLines, word) in cases {
            let reader = try reader(text, name)
            #expect((reader.format == .jsonLines) == isLines)
            #expect(reader.formatReason.en.contains(word))
            #expect(reader.formatReason.zh.contains(word))
        }
    }

    @Test("JSON values become text as written", arguments: [1, 3, 65_536])
    func jsonValues(pieceBytes: Int) throws {
        let text = """
            {"claimRef":" A-1 ","price":4999.10,"quantity":1,"newInCatalogue":true,"brand":null}

            {"补贴项目":"appliance","gtin":6901234567892000000001,"colour":"red"}\r
            {"claimRef":"A-3","colour":"blue"}
            """
        var reader = try ClaimFileReader(origin(text, "c.jsonl"), pieceBytes: pieceBytes)
        let rows = try reader.rest()
        #expect(rows.count == 3)
        #expect(rows.flatMap(\.findings).isEmpty)
        #expect(rows[0].claim[.claimRef] == "A-1")
        #expect(rows[0].claim[.price] == "4999.10")
        #expect(rows[0].claim[.quantity] == "1")
        #expect(rows[0].claim[.newInCatalogue] == "true")
        #expect(rows[0].claim[.brand] == "")
        #expect(rows[1].claim[.programme] == "appliance")
        #expect(rows[1].claim[.gtin] == "6901234567892000000001")
        #expect(rows[2].claim.row == 3)
        #expect(reader.fileFindings.map(\.code) == ["column-unknown"])
        #expect(reader.fileFindings[0].message.en.contains("line 3"))
    }

    @Test("a bad line of JSON costs only itself")
    func badLines() throws {
        let lines = [
            "{\"claimRef\":\"A-1\"}", "{\"claimRef\":\"A-2\"", "{\"品牌\":\"海\" 1}", "[1]",
            "{\"brand\":[1]}", "{\"brand\":\"a\",\"品牌\":\"b\"}", "{\"brand\":1,\"brand\":2}",
            "{\"brand\":\"\(String(repeating: "x", count: 1 << 20))\"}", "{\"claimRef\":\"A-9\"}",
        ]
        var reader = try reader(lines.joined(separator: "\n"), "c.jsonl")
        let rows = try reader.rest()
        #expect(rows.map(\.claim.row) == Array(1...9))
        let bad = Array(repeating: ["json-invalid"], count: 6)
        #expect(rows.map { $0.findings.map(\.code) } == [[]] + bad + [["row-too-long"], []])
        #expect(rows[1].findings[0].message.en.contains("Line 2"))
        #expect(rows[2].findings[0].message.en.contains("character 11"))
        #expect(rows[8].claim[.claimRef] == "A-9")
    }

    @Test("claims in GB18030 JSON Lines are read")
    func chineseLines() throws {
        var reader = try ClaimFileReader(origin(try gb18030("{\"品牌\":\"海尔\"}\n"), "c.jsonl"))
        #expect(reader.encoding == .gb18030)
        #expect(try reader.next()?.claim[.brand] == "海尔")
    }

    @Test("a file on disk is read by its path, a missing one is thrown")
    func paths() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("c.csv", Array((Self.keys + "\n" + Self.row).utf8))
        var reader = try ClaimFileReader(path: path)
        #expect(try reader.rest().count == 1)
        #expect(throws: FileFault(.open, path: "/none/c.csv", code: 2)) {
            _ = try ClaimFileReader(path: "/none/c.csv")
        }
    }
}
