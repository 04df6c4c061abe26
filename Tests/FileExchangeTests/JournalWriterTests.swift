import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Postings as a plain-text journal")
struct JournalWriterTests {
    @Test("a transaction is written in the county's day, exact to the fen, its codes made safe")
    func text() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "journal-\(UUID().uuidString)"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let moment = try #require(Moment(text: "2026-03-01T17:00:00Z"))
        let writer = try JournalWriter(path: path)
        try writer.write(
            JournalTransaction(
                logIndex: 7, at: moment, kind: "claim.submit", claim: ClaimID(number: 1),
                postings: [
                    Posting(
                        fundCode: "甲:1;(x)", account: .available,
                        amount: Money(fen: -90_071_992_547_409_93)),
                    Posting(
                        fundCode: "甲:1;(x)", account: .encumbered,
                        amount: Money(fen: 90_071_992_547_409_93)),
                ]))
        try writer.finish("1 transaction")
        let expected = """
            2026-03-02 (7) claim.submit TC000000018
                Fund:甲%3A1%3B%28x%29:available  -90071992547409.93 CNY
                Fund:甲%3A1%3B%28x%29:encumbered  90071992547409.93 CNY

            ; 1 transaction

            """
        #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
    }

    @Test(
        "codes that differ stay apart",
        arguments: ["a b", "a%20b", "a:b", "*a", "=a", "a@b", "é", "％"])
    func escaping(_ code: String) {
        let escaped = JournalWriter.escaped(code)
        #expect(!escaped.contains { " :;()[]*=@!".contains($0) })
        for other in ["a b", "a%20b", "a:b", "*a", "=a", "a@b", "é", "％"] where other != code {
            #expect(JournalWriter.escaped(other) != escaped)
        }
    }

    @Test(
        "a moment reads back, and nothing else is one",
        arguments: [
            "2026-03-01T24:00:00Z", "2026-02-30T00:00:00Z", "2026-03-01T00:00:00", "", "T",
            "2026-03-01 00:00:00Z", "2026-03-01T0:00:000Z", "2026-03-01T00:60:00Z",
        ])
    func moments(_ text: String) {
        #expect(Moment(text: text) == nil)
        for seconds in [0, 1, 1_772_323_200, 4_102_444_799] as [Int64] {
            let moment = Moment(seconds: seconds)
            #expect(Moment(text: moment.text) == moment)
        }
    }
}
