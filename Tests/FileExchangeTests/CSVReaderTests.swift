import Testing
import TradeInCore

@testable import FileExchange

@Suite("CSV records")
struct CSVReaderTests {
    private static let shapes: [(text: String, cells: [[String]])] = [
        ("", []), ("\n", []), ("\r\n\r\n", []), ("a", [["a"]]), ("a\n", [["a"]]),
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,\n,b", [["a", ""], ["", "b"]]), ("a,b,", [["a", "b", ""]]),
        ("\"a\",\"b\"", [["a", "b"]]), ("\"a\"\"b\"", [["a\"b"]]), ("\"\"\"\"", [["\""]]),
        ("\"\",x", [["", "x"]]), ("\"a,b\",c", [["a,b", "c"]]),
        ("\"a\nb\",c\nd", [["a\nb", "c"], ["d"]]), ("\"a\r\nb\"\r\nc", [["a\r\nb"], ["c"]]),
        ("a\"b,5\"\n", [["a\"b", "5\""]]), ("\"a\" ,b", [["a", "b"]]),
        ("a\n\n \n\t\nb", [["a"], ["b"]]),
        ("a,b\n,\n1,2\n,\n , \n", [["a", "b"], ["", ""], ["1", "2"]]),
        ("\u{FEFF}\"a\",b", [["a", "b"]]), ("名,价\n电冰箱,¥1", [["名", "价"], ["电冰箱", "¥1"]]),
        ("a\n\"\"\nb\n\"\"\n", [["a"], [""], ["b"]]),
    ]

    @Test("shapes of files are read the same in any pieces", arguments: [1, 2, 3, 7, 4096])
    func shapes(pieceBytes: Int) throws {
        for (text, cells) in Self.shapes {
            let all = try records(text, pieceBytes: pieceBytes)
            #expect(all.map(\.texts) == cells, "\(text.debugDescription)")
            #expect(all.flatMap(\.faults).isEmpty, "\(text.debugDescription)")
            #expect(all.map(\.row) == Array(0..<all.count))
        }
    }

    @Test("rows know their physical line", arguments: [1, 2, 3, 7, 4096])
    func lines(pieceBytes: Int) throws {
        let text = "h\r\n\r\n\"a\r\nb\nc\rd\"\r\n,\r\n\re\nf"
        let all = try records(text, pieceBytes: pieceBytes)
        #expect(all.map(\.line) == [1, 3, 7, 9, 10])
        #expect(all.map(\.row) == [0, 1, 2, 3, 4])
    }

    @Test("empty rows count inside a file and not at its end")
    func emptyRows() throws {
        let empties = String(repeating: ",\n", count: 5000)
        let all = try records("a,b\n1,2\n" + empties + "3,4\n" + empties)
        #expect(all.count == 5003)
        #expect(all[2].texts == ["", ""])
        #expect(all[2].line == 3)
        #expect(all[5001].line == 5002)
        #expect(all[5002].texts == ["3", "4"])
        #expect(all[5002].line == 5003)
    }

    @Test("a quote left open ends with the file and is named by its line", arguments: [1, 3, 4096])
    func unclosed(pieceBytes: Int) throws {
        let all = try records("a,b\n1,2\n3,\"4\n5,6\n", pieceBytes: pieceBytes)
        #expect(all.count == 3)
        #expect(all[2].faults == [.quoteUnclosed(line: 3)])
        #expect(all[2].texts == ["3", "4\n5,6\n"])
    }

    @Test("text behind a closing quote is kept and named", arguments: [1, 3, 4096])
    func textAfterQuote(pieceBytes: Int) throws {
        let all = try records("a,b\n\"1\"x,2\n\"3\" y,4\n5,6", pieceBytes: pieceBytes)
        #expect(all.map(\.texts) == [["a", "b"], ["1x", "2"], ["3y", "4"], ["5", "6"]])
        #expect(all[1].faults == [.textAfterQuote(line: 2)])
        #expect(all[2].faults == [.textAfterQuote(line: 3)])
        #expect(all[3].faults.isEmpty)
    }

    @Test("a record beyond the limit costs only its lines", arguments: [1, 2, 3, 7, 64, 4096])
    func tooLong(pieceBytes: Int) throws {
        let long = String(repeating: "x", count: 300)
        let open = "\"" + String(repeating: "y\n", count: 40)
        let commas = String(repeating: ",", count: 300)
        let text = "a,b\n\(long),2\n3,4\n\(commas)\r\n5,\(open)6,7\n"
        let all = try records(text, pieceBytes: pieceBytes, limit: 60)
        #expect(all[1].faults == [.tooLong(lastLine: 2, limit: 60)])
        #expect(all[1].count == 0)
        #expect(all[2].texts == ["3", "4"])
        #expect(all[3].faults == [.tooLong(lastLine: 4, limit: 60)])
        #expect(all[4].line == 5)
        guard case .tooLong(let lastLine, _) = try #require(all[4].faults.first) else {
            Issue.record("the fifth record is too long")
            return
        }
        #expect(lastLine == 34)
        #expect(all[5].line == 35)
        #expect(all[5].texts == ["y"])
        #expect(all.last?.texts == ["6", "7"])
    }

    @Test("a limit of 1 MiB holds by default")
    func usualLimit() throws {
        let fits = String(repeating: "x", count: (1 << 20) - 1)
        #expect(try records(fits + "\nb")[0].faults.isEmpty)
        #expect(try records(fits + "xx\nb").map(\.count) == [0, 1])
    }

    @Test("GB18030 is converted across any pieces", arguments: [1, 2, 3, 7, 4096])
    func chinese(pieceBytes: Int) throws {
        let bytes = try gb18030("\u{FEFF}\"名称\",价\n电冰箱𠮷,\"中\"\"文\"\n")
        let reader = try CSVReader(origin(bytes), encoding: .gb18030, pieceBytes: pieceBytes)
        #expect(try reader.next()?.texts == ["名称", "价"])
        #expect(try reader.next()?.texts == ["电冰箱𠮷", "中\"文"])
        let end = try reader.next()
        #expect(end == nil)
        #expect(reader.bytesRead == reader.totalBytes)
    }

    @Test("other bytes than were proven are thrown, not read")
    func notWhatWasProven() throws {
        let reader = try CSVReader(origin([0x61, 0x0A, 0xFF]), encoding: .gb18030, pieceBytes: 2)
        #expect(try reader.next()?.texts == ["a"])
        #expect(throws: FileFault(.reread, path: "test.csv", code: 0)) { try reader.next() }
    }
}
