import Foundation
import Testing
import TradeInCore

@Suite("Policy packs on the command line")
struct PolicyCommandTests {
    private static let packs = "Sources/PolicyLibrary/packs/"

    /// A draft in the workplace: a shipped pack with some texts replaced.
    func draft(
        _ base: String, in place: Workplace, _ changes: [String: String]
    ) throws -> String {
        for ending in [".yaml", ".notice.md", ".cases.yaml"] {
            var text = try String(
                contentsOf: Tool.root.appendingPathComponent(Self.packs + base + ending),
                encoding: .utf8)
            if ending == ".yaml" {
                for (old, new) in changes {
                    #expect(text.contains(old), "\(base) has no \(old)")
                    text = text.replacing(old, with: new)
                }
            }
            _ = try place.write(base + ending, text)
        }
        return place.folder.appendingPathComponent(base + ".yaml").path
    }

    func run(_ place: Workplace, _ words: String...) throws -> Tool.Result {
        try Tool.start(words + ["--ledger", place.ledger]).finish()
    }

    @Test("without an active pack every claim is refused and says what to do")
    func nothingActive() throws {
        let place = try Workplace(isSetUp: false)
        #expect(try run(place, "init").output.contains("activates the packs"))
        _ = try run(place, "dealer", "import", "Fixtures/county/dealers.csv")
        _ = try run(place, "fund", "import", "Fixtures/county/funds.csv")
        let file = "Fixtures/county/claims_2026_04_appliance.csv"
        let result = try run(place, "claim", "import", file, "--format", "jsonl")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count > 100 && lines.allSatisfy { !$0.contains("\"claimId\"") })
        #expect(lines.filter { $0.contains("no-pack-in-force") }.count > 100)
    }

    @Test("the author may not activate, another person may, and the list says how each stands")
    func activation() throws {
        let place = try Workplace(isSetUp: false)
        _ = try run(place, "init", "--as", "zhang")
        let own = try run(place, "policy", "activate", "cn-appliance-2026", "--as", "zhang")
        #expect(own.code == 1 && own.errors.contains("author-approves"))
        let other = try run(place, "policy", "activate", "cn-appliance-2026", "--as", "li")
        #expect(other.code == 0 && other.output.contains("proposed by zhang, approved by li"))
        let list = try run(place, "policy", "list", "--format", "csv").output
        let rows = list.split(whereSeparator: \.isNewline)
        #expect(rows.contains { $0.hasPrefix("cn-appliance-2026,") && $0.contains(",active,") })
        #expect(rows.contains { $0.hasPrefix("cn-digital-2026,") && $0.contains(",proposed,") })
        #expect(rows.contains { $0.hasPrefix("cn-e-bike-2025,") && $0.contains(",template,,") })
        let template = try run(place, "policy", "propose", "cn-e-bike-2025", "--as", "zhang")
        #expect(template.code == 1 && template.errors.contains("template"))
        #expect(try run(place, "policy", "activate", "nowhere", "--as", "li").code == 64)
        #expect(try run(place, "verify").code == 0)
    }

    @Test("unconfirmed values are named on every output, until they are confirmed with a reference")
    func banner() throws {
        let place = try Workplace()
        let file = "Fixtures/county/claims_2026_04_appliance.csv"
        let imported = try run(place, "claim", "import", file)
        #expect(imported.output.contains("⚠ Unverified"))
        let outputs = [
            ["tally"], ["claim", "list", "--limit", "3"], ["fund", "balance"],
            ["claim", "show", "TC000000018"],
        ]
        for words in outputs {
            let result = try Tool.start(words + ["--ledger", place.ledger]).finish()
            #expect(result.output.contains("⚠ Unverified"), "\(words)")
        }
        let json = try run(place, "export", "totals", "--format", "json")
        let totals = try JSONValue.parse(String(json.output))
        let open = totals["unverified"]?.array?.compactMap { $0["pack"]?.string } ?? []
        #expect(open.contains("cn-appliance-2026 1.1.0"))
        let all = ["policy", "confirm", "cn-appliance-2026", "--all", "--as", "li"]
        #expect(try Tool.start(all + ["--ledger", place.ledger]).finish().code == 64)
        let done = try Tool.start(
            all + ["--reference", "文1第2页", "--ledger", place.ledger]
        ).finish()
        #expect(done.code == 0 && done.output.contains("0 are left"), "\(done.errors)")
        let shown = try run(place, "claim", "show", "TC000000018").output
        #expect(!shown.contains("⚠ Unverified"))
        #expect(try run(place, "verify").code == 0)
    }

    @Test("a preview tells what a draft would change, to the fen, and changes nothing")
    func preview() throws {
        let place = try Workplace()
        _ = try run(place, "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv")
        let before = try run(place, "log", "checkpoint").output
        let path = try draft(
            "cn_appliance_2026", in: place,
            ["value: 1500.00 yuan": "value: 1000.00 yuan", "version: 1.1.0": "version: 1.2.0"])
        let changed = place.folder.appendingPathComponent("changed.csv").path
        let result = try run(
            place, "policy", "preview", path, "--changed", changed, "--format", "jsonl")
        #expect(result.code == 0, "\(result.errors)")
        let total = try JSONValue.parse(
            String(try #require(result.output.split(separator: "\n").last)))
        let rows = try String(contentsOfFile: changed, encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(rows.count > 50 && Int64(rows.count) == total["less"]?.integer)
        // Every award above 1,000.00 falls to it, and no other claim changes.
        let claims = try run(place, "claim", "list", "--limit", "0", "--format", "jsonl").output
            .split(separator: "\n").map { try JSONValue.parse(String($0)) }
        let above = claims.compactMap { $0["amountFen"]?.integer }.filter { $0 > 100_000 }
        #expect(above.count == rows.count)
        let lost = above.reduce(0) { $0 + $1 - 100_000 }
        #expect(total["differenceFen"]?.integer == -lost)
        #expect(try run(place, "log", "checkpoint").output == before)
        #expect(try run(place, "verify").code == 0)
    }

    @Test("a preview counts a draft's own limits in the order of submission")
    func previewLimits() throws {
        let place = try Workplace()
        _ = try run(place, "claim", "import", "Fixtures/county/claims_2025_03_appliance.csv")
        let path = try draft(
            "sd_appliance_2025", in: place,
            ["version: 1.1.0": "version: 1.2.0", "counter: appliance\n": "counter: other\n"])
        let result = try run(place, "policy", "preview", path, "--format", "jsonl")
        #expect(result.code == 0, "\(result.errors)")
        // Another counter with the same numbers refuses nobody who was within the old one.
        let total = try JSONValue.parse(
            String(try #require(result.output.split(separator: "\n").last)))
        #expect(total["refused"]?.integer == 0 && (total["claims"]?.integer ?? 0) > 100)
    }

    @Test("a county's own packs are read from a folder beside the shipped ones")
    func folder() throws {
        let place = try Workplace(isSetUp: false)
        _ = try draft(
            "cn_appliance_2026", in: place,
            [
                "pack: cn-appliance-2026": "pack: jx-appliance-2026",
                "place: \"CN\"": "place: \"370828\"",
            ])
        let folder = place.folder.path
        let list = try Tool.run("policy", "list", "--packs", folder, "--format", "csv").output
        #expect(list.contains("jx-appliance-2026,") && list.contains("cn-appliance-2026,"))
        let claims = "Fixtures/county/claims_2026_04_appliance.csv"
        let decided = try Tool.run(
            "claim", "determine", claims, "--packs", folder, "--format", "csv")
        #expect(decided.output.contains(",jx-appliance-2026,"))
        #expect(try Tool.run("policy", "list", "--packs", folder + "/none").code == 70)
    }
}
