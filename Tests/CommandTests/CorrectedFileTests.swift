import Foundation
import Testing

@Suite("A file given back to be corrected")
struct CorrectedFileTests {
    private static let county = "Fixtures/county/"

    @Test("what is mended there is booked, what was booked is not booked twice")
    func mended() throws {
        let place = try Workplace()
        let mend = place.folder.appendingPathComponent("mend.xlsx").path
        let file = Self.county + "claims_2026_04_appliance.csv"
        // A dry run books nothing, and gives the same rows to mend.
        let trial = try Tool.run(
            "claim", "import", file, "--dry-run", "--corrected", mend, "--ledger", place.ledger)
        #expect(trial.errors.contains("Wrote \(mend): 380 rows, 24 of them to mend."))
        #expect(try count(place) == 0)
        let first = try Tool.run(
            "claim", "import", file, "--corrected", mend, "--ledger", place.ledger)
        #expect(first.errors.contains("Wrote \(mend): 380 rows, 24 of them to mend."))
        #expect(try count(place) == 356)

        // Two faults are mended, in the dealer's own rows, as the workbook gives them.
        let table = place.folder.appendingPathComponent("mend.csv").path
        try Tool.run("claim", "convert", mend, table)
        var text = try String(contentsOfFile: table, encoding: .utf8)
        #expect(text.contains(",洗衣鸡,") && text.contains(",空凋,"))
        text = text.replacing(",洗衣鸡,", with: ",洗衣机,").replacing(",空凋,", with: ",空调,")
        try text.write(toFile: table, atomically: true, encoding: .utf8)
        let second = try Tool.run("claim", "import", table, "--ledger", place.ledger)
        #expect(second.output.contains("booked before 356"), "\(second.output)")
        #expect(second.errors.contains("356 rows had been booked before"))
        #expect(try count(place) == 358)
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }

    private func count(_ place: Workplace) throws -> Int {
        try Tool.run(
            "claim", "list", "--limit", "0", "--format", "jsonl", "--ledger", place.ledger
        ).output.split(separator: "\n").count
    }

    @Test("every finding is told with its cell, in both languages", arguments: ["zh", "en"])
    func cells(language: String) throws {
        let place = try Workplace()
        let file = Self.county + "claims_2026_04_appliance.csv"
        let result = try Tool.run(
            "claim", "import", file, "--dry-run", "--cells", "--format", "jsonl", "--ledger",
            place.ledger, language: language)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 24)
        let line = try #require(lines.first { $0.contains("class-unknown") })
        for part in ["\"cell\":\"L160\"", "\"row\":159", "\"value\":\"洗衣鸡\"", "\"remedy\":\""] {
            #expect(line.contains(part), "\(line)")
        }
        // No person stands in it in clear.
        #expect(!lines.contains { $0.contains(/370899[0-9]{11}[0-9X]/) })
    }

    @Test("tables are saved as what the file's ending says, and what is none is told")
    func saved() throws {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", Self.county + "claims_2026_07_digital.csv", "--ledger", place.ledger)
        for ending in ["xlsx", "csv", "jsonl"] {
            let path = place.folder.appendingPathComponent("t." + ending).path
            let result = try Tool.run("tally", "--ledger", place.ledger, "--save", path)
            #expect(result.code == 0 && result.output.contains("Wrote \(path)"))
            #expect(FileManager.default.fileExists(atPath: path))
        }
        let none = place.folder.appendingPathComponent("none.xlsx").path
        let shown = try Tool.run(
            "claim", "show", "TC000000018", "--ledger", place.ledger, "--save", none)
        #expect(shown.code == 0 && shown.errors.contains("no table"))
        #expect(!FileManager.default.fileExists(atPath: none))
        let other = try Tool.run("tally", "--ledger", place.ledger, "--save", "a.doc")
        #expect(other.code == 64 && other.errors.contains(".xlsx"))
    }

    @Test("nothing that is read or kept is replaced, and nothing is left behind")
    func places() throws {
        let place = try Workplace()
        let file = place.folder.appendingPathComponent("in.csv").path
        try FileManager.default.copyItem(
            atPath: Tool.root.appendingPathComponent(Self.county + "claims_2026_07_digital.csv")
                .path,
            toPath: file)
        let linked = place.folder.appendingPathComponent("other.xlsx").path
        try FileManager.default.createSymbolicLink(
            atPath: linked, withDestinationPath: place.ledger)
        for words in [
            ["claim", "import", file, "--corrected", linked], ["claim", "convert", file, file],
            ["claim", "import", file, "--corrected", file],
            ["claim", "template", "digital", "--out", "x.csv"], ["tally", "--save", linked],
        ] {
            let result = try Tool.start(words + ["--ledger", place.ledger]).finish()
            #expect(result.code == 64, "\(words)\n\(result.errors)")
        }
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)

        // Findings end with 1, and are what is saved.
        let cells = place.folder.appendingPathComponent("cells.xlsx").path
        let faulty = Self.county + "claims_2026_04_appliance.csv"
        let found = try Tool.run(
            "claim", "import", faulty, "--dry-run", "--cells", "--save", cells, "--ledger",
            place.ledger)
        #expect(found.code == 1 && found.output.contains("Wrote \(cells): 24 rows."))
        try Tool.run("tally", "--ledger", place.ledger + ".none", "--save", cells + ".csv")
        let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
        #expect(names.allSatisfy { !$0.contains(".xlsx.") && !$0.contains(".csv.") }, "\(names)")
    }

    @Test("a workbook that could not be written whole does not appear")
    func full() throws {
        let place = try Workplace()
        // Only root may mount; elsewhere a full disk cannot be had.
        guard getuid() == 0 else { return }
        let out = place.folder.appendingPathComponent("t.xlsx").path
        var ends: Set<Int32> = []
        for kibibytes in [4, 8, 12, 16, 24, 32, 64] {
            let script =
                "mount -t tmpfs -o size=\(kibibytes)k none \(place.folder.path) || exit 99; "
                + "\(Tool.path) claim template digital --out \(out); code=$?; "
                + "if [ $code -ne 0 ]; then"
                + " [ -z \"$(ls \(place.folder.path))\" ] || exit 98; fi; exit $code"
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
            process.arguments = ["-m", "sh", "-c", script]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            let code = process.terminationStatus
            // Where mounting is forbidden there is nothing to see.
            guard code != 99, code != 1 else { return }
            #expect(code == 0 || code == 70, "\(kibibytes) KiB: \(code)")
            ends.insert(code)
        }
        #expect(ends == [0, 70])
    }
}
