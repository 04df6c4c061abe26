import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Writing CSV")
struct RoundTripTests {
    private static let scraps = [
        "", "", "a", "海尔", "\"", "\"\"", ",", "\n", "\r\n", "\r", " ", "\t", ";", "=1+1", "-", "@x",
        "'", "+86", "王小明", "𠮷", "é", "0012", "1.23E+17", "\u{3000}", "x y", "＝A1",
    ]

    private func grid(_ generator: inout SeededGenerator) -> [[String]] {
        let width = Int.random(in: 1...6, using: &generator)
        return (0..<Int.random(in: 1...12, using: &generator)).map { _ in
            (0..<width).map { _ in
                (0..<Int.random(in: 0...3, using: &generator))
                    .map { _ in
                        Self.scraps[Int.random(in: 0..<Self.scraps.count, using: &generator)]
                    }
                    .joined()
            }
        }
    }

    /// What a reader gives back: formulas disarmed, empty rows at the end gone.
    private func expected(_ grid: [[String]]) -> [[String]] {
        var rows = grid.map { $0.map { CSVCell.text($0).written } }
        while let last = rows.last, last.joined().isEmpty { rows.removeLast() }
        return rows
    }

    @Test("random grids come back equal in both encodings and any pieces")
    func property() throws {
        let seed = printedSeed("CSV round trip")
        var generator = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        for step in 0..<200 {
            let grid = grid(&generator)
            let encoding = TextEncoding.allCases[step % TextEncoding.allCases.count]
            let path = folder.path + "/grid.csv"
            let writer = try CSVWriter(path: path, encoding: encoding)
            for row in grid { try writer.write(row.map { .text($0) }) }
            try writer.finish()
            for pieceBytes in [1, 2, 3, 7, 65_536] {
                let reader = try CSVReader(.path(path), encoding: encoding, pieceBytes: pieceBytes)
                var rows: [[String]] = []
                while let record = try reader.next() {
                    #expect(record.faults.isEmpty)
                    rows.append(record.texts)
                }
                #expect(rows == expected(grid), "seed \(seed), step \(step), pieces \(pieceBytes)")
            }
        }
        #expect(try folder.names == ["grid.csv"])
    }

    @Test("text that would begin a formula is disarmed, numbers are not")
    func formulas() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "－1"] {
            #expect(CSVCell.text(text).written == "'" + text)
            #expect(CSVCell.number(text).written == text)
        }
        for text in ["", "a=1", "1-2", "海尔", "'a", "''"] {
            #expect(CSVCell.text(text).written == text)
        }
    }

    @Test("what disarms a text is taken away again, and nothing else is")
    func unguarded() {
        for text in ["=1", "'=1", "''=1", "'''@", "＝1", "'", "''", "'a", "", "a", "-", "'+86"] {
            #expect(CSVCell.unguarded(CSVCell.text(text).written) == text)
        }
    }

    @Test("the bytes are those of RFC 4180")
    func bytes() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out.csv"
        let writer = try CSVWriter(path: path, encoding: .utf8WithMark)
        try writer.write([.text("名"), .text("a,b"), .text("say \"x\""), .number("-1.00"), .empty])
        try writer.finish()
        let written = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(
            Array(written)
                == TextEncoding.utf8.mark + Array("名,\"a,b\",\"say \"\"x\"\"\",-1.00,\r\n".utf8))
        let chinese = try CSVWriter(path: path, encoding: .gb18030)
        try chinese.write([.text("名")])
        try chinese.finish()
        #expect(
            Array(try Data(contentsOf: URL(fileURLWithPath: path))) == [0xC3, 0xFB, 0x0D, 0x0A])
    }

    @Test("a file appears whole or not at all")
    func atomic() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("kept.csv", Array("old".utf8))
        do {
            let writer = try CSVWriter(path: path)
            for _ in 0..<20_000 { try writer.write([.text("some row of text")]) }
            #expect(try folder.names.count == 2)
        }
        #expect(try folder.names == ["kept.csv"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        let fault = #expect(throws: FileFault.self) {
            _ = try CSVWriter(path: folder.path + "/none/out.csv")
        }
        #expect(fault?.code == 2)
    }

    @Test("a handle is written and left open")
    func handle() throws {
        let pipe = Pipe()
        let writer = try CSVWriter(pipe.fileHandleForWriting, encoding: .utf8)
        try writer.write([.text("a"), .text("b")])
        try writer.finish()
        try pipe.fileHandleForWriting.write(contentsOf: Data("end".utf8))
        try pipe.fileHandleForWriting.close()
        let read = try #require(try pipe.fileHandleForReading.readToEnd())
        #expect(String(decoding: read, as: UTF8.self) == "a,b\r\nend")
    }

    @Test("a handle that refuses is a fault")
    func closedHandle() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("read-only", [])
        let handle = try #require(FileHandle(forReadingAtPath: path))
        let writer = try CSVWriter(handle)
        try writer.write([.text("a")])
        #expect(throws: FileFault.self) { try writer.finish() }
    }
}
