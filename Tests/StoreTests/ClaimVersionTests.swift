import Foundation
import GRDB
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A request that says how a claim stood is refused once it stands otherwise")
struct ClaimVersionTests {
    private func request(
        _ step: ClaimStep, by actor: String, _ versions: ClaimVersion..., of number: Int64 = 1,
        key: RepeatKey? = nil
    ) -> LedgerRequest {
        LedgerRequest(
            .step(PreparedStep(number: number, step: step, reason: step.reasons.first)),
            CommandContext(actor: actor, now: Moment(seconds: 1_790_000_000)), repeatKey: key,
            expecting: ClaimExpectation(of: number, Set(versions)))
    }

    private func version(_ ledger: TestLedger, _ number: Int64 = 1) throws -> ClaimVersion {
        try #require(try ledger.store.version(of: ClaimID(number: number)))
    }

    private func commit(_ requests: LedgerRequest..., to ledger: TestLedger) throws -> [String] {
        try ledger.store.commit(requests, register: ledger.register).map(\.word)
    }

    @Test("of two who saw the same claim exactly one decides, in one transaction or in two")
    func race() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        let seen = try version(ledger)
        let both = try commit(
            request(.hold, by: "li", seen), request(.reject, by: "wang", seen), to: ledger)
        #expect(both == ["held", "claim-changed"])
        let other = try version(ledger, 2)
        #expect(
            try commit(request(.approve, by: "li", other, of: 2), to: ledger) == ["firstApproved"])
        let late = try ledger.store.commit(
            [request(.approve, by: "wang", other, of: 2)], register: ledger.register)
        guard case .refused(let refusal)? = late.first else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.code == .claimChanged)
        #expect(refusal.version == (try version(ledger, 2)))
        #expect(
            try commit(request(.approve, by: "wang", version(ledger, 2), of: 2), to: ledger) == [
                "approved"
            ])
        #expect(try ledger.verify().isClean)
    }

    @Test("many at once through the queue: exactly one wins")
    func queue() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        let seen = try version(ledger)
        let queue = CommitQueue(ledger.store, register: ledger.register)
        nonisolated(unsafe) var words: [String] = []
        let lock = NSLock()
        let requests = (0..<24).map { request(.hold, by: "r\($0)", seen) }
        DispatchQueue.concurrentPerform(iterations: requests.count) { place in
            let word = (try? queue.execute(requests[place]))?.word ?? "failed"
            lock.withLock { words.append(word) }
        }
        queue.close()
        #expect(words.filter { $0 == "held" }.count == 1)
        #expect(words.filter { $0 == "claim-changed" }.count == 23)
        #expect(try ledger.store.steps(of: ClaimID(number: 1)).count == 1)
    }

    @Test("a paper changes the claim, a look does not, and any of several versions will do")
    func whatCounts() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        let seen = try version(ledger)
        _ = try ledger.run([.view(.record(claim: 1, ViewReason.allCases[0]))])
        #expect(try version(ledger) == seen)
        let attach = LedgerCommand.attach(
            PreparedPaper(
                number: 1,
                paper: ClaimPaper(kind: .invoice, sha256: String(repeating: "a", count: 64)),
                format: .pdf, byteCount: 1))
        let outcomes = try ledger.store.commit(
            [LedgerRequest(attach, ledger.context), request(.hold, by: "li", seen)],
            register: ledger.register)
        #expect(outcomes.map(\.word) == ["submitted", "claim-changed"])
        let now = try version(ledger)
        #expect(now.entry > seen.entry && now.state == seen.state)
        #expect(try commit(request(.hold, by: "li", seen, now), to: ledger) == ["held"])
    }

    @Test("nothing is logged of a refusal, and the log says nothing of what was expected")
    func notLogged() throws {
        let (plain, expecting) = (try TestLedger(), try TestLedger())
        for ledger in [plain, expecting] { _ = try ledger.submit(TestLedger.row(1)) }
        let seen = try version(expecting)
        let size = try expecting.store.latestCheckpoint()
        let stale = ClaimVersion(state: .submitted, entry: seen.entry - 1)
        #expect(try commit(request(.hold, by: "li", stale), to: expecting) == ["claim-changed"])
        #expect(try commit(request(.hold, by: "li"), to: expecting) == ["claim-changed"])
        #expect(try expecting.store.latestCheckpoint() == size)
        _ = try commit(request(.hold, by: "li", seen), to: expecting)
        _ = try plain.store.commit(
            [
                LedgerRequest(
                    .step(
                        PreparedStep(number: 1, step: .hold, reason: ClaimStep.hold.reasons.first)),
                    CommandContext(actor: "li", now: Moment(seconds: 1_790_000_000)))
            ], register: plain.register)
        func last(_ ledger: TestLedger) throws -> [UInt8]? {
            try ledger.store.pool.read { database in
                try HotStatement(database, "SELECT body FROM logEntry ORDER BY seq DESC LIMIT 1")
                    .onlyBlob()
            }
        }
        #expect(try last(plain) == last(expecting))
    }

    @Test("a repeated request is answered with its first receipt, though the claim has moved by it")
    func repeated() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        let key = RepeatKey(
            key: [UInt8](repeating: 1, count: 32), body: [UInt8](repeating: 2, count: 32))
        let sent = request(.hold, by: "li", try version(ledger), key: key)
        #expect(try commit(sent, to: ledger) == ["held"])
        #expect(try commit(sent, to: ledger) == ["replayed"])
    }

    @Test(
        "only what we write is a version",
        arguments: [
            "", "submitted", "submitted-", "-1", "submitted--1", "submitted-01", "x-1", "held-1 ",
        ])
    func texts(text: String) {
        #expect(ClaimVersion(text: text) == nil)
        let version = ClaimVersion(state: .firstApproved, entry: 42)
        #expect(ClaimVersion(text: version.text) == version)
    }
}

extension HotStatement {
    /// The one value of the one row.
    fileprivate func onlyBlob() throws -> [UInt8]? {
        guard try step() else { return nil }
        defer { reset() }
        return blob(0)
    }
}
