import Testing
import TradeInCore

extension PackSketch {
    /// The appliance pack of the ledger's tests, as a ledger keeps it.
    static func kept() throws -> KeptPack {
        KeptPack(try PackSketch.appliance.pack(), notice: "## 一")
    }
}

@Suite("A pack is proposed by one person, activated by another, confirmed value by value")
struct LedgerPoliciesTests {
    private func ledger(
        _ actor: String, _ command: LedgerCommand, in ledger: inout TestLedger
    ) -> CommandOutcome {
        let outcome = LedgerMachine.execute(
            command, CommandContext(actor: actor, now: ledger.context.now),
            register: testRegister, in: &ledger.state)
        ledger.state.checkInvariants()
        return outcome
    }

    /// A ledger without packs.
    private func empty() throws -> TestLedger {
        var ledger = try TestLedger.ready()
        ledger.state.packs = [:]
        return ledger
    }

    @Test("it is kept once for its digest, and decides nothing before it is activated")
    func proposed() throws {
        var ledger = try empty()
        let pack = try PackSketch.kept()
        #expect(self.ledger("zhang", .proposePack(pack), in: &ledger).receipt != nil)
        #expect(self.ledger("zhang", .proposePack(pack), in: &ledger).isReplay)
        #expect(ledger.state.packs[pack.sha256]?.state == .proposed)
        let outcome = try ledger.submit(GoodRow.cells(.appliance))
        #expect(outcome.refusal?.code == .packNotActive)
    }

    @Test("another person activates it, the log says who, and it decides")
    func activated() throws {
        var ledger = try empty()
        let pack = try PackSketch.kept()
        _ = self.ledger("zhang", .proposePack(pack), in: &ledger)
        let own = self.ledger("zhang", .activatePack(sha256: pack.sha256), in: &ledger)
        #expect(own.refusal?.code == .authorApproves)
        let other = self.ledger("li", .activatePack(sha256: pack.sha256), in: &ledger)
        #expect(other.receipt != nil)
        let entry = try JSONValue.parse(#require(ledger.state.effects.entries.last))
        #expect(entry["kind"]?.string == "policy.activate" && entry["actor"]?.string == "li")
        #expect(entry["body"]?["author"]?.string == "zhang")
        #expect(entry["body"]?["sha256"]?.string == pack.sha256)
        let again = self.ledger("li", .activatePack(sha256: pack.sha256), in: &ledger)
        #expect(again.isReplay)
        #expect(try ledger.submit(GoodRow.cells(.appliance)).receipt?.state == .submitted)
    }

    @Test("a later version takes over, and the earlier one decides no more")
    func superseded() throws {
        var ledger = try TestLedger.ready()
        let first = try PackSketch.kept()
        var second = first
        (second.version, second.sha256) = ("1.0.1", "b")
        _ = self.ledger("zhang", .proposePack(second), in: &ledger)
        _ = self.ledger("li", .activatePack(sha256: "b"), in: &ledger)
        #expect(ledger.state.packs[first.sha256]?.state == .superseded)
        #expect(ledger.state.packs["b"]?.state == .active)
        let outcome = try ledger.submit(GoodRow.cells(.appliance))
        #expect(outcome.refusal?.code == .packNotActive)
    }

    @Test(
        "versions are numbers, not texts",
        arguments: [
            ("1.0.1", "1.0.0", true), ("1.10.0", "1.9.0", true), ("2.0.0", "1.99.99", true),
            ("1.0.0", "1.0.0", false), ("1.9.0", "1.10.0", false),
        ])
    func versions(_ later: String, _ earlier: String, _ isAfter: Bool) throws {
        var ledger = try TestLedger()
        let active = try PackSketch.kept()
        ledger.state.packs[active.sha256]?.version = earlier
        var pack = active
        (pack.version, pack.sha256) = (later + "", "b")
        if later != earlier { _ = self.ledger("zhang", .proposePack(pack), in: &ledger) }
        let outcome = self.ledger("li", .activatePack(sha256: "b"), in: &ledger)
        #expect((outcome.receipt != nil) == isAfter)
    }

    @Test("a confirmed value is no longer open, and says where it stands")
    func confirmed() throws {
        var ledger = try TestLedger()
        let pack = try PackSketch.kept()
        ledger.state.packs[pack.sha256]?.unconfirmed = ["rate@2026-01-01", "cap@2026-01-01"]
        let confirmation = PackConfirmation(
            sha256: pack.sha256, items: ["cap@2026-01-01"], reference: "文1第2页")
        #expect(self.ledger("li", .confirmValues(confirmation), in: &ledger).receipt != nil)
        #expect(ledger.state.packs[pack.sha256]?.unconfirmed == ["rate@2026-01-01"])
        #expect(self.ledger("li", .confirmValues(confirmation), in: &ledger).isReplay)
        let entry = try JSONValue.parse(#require(ledger.state.effects.entries.last))
        #expect(entry["body"]?["reference"]?.string == "文1第2页")
    }
}
