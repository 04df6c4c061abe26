import Foundation
import Testing
import TradeInCore

@Suite("Importing claim files")
struct ImportTests {
    static let county = "Fixtures/county/"

    private func claims(_ place: Workplace) throws -> [String] {
        let listed = try Tool.run(
            "claim", "list", "--limit", "0", "--format", "jsonl", "--ledger", place.ledger)
        return listed.output.split(separator: "\n").map(String.init)
    }

    @Test("two imports of overlapping files at once end as some order of their rows would")
    func concurrent() throws {
        let place = try Workplace()
        let files = [
            "claims_2026_07_digital.csv", "claims_2026_08_digital.csv",
            "claims_2026_09_shopping_centre.csv",
        ].map { Self.county + $0 }
        let one = try Tool.start(["claim", "import"] + files + ["--ledger", place.ledger])
        let other = try Tool.start(
            ["claim", "import"] + files.reversed() + ["--ledger", place.ledger])
        let results = [one.finish(), other.finish()]
        #expect(results.allSatisfy { $0.code == 1 }, "\(results.map(\.errors))")
        let verified = try Tool.run("verify", "--ledger", place.ledger)
        #expect(verified.code == 0, "\(verified.output)")

        // A third import of everything finds nothing left to do.
        let before = try claims(place)
        try Tool.run("claim", "import", files[0], files[1], files[2], "--ledger", place.ledger)
        #expect(try claims(place) == before)

        // One after the other, in either order, books the same number of claims: the files hold
        // the same rows, so only which of two rivals won may differ.
        var counts = Set([before.count])
        for order in [files, files.reversed()] {
            let alone = try Workplace()
            for file in order { try Tool.run("claim", "import", file, "--ledger", alone.ledger) }
            counts.insert(try claims(alone).count)
        }
        #expect(counts.count <= 2)
    }

    @Test("a killed import leaves a whole ledger, and running it again books the rest once")
    func killed() throws {
        let file = Self.county + "claims_2026_04_appliance.csv"
        let whole = try Workplace()
        try Tool.run("claim", "import", file, "--ledger", whole.ledger)
        let expected = try claims(whole).count
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<6 {
            let place = try Workplace()
            let child = try Tool.start(["claim", "import", file, "--ledger", place.ledger])
            // Where the process stands when the signal comes is chance; every place must do.
            let spins = Int.random(in: 0..<400, using: &generator)
            for _ in 0..<spins { sched_yield() }
            kill(child.process.processIdentifier, SIGKILL)
            _ = child.finish()
            #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
            try Tool.run("claim", "import", file, "--ledger", place.ledger)
            #expect(try claims(place).count == expected)
            #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
        }
    }

    @Test("Ctrl-C ends an import with a whole ledger, and the rest is booked by running it again")
    func interrupted() throws {
        let file = Self.county + "claims_2026_04_appliance.csv"
        let whole = try Workplace()
        try Tool.run("claim", "import", file, "--ledger", whole.ledger)
        let place = try Workplace()
        let child = try Tool.start(["claim", "import", file, "--ledger", place.ledger])
        kill(child.process.processIdentifier, SIGINT)
        _ = child.finish()
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
        try Tool.run("claim", "import", file, "--ledger", place.ledger)
        #expect(try claims(place).count == claims(whole).count)
    }

    @Test("a dry run answers like the import and leaves the ledger as it was")
    func dryRun() throws {
        let place = try Workplace()
        let file = Self.county + "claims_2026_07_digital.csv"
        let words = ["claim", "import", file, "--format", "jsonl", "--ledger", place.ledger]
        let dry = try Tool.start(words + ["--dry-run"]).finish()
        #expect(try claims(place).isEmpty)
        let real = try Tool.start(words).finish()
        func withoutReceipts(_ text: String) -> [Substring] {
            text.split(separator: "\n").map { $0.prefix { $0 != "\u{0}" } }
                .map { line in
                    guard let range = line.range(of: #","receipt":{"#) else { return line }
                    return line[..<range.lowerBound]
                }
        }
        #expect(withoutReceipts(dry.output) == withoutReceipts(real.output))
        #expect(dry.code == real.code)
    }

    @Test(
        "each broken file is told in both languages, books nothing and breaks nothing",
        arguments: [
            ("truncated.csv", "file-truncated"), ("utf16.csv", "encoding-unproven"),
            ("mixed_encoding.csv", "encoding-unproven"), ("missing_column.csv", "column-missing"),
            ("empty.csv", "file-empty"), ("not_csv.xlsx", "workbook-damaged"),
        ])
    func broken(_ name: String, _ code: String) throws {
        let place = try Workplace()
        for language in ["zh", "en"] {
            let result = try Tool.run(
                "claim", "import", Self.county + "broken/" + name, "--ledger", place.ledger,
                language: language)
            #expect(result.code == 1)
            #expect(
                (result.output + result.errors).contains(code), "\(result.output)\(result.errors)")
        }
        #expect(try claims(place).isEmpty)
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }

    @Test("a foreign file, a missing ledger and a missing file end with 70, bad words with 64")
    func exitCodes() throws {
        let place = try Workplace()
        let text = try place.write(
            "note.txt",
            "not a ledger, but long enough to look at" + String(repeating: " ", count: 200))
        #expect(try Tool.run("tally", "--ledger", text).code == 70)
        #expect(try Tool.run("tally", "--ledger", place.folder.path + "/none").code == 70)
        #expect(try Tool.run("claim", "import", "none.csv", "--ledger", place.ledger).code == 70)
        #expect(try Tool.run("claim", "import").code == 64)
        #expect(try Tool.run("nonsense").code == 64)
        #expect(try Tool.run("init", "--ledger", place.ledger).code == 70)
        #expect(try Tool.run("--help").code == 0)
    }
}

@Suite("Dry runs of several files")
struct DryRunTests {
    @Test("the second file of a dry run meets what the first would have booked")
    func acrossFiles() throws {
        let place = try Workplace()
        let file = "Fixtures/county/claims_2026_07_digital.csv"
        let dry = try Tool.run(
            "claim", "import", file, file, "--dry-run", "--format", "jsonl", "--ledger",
            place.ledger)
        let real = try Tool.run(
            "claim", "import", file, file, "--format", "jsonl", "--ledger", place.ledger)
        func replays(_ text: String) -> Int {
            text.components(separatedBy: #""replayed":true"#).count
        }
        #expect(replays(real.output) > 100)
        #expect(replays(dry.output) == replays(real.output))
    }
}
