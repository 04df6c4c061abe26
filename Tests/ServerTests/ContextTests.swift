import Foundation
import Hummingbird
import HummingbirdTesting
import PolicyLibrary
import Testing
import TradeInCore
import TradeInDesk
import TradeInServer
import TradeInStore

extension TestServer {
    /// Registers refrigerators that differ from each other but for what `changes` says.
    @discardableResult
    func register(
        _ changes: [ClaimField: String]..., by actor: String = "bo"
    ) throws -> [CommandOutcome] {
        let preparer = ClaimPreparer(
            decider: ClaimDecider(shelf: shelf, county: county), keys: store.keys)
        let first = Int(try store.lastClaim()) + 1
        let commands = try changes.enumerated().map { place, own in
            let number = first + place
            let person = Self.residentIDs[number % 9]
            var claim = RawClaim(row: place + 1)
            let values: [ClaimField: String] = [
                .claimRef: "C-\(number)", .programme: "appliance", .dealerCode: Self.dealerCode,
                .applicantName: Self.personName, .applicantId: person,
                .applicantPhone: "1541111000\(number)", .townCode: "羊山镇",
                .soldOn: "2026-03-0\(1 + place % 9)",
                .invoiceNumber: "2637200000000000090\(number)", .invoiceBuyerId: person,
                .price: "3000.00", .itemClass: "refrigerator", .brand: "示例牌", .model: "Y-\(number)",
                .serialNumber: "SC000000\(10 + number)", .efficiencyGrade: "1",
            ]
            for (field, value) in values.merging(own, uniquingKeysWith: { $1 }) {
                claim[field] = value
            }
            let seed = try RandomBytes.take(ClaimPreparer.seedCount)
            return LedgerCommand.submit(
                try preparer.prepare(ReadRow(claim: claim), seed: seed[...]))
        }
        let outcomes = try store.commit(
            commands, CommandContext(actor: actor, now: Self.now), register: shelf.register)
        #expect(outcomes.allSatisfy { $0.receipt != nil })
        return outcomes
    }

    /// Enrols the other dealer.
    func enrolOther() throws {
        let dealer = Dealer(
            code: Self.otherDealer, name: "别家商行", programmes: Set(Programme.allCases),
            townKey: "jinxiang", settlementAccount: "", settlementBank: "", state: .enrolled)
        _ = try store.commit(
            [.enrol(dealer, sealedAccount: nil)], CommandContext(actor: "tester", now: Self.now),
            register: shelf.register)
    }
}

@Suite("What stands beside a claim")
struct ContextTests {
    /// Claims 1 to 3 of one dealer; 4 of another shares phone and person with 1 (a television), and
    /// 5 a look-alike serial number.
    private func server() throws -> TestServer {
        let server = try TestServer()
        try server.fill()
        try server.enrolOther()
        let person = TestServer.residentIDs[0]
        try server.register(
            [
                .dealerCode: TestServer.otherDealer, .applicantId: person, .invoiceBuyerId: person,
                .applicantPhone: "15400000000", .itemClass: "电视",
            ], [.dealerCode: TestServer.otherDealer, .serialNumber: "SNO0000000"])
        try server.addUsers()
        return server
    }

    private static let page = "/claims/\(ClaimID(number: 1).text)"

