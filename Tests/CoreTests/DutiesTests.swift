import Foundation
import Testing

@testable import TradeInCore

@Suite("Who may do what is one table, held to by the state machine")
struct DutiesTests {
    /// The rows of `Docs/reference/duties.md`: by act, the roles and what a person may not be to it.
    private static func table() throws -> [String: (roles: Set<String>, barred: String)] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("Docs/reference/duties.md"), encoding: .utf8)
        var rows: [String: (roles: Set<String>, barred: String)] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
            }
            guard cells.count == 4, Act(rawValue: cells[0]) != nil else { continue }
            let roles = cells[2].split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            rows[cells[0]] = (Set(roles), cells[3])
        }
        return rows
    }

    @Test("the page names every act with the roles and the relation that the engine holds to")
    func page() throws {
        let rows = try Self.table()
        #expect(Set(rows.keys) == Set(Act.allCases.map(\.rawValue)))
        for act in Act.allCases {
            let row = try #require(rows[act.rawValue])
            #expect(row.roles == Set(act.roles.map(\.rawValue)), "\(act.rawValue)")
            #expect(row.barred == act.barred?.rawValue ?? "–", "\(act.rawValue)")
        }
    }

    /// A command of each act, on a ledger where claim 1 is first-approved.
    private static func command(
        _ act: Act, _ ledger: inout TestLedger
    ) throws -> LedgerCommand {
        func step(_ step: ClaimStep) -> LedgerCommand {
            .step(PreparedStep(number: 1, step: step, reason: step.reasons.first))
        }
        let claim = try ledger.prepared(GoodRow.cells(.appliance))
        switch act {
        case .submit: return .submit(claim)
        case .correct:
            return .correct(
                PreparedCorrection(
                    number: 1, prepared: claim, before: claim.bodyDigest, holding: ClaimHolding()))
        case .withdraw: return step(.withdraw)
        case .reportReturn: return step(.reportReturn)
        case .approve: return step(.approve)
        case .sendBack: return step(.sendBack)
        case .reject: return step(.reject)
        case .hold: return step(.hold)
        case .unhold: return step(.unhold)
        case .reopen: return step(.reopen)
        case .clawback: return step(.clawback)
        case .recover: return step(.recover)
        case .supplement:
            return .supplement(
                PreparedSupplement(
                    number: 1, determination: claim.determination, register: testRegister))
        case .enrolDealer: return .enrol(TestLedger.dealer(2), sealedAccount: nil)
        case .recordEvent: return .recordEvent(try LedgerPrecedenceTests.event("E-1"))
        case .recordRecycling:
            return .recordRecycling(
                try LedgerPrecedenceTests.recycling("R-1", "HS-0001", on: "2026-01-05"))
        case .recordFigure:
            return .recordFigure(
                TargetFigure(
                    plan: "p", targetID: "T900", point: .base(2023), value: TargetNumber(1),
                    document: "文", reporter: "局"))
        case .attachEvidence:
            return .attachEvidence(
                PreparedEvidence(recordKey: "event:E-1", sha256: "ab", format: .pdf, byteCount: 1))
        case .proposePack: return .proposePack(try PackSketch.kept())
        case .activatePack: return .activatePack(sha256: "0")
        case .confirmValues:
            return .confirmValues(PackConfirmation(sha256: "0", items: ["x"], reference: "文"))
        case .createFund:
            return .createFund(
                Fund(
                    code: "C", title: LocalizedText(zh: "县", en: "County"), year: 2026,
                    scope: .county))
        case .setCap:
            return .setCap(Cap(fundCode: "A", dimension: .day, amount: Money(fen: 1)))
        case .orderMoney:
            return .orderMoney(
                MoneyOrder(
                    reference: "文7", kind: .appropriation, fundCode: "A", amount: Money(fen: 1)))
        case .releaseMoney: return .releaseMoney(reference: "文8")
        case .buildBatch:
            return .buildBatch(PreparedBatch(programme: .appliance, reference: "文", payments: []))
        case .releaseBatch: return .releaseBatch(1)
        case .cancelBatch: return .cancelBatch(1)
        case .confirmPayments:
            return .confirmPayments(PreparedConfirmation(sha256: "ab", lines: []))
        case .reserve:
            return .reserve(
                try ledger.preparer.prepareRight(
                    row(GoodRow.cells(.appliance)), today: try day("2026-03-01"),
                    seed: [UInt8](repeating: 1, count: ClaimPreparer.seedCount)[...]))
        case .cancelRight: return .cancelRight(1)
        case .attach:
            return .attach(
                PreparedPaper(
                    number: 1, paper: ClaimPaper(kind: .invoice, sha256: "ab"), format: .pdf,
                    byteCount: 1))
        case .viewPersonal: return .view(.record(claim: 1, .audit))
        case .exportPayments: return .view(.payees(batch: 1))
        case .viewEvidence:
            return .view(.evidence(record: "event:E-1", sha256: "ab", .audit))
        case .draftMonth: return .draftMonth(try #require(Month(text: "2026-01")))
        case .closeMonth: return .closeMonth(try #require(Month(text: "2026-01")))
        case .keepUser: return .keepUser(User(login: "new", roles: [.reviewer]))
        }
    }

    /// What a relation makes the engine refuse with, for an act that bars it.
    private static func refusal(_ act: Act) -> RefusalCode? {
        switch act.barred {
        case .entered: .ownEntry
        case .firstReviewed: .sameReviewer
        case .made: act == .activatePack ? .authorApproves : .makerChecks
        default: nil
        }
    }

    /// A ledger in which "wang" with a role stands in a relation to what commands are about.
    private static func ledger(_ role: Role, _ relation: Relation) throws -> TestLedger {
        var ledger = try StepLedger([.firstApproved]).ledger
        let own = relation == .otherDealer ? 2 : 1
        ledger.state.hasUsers = true
        ledger.state.administrators = [TextFolding.key("admin")]
        let user = User(
            login: "wang", roles: [role],
            dealerCode: role == .dealerStaff ? Sample.creditCode(own) : nil)
        ledger.state.users[user.key] = user
        ledger.state.standing[1]?.enteredBy = [relation == .entered ? "wang" : "clerk"]
        ledger.state.standing[1]?.firstReviewer = relation == .firstReviewed ? "wang" : "li"
        let maker = relation == .made ? "wang" : "zhao"
        ledger.state.orders["文8"] = StandingOrder(
            order: MoneyOrder(
                reference: "文8", kind: .appropriation, fundCode: "A", amount: Money(fen: 1)),
            maker: maker)
        ledger.state.batches[1] = PayBatch(
            number: 1, programme: .appliance, maker: maker, count: 0, total: .zero)
        ledger.state.rights[1] = StandingRight(
            number: 1, programme: .appliance, fundCode: "A", amount: Money(fen: 1),
            dealerCode: Sample.creditCode(1),
            holder: BlindIndex(key: ledger.preparer.keys.indexing).digest("a", "b"),
            reservedOn: try day("2026-03-01"), lastDay: try day("2026-03-02"), state: .lapsed,
            logIndex: 0)
        let month = try #require(Month(text: "2026-01"))
        ledger.state.months[month] = StandingMonth(maker: maker)
        ledger.state.records[LedgerMachine.draftKey(month)] = .init(
            body: ledger.state.body(of: month), logIndex: 0)
        var pack = try PackSketch.kept()
        pack.sha256 = "0"
        ledger.state.packs["0"] = PackStanding(
            identifier: pack.identifier, version: "9.0.0", sha256: "0", scope: pack.scope,
            author: maker, unconfirmed: [])
        return ledger
    }

    @Test(
        "every act by every role in every relation is allowed or refused as the table says",
        arguments: Act.allCases, Role.allCases)
    func walk(_ act: Act, _ role: Role) throws {
        for relation in Relation.allCases {
            var ledger = try Self.ledger(role, relation)
            let command = try Self.command(act, &ledger)
            let code = ledger.execute(command, by: "Wang").refusal?.code
            let place = "\(act.rawValue) \(role.rawValue) \(relation.rawValue)"
            guard act.roles.contains(role) else {
                #expect(code == .roleMissing, "\(place)")
                continue
            }
            let isClaims: Bool
            switch act {
            case .submit, .correct, .withdraw, .reportReturn, .attach, .viewPersonal, .reserve,
                .cancelRight:
                isClaims = true
            default: isClaims = false
            }
            if role == .dealerStaff, relation == .otherDealer, isClaims {
                #expect(code == .otherDealer, "\(place)")
                continue
            }
            let duties: Set<RefusalCode> = [
                .userUnknown, .userDisabled, .roleMissing, .otherDealer, .ownEntry, .sameReviewer,
                .authorApproves, .makerChecks,
            ]
            // Who entered a claim gives neither review of it.
            let isOwn = act == .approve && relation == .entered
            if relation == act.barred || isOwn, act != .unhold, act != .reopen {
                #expect(code == (isOwn ? .ownEntry : Self.refusal(act)), "\(place)")
            } else {
                #expect(code.map { !duties.contains($0) } ?? true, "\(place): \(code as Any)")
            }
        }
    }

    @Test("a ledger without users tells persons apart by login; with the first one duties begin")
    func bootstrap() throws {
        var ledger = try TestLedger()
        #expect(ledger.enrol().receipt != nil)
        let admin = User(login: "Guan", roles: [.administrator])
        #expect(ledger.execute(.keepUser(admin)).receipt != nil)
        #expect(ledger.enrol(2).refusal?.code == .userUnknown)
        let officer = User(login: "bo", roles: [.officer, .reviewer])
        #expect(ledger.execute(.keepUser(officer)).refusal?.code == .userUnknown)
        #expect(ledger.execute(.keepUser(officer), by: "ｇｕａｎ").receipt != nil)
        #expect(ledger.execute(.keepUser(officer), by: "guan").isReplay)
        #expect(
            ledger.execute(.enrol(TestLedger.dealer(2), sealedAccount: nil), by: "BO").receipt
                != nil)
        var gone = admin
        gone.state = .disabled
        #expect(ledger.execute(.keepUser(gone), by: "guan").refusal?.code == .lastAdministrator)
        var second = officer
        second.roles = [.officer, .administrator]
        #expect(ledger.execute(.keepUser(second), by: "guan").refusal?.code == .rolesConflict)
    }
}
