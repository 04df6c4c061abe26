import Foundation
import Testing
import TradeInCore

@Suite("Reviews on the command line")
struct ReviewCommandTests {
    private func run(_ place: Workplace, _ words: String...) throws -> Tool.Result {
        try Tool.start(words + ["--ledger", place.ledger]).finish()
    }

    private func states(_ place: Workplace) throws -> [String: Int] {
        let lines = try run(place, "claim", "list", "--limit", "0", "--format", "jsonl").output
        let states = try lines.split(separator: "\n").compactMap {
            try JSONValue.parse(String($0))["state"]?.string
        }
        return Dictionary(grouping: states, by: \.self).mapValues(\.count)
    }

    @Test("a queue is approved by two people, the totals stay whole, and verify follows every step")
    func queue() throws {
        let place = try Workplace()
        _ = try run(
            place, "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--as",
            "clerk")
        let own = try run(place, "review", "approve", "TC000000018", "--as", "clerk")
        #expect(own.code == 1 && own.errors.contains("own-entry"))
        try place.attachInvoices(40)
        let queue = ["review", "approve", "--limit", "40", "--ledger", place.ledger]
        let first = try Tool.start(queue + ["--queue", "submitted", "--as", "li"]).finish()
        #expect(first.code == 0 && first.output.contains("First approved 40"), "\(first.errors)")
        let same = try Tool.start(queue + ["--queue", "firstApproved", "--as", "li"]).finish()
        #expect(same.code == 1 && same.errors.contains("same-reviewer"))
        let second = try Tool.start(queue + ["--queue", "firstApproved", "--as", "wang"]).finish()
        #expect(second.code == 0 && second.output.contains("Approved 40"))
        let rejected = try run(
            place, "review", "reject", "--queue", "submitted", "--limit", "5", "--reason",
            "not-eligible", "--as", "li")
        #expect(rejected.code == 0 && rejected.output.contains("Rejected 5"))
        let states = try states(place)
        #expect(states["approved"] == 40 && states["rejected"] == 5)
        #expect(try run(place, "verify").code == 0)
        #expect(try run(place, "export", "totals", "--format", "json").code == 0)
    }

    @Test("a step says why, and its history can be read with its note")
    func history() throws {
        let place = try Workplace()
        _ = try run(
            place, "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--as",
            "clerk")
        let claim = "TC000000018"
        let bare = try run(place, "review", "hold", claim, "--as", "li")
        #expect(bare.code == 1 && bare.errors.contains("reason-unfit: To hold takes a reason"))
        let noteless = try run(place, "review", "hold", claim, "--reason", "other", "--as", "li")
        #expect(noteless.code == 1 && noteless.errors.contains("note-missing"))
        let held = try run(
            place, "review", "hold", claim, "--reason", "other", "--note", "price by phone", "--as",
            "li")
        #expect(held.code == 0)
        let approve = try run(place, "review", "approve", claim, "--as", "wang")
        #expect(
            approve.code == 1 && approve.errors.contains("Possible are: reject, unhold, withdraw"))
        let back = try run(
            place, "claim", "withdraw", claim, "--reason", "goods-returned", "--as", "clerk")
        #expect(back.code == 0)
        let history = try run(place, "claim", "history", claim).output
        #expect(history.contains("price by phone") && history.contains("the goods were returned"))
        #expect(try run(place, "review", "promote", claim).code == 64)
        #expect(try run(place, "review", "approve").code == 64)
        #expect(try run(place, "review", "approve", "TC000000019", "--as", "li").code == 64)
        #expect(try run(place, "verify").code == 0)
    }
}
