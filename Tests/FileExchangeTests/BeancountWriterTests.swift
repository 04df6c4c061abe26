import Foundation
import Testing
import TradeInCore

@testable import FileExchange

@Suite("Postings as a journal for beancount")
struct BeancountWriterTests {
    private func text(
        of transactions: [JournalTransaction], title: String = "t"
    ) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "beancount-\(UUID().uuidString)"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try BeancountWriter(path: path, title: title)
        for transaction in transactions { try writer.write(transaction) }
        try writer.finish("\(writer.count) transactions")
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    private func transaction(
        _ logIndex: Int64, _ at: String, _ kind: String, claim: Int64? = nil, fund: String,
        _ moves: [(AccountKind, Int64)]
    ) throws -> JournalTransaction {
        JournalTransaction(
            logIndex: logIndex, at: try #require(Moment(text: at)), kind: kind,
            claim: claim.map { ClaimID(number: $0) },
            postings: moves.map {
                Posting(fundCode: fund, account: $0.0, amount: Money(fen: $0.1))
            })
    }

    @Test("accounts are opened on their first day and asserted to the fen after the last")
    func whole() throws {
        let given = try [
            transaction(
                3, "2026-03-01T17:00:00Z", "money.release", fund: "JX-1",
                [(.appropriation, -100_000), (.available, 100_000)]),
            transaction(
                4, "2026-02-28T00:00:00Z", "claim.submit", claim: 1, fund: "JX-1",
                [(.available, -45_001), (.encumbered, 45_001)]),
        ]
        let expected = """
            option "title" "a \\"b\\" \\\\c"
            option "operating_currency" "CNY"

            2026-03-02 * "money.release" ""
              logIndex: "3"
              Income:Fund-JX-1:Appropriation  -1000.00 CNY
              Assets:Fund-JX-1:Available  1000.00 CNY

            2026-02-28 * "claim.submit" "TC000000018"
              logIndex: "4"
              Assets:Fund-JX-1:Available  -450.01 CNY
              Assets:Fund-JX-1:Encumbered  450.01 CNY

            2026-02-28 open Assets:Fund-JX-1:Available CNY
              fund: "JX-1"
            2026-02-28 open Assets:Fund-JX-1:Encumbered CNY
              fund: "JX-1"
            2026-03-02 open Income:Fund-JX-1:Appropriation CNY
              fund: "JX-1"
            2026-03-03 balance Assets:Fund-JX-1:Available  549.99 ~ 0.00 CNY
            2026-03-03 balance Assets:Fund-JX-1:Encumbered  450.01 ~ 0.00 CNY
            2026-03-03 balance Income:Fund-JX-1:Appropriation  -1000.00 ~ 0.00 CNY
            ; 2 transactions

            """
        #expect(try text(of: given, title: "a \"b\" \\c") == expected)
    }

    @Test("a ledger without postings gives a journal without accounts")
    func empty() throws {
        let expected = """
            option "title" "t"
            option "operating_currency" "CNY"

            ; 0 transactions

            """
        #expect(try text(of: []) == expected)
    }

    @Test("every account has a root of beancount's, and the six stay apart")
    func roots() {
        let names = AccountKind.allCases.map { BeancountWriter.account("JX", $0) }
        #expect(
            names == [
                "Income:Fund-JX:Appropriation", "Assets:Fund-JX:Available",
                "Assets:Fund-JX:Encumbered", "Assets:Fund-JX:Payable", "Expenses:Fund-JX:Paid",
                "Assets:Fund-JX:Receivable",
            ])
    }

    private static let codes = [
        "JX-2026-appliance", "金乡2026", "甲:1;(x)\"\\", "a b", "a%20b", "a-b", "a--b", "a--2D-b",
        "a-2D-b", "a--2D--b", "-a", "a-", "-", "--", "*", "é", "e\u{301}", "％", "Ⅳ", "a_b",
    ]

    @Test("a code becomes letters, digits and hyphens", arguments: codes)
    func grammar(_ code: String) throws {
        let name = try Regex(#"Assets:Fund-[\p{L}\p{Nd}\-]*:Paid"#)
            .matchingSemantics(.unicodeScalar)
        let account = BeancountWriter.account(code, .paid)
            .replacing("Expenses", with: "Assets", maxReplacements: 1)
        #expect(account.wholeMatch(of: name) != nil, "\(account)")
    }

    @Test("codes that differ have names that differ, scalar by scalar")
    func escaping() {
        let names = Self.codes.map { Array(BeancountWriter.escaped($0).utf8) }
        #expect(Set(names).count == Self.codes.count)
        #expect(BeancountWriter.escaped("JX-2026-appliance") == "JX-2026-appliance")
        #expect(BeancountWriter.escaped("a--b") == "a--2D---2D-b")
        #expect(BeancountWriter.escaped("甲:1") == "甲--3A-1")
    }

    @Test("a journal that is dropped before its end leaves nothing behind")
    func dropped() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "beancount-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let writer = try BeancountWriter(
                path: folder.appendingPathComponent("a.beancount").path, title: "t")
            try writer.write(
                transaction(
                    1, "2026-03-01T00:00:00Z", "money.release", fund: "JX",
                    [(.appropriation, -1), (.available, 1)]))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