    @Test(
        "reviewer, officer and auditor see look-alikes and histories",
        arguments: ["shen", "bo", "ji"]
    )
    func seen(login: String) async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn(login)
            let page = try await browser.get(Self.page)
            #expect(page.status == 200)
            let alike = page.body.section("alike")
            for number: Int64 in [4, 5] {
                #expect(alike.contains("/claims/\(ClaimID(number: number).text)\""), "\(number)")
            }
            #expect(!alike.contains(ClaimID(number: 2).text))
            for words in ["别家商行", "相同", "形近", "SNO0000000", "154****0000", "370899********"] {
                #expect(alike.contains(words), "\(words)")
            }
            #expect(!page.body.contains(TestServer.residentIDs[0]))
            #expect(!alike.contains("15400000000"))
            let dealer = page.body.section("dealer-history")
            for words in ["2026-09-21", "0.0%", "450.00", ClaimID(number: 1).text] {
                #expect(dealer.contains(words), "\(words)")
            }
            let applicant = page.body.section("applicant-history")
            #expect(applicant.contains(ClaimID(number: 4).text))
            #expect(!applicant.contains(ClaimID(number: 5).text))
            // One refrigerator and one television a year, both used.
            #expect(applicant.matches(of: /已用 1 \/ 1/).count == 2, "\(applicant)")
        }
    }

    @Test(
        "a dealer's staff sees nothing of it, nor does finance",
        arguments: ["dian", "zhao", "qian"])
    func hidden(login: String) async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn(login)
            let page = try await browser.get(Self.page)
            #expect(page.status == 200)
            for words in [
                "id=\"alike\"", "id=\"dealer-history\"", "id=\"applicant-history\"", "别家商行",
                ClaimID(number: 4).text,
            ] { #expect(!page.body.contains(words), "\(words)") }
        }
    }

    @Test("a claim that shares nothing says so, in either language")
    func nothing() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("ji")
            let address = "/claims/\(ClaimID(number: 2).text)?lang=en"
            let page = try await browser.get(address)
            #expect(page.body.section("alike").contains("No other claim shares"))
            #expect(page.body.section("applicant-history").contains("No other claim."))
        }
    }

    @Test("the interface gives the same to reviewers, and to a dealer's program nothing")
    func interface() async throws {
        let server = try server()
        let door = try FrontDoor(server.store)
        let lastDay = try #require(Day(year: 2030, month: 1, day: 1))
        func token(_ login: String) throws -> String {
            let user = try #require(try server.store.users().first { $0.login == login })
            return try door.makeToken(
                for: user, title: "test", scopes: [.read], lastDay: lastDay, by: "guan",
                now: TestServer.now)
        }
        func get(_ token: String) async throws -> TestServer.Answer {
            try await server.get(
                "/api/v1" + Self.page + "/context",
                headers: [.authorization: "Bearer " + token])
        }
        #expect(try await get(try token("dian")).status == 403)
        #expect(try await get(try token("zhao")).status == 403)
        let answer = try await get(try token("shen"))
        #expect(answer.status == 200)
        let json = try answer.json()
        let alike = json["alike"]?.array ?? []
        let numbers = alike.compactMap { $0["claim"]?["claimId"]?.string }
        #expect(Set(numbers) == [ClaimID(number: 4).text, ClaimID(number: 5).text])
        let degrees = alike.flatMap { $0["likenesses"]?.array ?? [] }
            .compactMap { $0["degree"]?.string }
        #expect(degrees.contains("near") && degrees.contains("same"))
        #expect(json["dealer"]?["newest"]?["claims"]?.integer == 3)
        #expect(json["applicant"]?["limits"]?.array?.count == 2)
        #expect(!answer.body.contains(TestServer.residentIDs[0]))
    }

    @Test("what another claim said before it was corrected is told as such")
    func corrected() async throws {
        let server = try server()
        let other = ClaimID(number: 4)
        let desk = try Desk(
            store: server.store, county: server.county, plan: try PlanLibrary.jinxiang2024(),
            clock: { TestServer.now })
        defer { desk.close() }
        // Money for those in line: only a claim that holds some can be returned.
        let order = MoneyOrder(
            reference: "A-2", kind: .appropriation, fundCode: "F", amount: Money(fen: 1_000_000))
        #expect(try await desk.execute(.orderMoney(order), by: "zhao").receipt != nil)
        let released = try await desk.execute(.releaseMoney(reference: "A-2"), by: "qian")
        #expect(released.receipt != nil)
        let step = try desk.prepare(.sendBack, other, reason: .paperMissing, note: nil)
        #expect(try await desk.execute(.step(step), by: "shen").receipt != nil)
        let detail = try #require(try server.store.claim(other))
        var claim = RawClaim(row: 1)
        for (field, value) in detail.personal ?? [:] { claim[field] = value }
        let more: [ClaimField: String] = [
            .claimRef: detail.row.ref, .programme: "appliance", .townCode: "羊山镇",
            .dealerCode: TestServer.otherDealer, .soldOn: "2026-03-01", .price: "3000.00",
            .itemClass: "电视", .efficiencyGrade: "1", .applicantPhone: "15499990000",
        ]
        for (field, value) in more { claim[field] = value }
        let prepared = try desk.prepare(ReadRow(claim: claim))
        let command = try Corrections(server.store, try desk.preparer()).command(prepared)
        #expect(try await desk.execute(command, by: "bo").receipt?.claim == other)
        let first = try #require(try server.store.claim(ClaimID(number: 1)))
        let context = try desk.context(of: first)
        let found = try #require(context.alike.first { $0.row.id == other })
        let phone = try #require(
            found.likenesses.first { $0.subject == .column(.applicantPhone) })
        #expect(phone.degree == .before && phone.value == "154****0000")
        // Who it was about is the same person still.
        #expect(context.applicant?.claims.map(\.id) == [other])
    }
}

extension String {
    /// What stands between a heading's id and the end of its section.
    fileprivate func section(_ id: String) -> String {
        guard let start = range(of: "aria-labelledby=\"\(id)\""),
            let end = range(of: "</section>", range: start.upperBound..<endIndex)
        else { return "" }
        return String(self[start.upperBound..<end.lowerBound])
    }
}
