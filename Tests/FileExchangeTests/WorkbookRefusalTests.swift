import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Workbooks that are refused")
struct WorkbookRefusalTests {
    private func codes(_ bytes: [UInt8]) throws -> [String] {
        var reader = try ClaimFileReader(origin(bytes, "a.xlsx"))
        _ = try reader.rest()
        return reader.fileFindings.map(\.code)
    }

    private func kit(_ rows: String) -> WorkbookKit {
        WorkbookKit(sheets: [("S", rows)], strings: "<si><t>x</t></si>")
    }

    private let good = claimHeader() + sheetRow(2, ["A"])

    @Test("what is no workbook of ours is named")
    func others() throws {
        let text = { (name: String) in try archive([(name, [0x3C])]) }
        #expect(try codes(text("content.xml")) == ["not-a-workbook"])
        #expect(try codes(text("word/document.xml")) == ["not-a-workbook"])
        #expect(try codes(text("readme.txt")) == ["not-a-workbook"])
        var binary = kit(good)
        binary.replace("_rels/.rels", "workbook.xml", "workbook.bin")
        #expect(try codes(binary.bytes()) == ["not-a-workbook"])
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(try codes(old) == ["workbook-old-format"])
        #expect(try codes(old + Array(repeating: 0, count: 600)) == ["workbook-old-format"])
        let locked: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] }
        #expect(try codes(old + Array(repeating: 7, count: 600) + locked) == ["workbook-encrypted"])
    }

    @Test("names and targets that leave the workbook are refused")
    func names() throws {
        for name in ["/etc/passwd", "../x.xml", "xl/../../x", "C:\\x", "xl\\sheet.xml"] {
            #expect(try codes(archive([(name, [1])])) == ["workbook-unsafe"])
        }
        var external = kit(good)
        external.replace(
            "xl/_rels/workbook.xml.rels", "Target=\"worksheets/sheet0.xml\"",
            "TargetMode=\"External\" Target=\"http://example.invalid/s.xml\"")
        #expect(try codes(external.bytes()) == ["workbook-unsafe"])
    }

    @Test("a document type declaration is refused in every part")
    func entities() throws {
        let bomb =
            "<!DOCTYPE worksheet [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><worksheet/>"
        #expect(try codes(kit(bomb).bytes()) == ["workbook-unsafe"])
        let file = "<!DOCTYPE sst SYSTEM \"file:///etc/passwd\">"
        for part in ["xl/strings.xml", "xl/styles.xml", "xl/workbook.xml"] {
            var evil = kit(good)
            for place in evil.parts.indices where evil.parts[place].name == part {
                evil.parts[place].text = file + evil.parts[place].text
            }
            #expect(try codes(evil.bytes()) == ["workbook-unsafe"])
        }
    }

    @Test("a part that unpacks to too much is refused before a row is read")
    func bombs() throws {
        let rows = (2...30).map { sheetRow($0, ["A-\($0)"]) }.joined()
        let zeros = String(repeating: "<x/>", count: 18_000_000)
        #expect(try codes(kit(claimHeader() + rows + zeros).bytes()) == ["workbook-too-large"])
        var styles = kit(good)
        styles.replace(
            "xl/styles.xml", "<styleSheet>",
            "<styleSheet>" + String(repeating: "<a/>", count: 5_000_000))
        #expect(try codes(styles.bytes()) == ["workbook-too-large"])
    }

    @Test("what cannot be is damage, and is told with its part")
    func damage() throws {
        let whole = try kit(good).bytes()
        for count in [30, whole.count / 2, whole.count - 30] {
            #expect(try codes(Array(whole.prefix(count))) == ["workbook-damaged"])
        }
        for rows in [
            claimHeader() + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>",
            claimHeader() + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>-1</v></c></row>",
            claimHeader() + "<row r=\"2\"><c r=\"B2\"/><c r=\"A2\"/></row>",
            claimHeader() + "<row r=\"1\"/>", claimHeader() + "<row r=\"1048577\"/>",
            claimHeader() + "<row r=\"2\"><c r=\"XFE2\"/></row>", claimHeader() + "<row>",
            claimHeader() + "<row r=\"2\"><c r=\"2\"/></row>", claimHeader() + "&nbsp;",
        ] {
            #expect(try codes(kit(rows).bytes()) == ["workbook-damaged"], "\(rows.suffix(60))")
        }
        var absent = kit(good)
        absent.parts.removeLast()
        #expect(try codes(absent.bytes()) == ["workbook-damaged"])
    }

    @Test("damage behind good rows ends the reading and says so")
    func lateDamage() throws {
        let rows = claimHeader() + (2...400).map { sheetRow($0, ["A-\($0)"]) }.joined()
        let bytes = try kit(rows + "<row r=\"2\"/>").bytes()
        var reader = try ClaimFileReader(origin(bytes, "a.xlsx"))
        #expect(try reader.rest().count == 399)
        #expect(reader.fileFindings.map(\.code) == ["workbook-damaged"])
    }

    @Test("a changed byte is found by the check sum, whatever it is")
    func changedBytes() throws {
        var generator = SeededGenerator(seed: printedSeed("changed bytes of a workbook"))
        let rows = claimHeader() + (2...60).map { sheetRow($0, ["A-\($0)"]) }.joined()
        let whole = try kit(rows).bytes()
        for _ in 0..<300 {
            var bytes = whole
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
            // Whatever it says, it neither traps nor takes longer than a moment.
            var reader = try ClaimFileReader(origin(bytes, "a.xlsx"))
            _ = try reader.rest()
        }
    }

    @Test("a row beyond all measure is one finding")
    func longRow() throws {
        let long = String(repeating: "x", count: 1 << 20)
        var reader = try kit(claimHeader() + sheetRow(2, ["A", long]) + sheetRow(3, ["B"])).reader()
        let read = try reader.rest()
        #expect(read.map { $0.findings.map(\.code) } == [["row-too-long"], []])
    }
}
