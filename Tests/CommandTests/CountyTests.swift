import Foundation
import Testing
import TradeInCore

@Suite("The synthetic county")
struct CountyTests {
    /// The answers to every row of a file, by claim reference and row.
    private func answers(_ text: String) throws -> [Int: JSONValue] {
        var rows: [Int: JSONValue] = [:]
        for line in text.split(separator: "\n") {
            let value = try JSONValue.parse(String(line))
            if let row = value["row"]?.integer { rows[Int(row)] = value }
        }
        return rows
    }

    @Test("every fault that was sown is answered as the list of faults says")
    func faults() throws {
        let place = try Workplace()
        let table = try String(
            contentsOf: Tool.root.appendingPathComponent("Fixtures/county/faults.csv"),
            encoding: .utf8)
        let lines = table.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = lines[0].map { $0.replacing("\u{FEFF}", with: "") }
        let column = { (name: String) in try #require(header.firstIndex(of: name)) }
        let (file, row, fault) = (try column("file"), try column("row"), try column("fault"))
        let (determine, booked) = (try column("determine"), try column("import"))
        let sown = Dictionary(grouping: lines.dropFirst(), by: { $0[file] })
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Tool.root.appendingPathComponent("Fixtures/county").path
        ).filter { $0.hasPrefix("claims_") }.sorted()
        #expect(sown.count > 5)
        for name in files {
            let path = "Fixtures/county/" + name
            let decided = try answers(
                Tool.run("claim", "determine", path, "--format", "jsonl").output)
            let imported = try answers(
                Tool.run("claim", "import", path, "--format", "jsonl", "--ledger", place.ledger)
                    .output)
            for entry in sown[name] ?? [] {
                let number = try #require(Int(entry[row]))
                let verdict = decided[number]?["verdict"]?.string
                #expect(verdict == entry[determine], "\(name) row \(number) \(entry[fault])")
                let answer = try #require(imported[number])
                #expect(word(answer) == entry[booked], "\(name) row \(number) \(entry[fault])")
            }
        }
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }

    private func word(_ answer: JSONValue) -> String {
        if answer["refusal"] != nil { return "refused" }
        if answer["replayed"]?.bool == true { return "replayed" }
        return answer["verdict"]?.string == "review" ? "review" : "accepted"
    }
}
