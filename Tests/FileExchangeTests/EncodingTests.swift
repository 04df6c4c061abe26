import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Proof of encoding")
struct EncodingTests {
    private func proof(_ bytes: [UInt8], pieceBytes: Int = 4096) throws -> TextEncodingProof {
        try TextEncodingProof.of(origin(bytes), pieceBytes: pieceBytes)
    }

    @Test("whole files are proven in any pieces", arguments: [1, 2, 3, 7, 8, 9, 4096])
    func proves(pieceBytes: Int) throws {
        let text = "claimRef,品牌\r\nA-1,海尔𠮷\r\n" + String(repeating: "x", count: 50) + "€"
        let cases: [([UInt8], TextEncoding)] = [
            ([], .utf8), (Array("a,b\n1,2\n".utf8), .utf8), (Array(text.utf8), .utf8),
            (TextEncoding.utf8.mark + Array(text.utf8), .utf8WithMark),
            (try gb18030(text), .gb18030), (try gb18030("\u{FEFF}" + text), .gb18030),
            (try gb18030("名,价\n中,1\n"), .gb18030),
        ]
        for (bytes, encoding) in cases {
            #expect(try proof(bytes, pieceBytes: pieceBytes).proven == encoding)
        }
    }

    @Test("the first Chinese character may stand behind 100 KB of ASCII")
    func lateChinese() throws {
        let rows = String(repeating: "A-1,appliance,Haier,4999.00\n", count: 4000)
        #expect(rows.utf8.count > 100_000)
        #expect(try proof(try gb18030(rows + "A-2,appliance,海尔,1\n")).proven == .gb18030)
        #expect(try proof(Array((rows + "A-2,appliance,海尔,1\n").utf8)).proven == .utf8)
        let broken = Array(rows.utf8) + [0xFF, 0xFF, 0x0A]
        let finding = try #require(try proof(broken).refusal)
        #expect(finding.code == "encoding-unproven")
        #expect(finding.message.en.contains("line 4001, byte 112000"))
        #expect(finding.message.zh.contains("第 4001 行、第 112000 字节"))
    }

    @Test("a refusal names both places")
    func bothPlaces() throws {
        let bytes = Array("a,b\n".utf8) + (try gb18030("中文\n")) + [0x61, 0xFF, 0x0A]
        let finding = try #require(try proof(bytes, pieceBytes: 3).refusal)
        #expect(finding.code == "encoding-unproven")
        #expect(finding.message.en.contains("line 2, byte 4"))
        #expect(finding.message.en.contains("line 3, byte 10"))
    }

