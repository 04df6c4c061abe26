import Foundation
import GRDB
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("Papers lie sealed beside the ledger, once each, and verify finds what is lost or changed")
struct PaperStoreTests {
    private static let invoice = Array("%PDF-1.4 of somebody\n%%EOF\n".utf8)

    private func attach(
        _ bytes: [UInt8], _ claim: Int64, _ kind: PaperKind = .invoice, to ledger: TestLedger
    ) throws -> CommandOutcome? {
        let sha256 = try ledger.store.papers.put(bytes)
        let prepared = PreparedPaper(
            number: claim, paper: ClaimPaper(kind: kind, sha256: sha256), format: .pdf,
            byteCount: bytes.count)
        return try ledger.run([.attach(prepared)]).first
    }

    private func approve(_ claim: Int64, by actor: String, in ledger: TestLedger) throws -> String?
    {
        try ledger.run([.step(PreparedStep(number: claim, step: .approve))], by: actor).first?.word
    }

    @Test("a review waits for the papers of the claim's pack, and verify holds it to that")
    func review() throws {
        let ledger = try TestLedger(asksForPapers: true)
        #expect(try ledger.submit(TestLedger.row(1)).first?.word == "submitted")
        #expect(try ledger.store.papers(of: ClaimID(number: 1)).missing.map(\.kind) == [.invoice])
        #expect(try approve(1, by: "li", in: ledger) == "paper-missing")
        #expect(try attach(Self.invoice, 1, to: ledger)?.word == "submitted")
        #expect(try attach(Self.invoice, 1, to: ledger)?.word == "replayed")
        #expect(try ledger.store.papers(of: ClaimID(number: 1)).missing.isEmpty)
        #expect(try approve(1, by: "li", in: ledger) == "firstApproved")
        #expect(try approve(1, by: "wang", in: ledger) == "approved")
        let report = try ledger.verify()
        #expect(report.isClean && report.papers == 1, "\(report.problems)")
        // A review that slipped past the machine is found.
        try ledger.store.pool.write {
            try $0.execute(sql: "DROP TRIGGER paperIsNeverRemoved; DELETE FROM paper")
        }
        #expect(try ledger.verify().problems.map(\.code) == ["paper-missing"])
    }

    @Test("one file on two claims lies there once, sealed, and both say so")
    func shared() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        #expect(try attach(Self.invoice, 1, to: ledger)?.word == "submitted")
        guard case .done(_, let findings)? = try attach(Self.invoice, 2, to: ledger) else {
            Issue.record("not taken")
            return
        }
        #expect(findings.map(\.code) == ["file-on-two-claims"])
        let row = try #require(try ledger.store.papers(of: ClaimID(number: 1)).papers.first)
        #expect(row.alsoOn == [ClaimID(number: 2)])
        let path = ledger.store.papers.path(of: row.paper.sha256)
        let stored = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(stored.range(of: Data("somebody".utf8)) == nil, "it is sealed")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try ledger.store.papers.get(row.paper.sha256) == Self.invoice)
        #expect(try ledger.verify().isClean)
    }

    @Test("a lost, a cut and a changed file are found; attaching the original again heals it")
    func lost() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        _ = try attach(Self.invoice, 1, to: ledger)
        let sha256 = Digests.sha256Hex(Self.invoice)
        let file = URL(fileURLWithPath: ledger.store.papers.path(of: sha256))
        let good = try Data(contentsOf: file)
        for damaged in [
            good.dropLast(), Data(), Data(good.prefix(70) + [good[70] ^ 1] + good.dropFirst(71)),
        ] {
            try damaged.write(to: file)
            #expect(try ledger.verify().problems.map(\.code) == ["paper-changed"])
        }
        try FileManager.default.removeItem(at: file)
        #expect(try ledger.verify().problems.map(\.code) == ["paper-lost"])
        #expect(try attach(Self.invoice, 1, to: ledger)?.word == "replayed")
        #expect(try ledger.verify().isClean)
    }

    @Test("a row that is changed or put in beside the log is found")
    func rows() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        _ = try attach(Self.invoice, 1, to: ledger)
        for change in ["UPDATE paper SET kind = 'other'", "DELETE FROM paper"] {
            #expect(throws: (any Error).self) {
                try ledger.store.pool.write { try $0.execute(sql: change) }
            }
        }
        try ledger.store.pool.write {
            try $0.execute(
                sql: """
                    INSERT INTO paper SELECT claimId, 'other', sha256, format, byteCount, actor,
                    logIndex FROM paper
                    """)
        }
        #expect(try ledger.verify().problems.map(\.code) == ["paper-differs"])
    }
}
