import PolicyLibrary
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

extension TestServer {
    /// Rights of two days, three draws a year, as an appliance pack writes them.
    static let rights = [
        "\nlimits:\n":
            "\ndeadlines:\n  reserveDays: {value: 2, article: 六, mark: S1}\n"
            + "  drawsPerClass: {value: 3, article: 六, mark: S1}\nlimits:\n"
    ]

    /// A rise of the rate from 15 to 18 percent, which claims of March 2026 are due.
    static let rise = [
        "rate: [{from: 2026-01-01, value: 15%, article: 三(一), mark: S2}]": """
        rate:
            - {from: 2026-01-01, value: 15%, article: 三(一), mark: S2}
            - {from: 2026-12-31, value: 18%, article: 三(一), mark: S2}
        """,
        "\nlimits:\n": """

        supplements:
          - code: rise
            lawDays: {from: 2026-01-02, to: 2026-03-31}
            asOf: 2026-12-31
            article: 三(二)
        limits:

        """,
    ]

    /// Lets the appliance pack of 2026 decide as it is after some changes of its text.
    @discardableResult
    func adopt(_ changes: [String: String]) throws -> PolicyPack {
        let shipped = try #require(
            PolicyLibrary.shippedFiles.first { $0.base == "cn_appliance_2026" })
        var files = shipped
        var text = String(decoding: shipped.yaml, as: UTF8.self)
        for (old, new) in changes.merging(["version: 1.1.0": "version: 1.2.0"], uniquingKeysWith: +)
        {
            #expect(text.ranges(of: old).count == 1, "\(old)")
            text.replace(old, with: new)
        }
        files.yaml = Array(text.utf8)
        let pack = try PolicyLibrary.pack(from: files, register: shelf.register).get()
        let notice = String(decoding: shipped.notice, as: UTF8.self)
        _ = try run([.proposePack(KeptPack(pack, notice: notice))], by: "author")
        #expect(
            try run([.activatePack(sha256: pack.source.sha256)], by: "approver").allSatisfy {
                $0.receipt != nil
            })
        return pack
    }

    /// Commands of before the first user is kept.
    @discardableResult
    func run(_ commands: [LedgerCommand], by login: String) throws -> [CommandOutcome] {
        try store.commit(
            commands, CommandContext(actor: login, now: Self.now), register: shelf.register)
    }

    /// What verification finds: nothing, in a sound ledger.
    func problems() throws -> [String] {
        try LedgerVerification.run(store).problems.map { "\($0.code) \($0.place)" }
    }
}