    @Test(
        "what is not UTF-8 is not taken for it",
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0x80], [0xFE], [0xE4, 0xB8, 0x41],
        ] as [[UInt8]])
    func malformed(bytes: [UInt8]) {
        for lead in 0...9 {
            var check = UTF8Check()
            let padded = [UInt8](repeating: 0x41, count: lead) + bytes + [0x41]
            let isFine = padded.withUnsafeBytes { check.feed($0) }
            #expect(!isFine)
            #expect(check.stop?.offset == lead)
        }
    }

    @Test("the check agrees with the standard library on random bytes")
    func agrees() {
        let seed = printedSeed("UTF-8 check")
        var generator = SeededGenerator(seed: seed)
        let alphabet: [UInt8] = [
            0x41, 0x7F, 0x80, 0xBF, 0xC2, 0xE0, 0xE4, 0xED, 0xF0, 0xF4, 0xA0, 0x9F,
        ]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            var check = UTF8Check()
            for byte in bytes { withUnsafeBytes(of: byte) { _ = check.feed($0) } }
            let isValid = check.stop == nil && !check.isInsideCharacter
            #expect(
                isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes) \(seed)")
        }
    }

    @Test("a character cut off at the end is a truncated file")
    func truncated() throws {
        let text = "编号,姓名\nA-1,王小明"
        for bytes in [Array(text.utf8.dropLast()), Array(text.utf8.dropLast(2))] {
            let finding = try #require(try proof(bytes, pieceBytes: 2).refusal)
            #expect(finding.code == "file-truncated")
            #expect(finding.message.en.contains("line 2"))
        }
        let cut = try #require(try proof(Array(try gb18030(text).dropLast())).refusal)
        #expect(cut.code == "file-truncated")
        #expect(cut.message.en.contains("GB18030"))
        #expect(try proof(Array("a,b\n1,".utf8) + [0xE4, 0xB8]).proven == .gb18030)
        #expect(try proof(Array("a,b\n1,".utf8) + [0xE4]).refusal?.code == "file-truncated")
    }

    @Test("files that are no text are refused with a hint")
    func foreign() throws {
        let cases: [([UInt8], String, String)] = [
            ([0x50, 0x4B, 0x03, 0x04, 0x14], "not-a-text-file", ".xlsx"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "not-a-text-file", ".xls"),
            (Array("%PDF-1.7".utf8), "not-a-text-file", "PDF"),
            ([0xFF, 0xFE, 0x61, 0x00], "encoding-unproven", "UTF-16"),
            ([0xFE, 0xFF, 0x00, 0x61], "encoding-unproven", "UTF-16"),
            (Array("a,b\n1,".utf8) + [0x00], "not-a-text-file", "line 2, byte 6"),
            (try gb18030("名\n") + [0x00, 0x0A], "not-a-text-file", "NUL"),
        ]
        for (bytes, code, hint) in cases {
            let finding = try #require(try proof(bytes, pieceBytes: 3).refusal)
            #expect(finding.code == code)
            #expect(
                (finding.message.en + finding.message.zh).lowercased().contains(hint.lowercased()))
            #expect(finding.message.zh.contains("CSV UTF-8"))
        }
    }

    @Test("two encodings in one file are refused")
    func mixed() throws {
        let row = "A-1,家电以旧换新,王小明,某某街道\n"
        let below = Array(row.utf8) + (try gb18030(row))
        let above = try gb18030(row) + Array(row.utf8)
        for bytes in [below, above] {
            let finding = try #require(try proof(bytes, pieceBytes: 7).refusal)
            #expect(["encoding-mixed", "encoding-unproven"].contains(finding.code))
            #expect(finding.message.en.contains("line 2"))
        }
        let marked = TextEncoding.utf8.mark + (try gb18030("编号\n"))
        #expect(try proof(marked).refusal?.code == "encoding-unproven")
    }

    @Test("a file that reads both ways is refused until it is marked")
    func bothWays() throws {
        let bytes = Array("claimRef,brand\nA-1,Café\n".utf8.dropLast(1))
        #expect(try proof(bytes).refusal?.code == "encoding-unproven")
        #expect(try proof(TextEncoding.utf8.mark + bytes).proven == .utf8WithMark)
    }

    @Test("what the world refuses is thrown with the path and the error number")
    func faults() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path + "/none.csv"
        for (path, code) in [(missing, 2), (folder.path, 21), ("/dev/null", 29)]
            as [(String, Int32)]
        {
            let fault = #expect(throws: FileFault.self) {
                _ = try TextEncodingProof.of(.path(path))
            }
            #expect(fault?.code == code)
            #expect(fault?.message.zh.contains(path) == true)
            #expect(fault?.message.en.contains(path) == true)
        }
    }

    @Test("a file that changes after it was opened is thrown, not half read")
    func changed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("grows.csv", Array("a,b\n1,2\n".utf8))
        let reader = try CSVReader(.path(path), encoding: .utf8, pieceBytes: 4)
        _ = try reader.next()
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("3,4\n".utf8))
        try handle.close()
        #expect(throws: FileFault(.reread, path: path, code: 0)) {
            while try reader.next() != nil {}
        }
    }
}
