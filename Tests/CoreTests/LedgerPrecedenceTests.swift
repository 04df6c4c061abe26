import Testing
import TradeInCore

@Suite("Of the refusals that apply, the first in order is the answer")
struct LedgerPrecedenceTests {
    private static let order = Dictionary(
        uniqueKeysWithValues: RefusalCode.allCases.enumerated().map { ($1, $0) })

    /// Whether, in a ledger set to refuse from `first` on, `code` applies too.
    private static func applies(_ code: RefusalCode, from first: RefusalCode) -> Bool {
        guard let place = order[code], let start = order[first] else { return false }
        return place >= start
    }

    /// The outcome of a claim against which everything from `first` on stands.
    private func claimOutcome(
        _ programme: Programme, from first: RefusalCode
    ) throws -> CommandOutcome {
        func applies(_ code: RefusalCode) -> Bool { Self.applies(code, from: first) }
        var ledger = try TestLedger()
        let sound = try ledger.prepared(GoodRow.cells(programme))
        if applies(.claimRefReused), first == .claimRefReused {
            ledger.state.claims[sound.refDigest] = .init(
                bodyDigest: try #require(BlindDigest(bytes: [UInt8](repeating: 1, count: 16))),
                receipt: Receipt(logIndex: 0))
        }
        switch first {
        case .claimRefReused, .dealerUnknown: break
        case .dealerNotActive: ledger.enrol(1, [.eBike], .suspended)
        case .dealerNotEnrolled: ledger.enrol(1, [.eBike])
        default: ledger.enrol()
        }
        if applies(.packNotActive) {
            for digest in ledger.state.packs.keys { ledger.state.packs[digest]?.state = .proposed }
        }
        if first == .packOvertaken { try Self.addNarrowerPacks(&ledger) }
        for key in sound.keys where applies(Self.refusal(of: key.kind)) {
            ledger.state.keys[key.folded] = [key.exact]
        }
        if applies(.limitReached) {
            for limit in sound.limits {
                for counter in limit.counters { ledger.state.usage[counter] = limit.most }
            }
        }
        var cells = GoodRow.cells(programme)
        if applies(.ineligible) { cells[.price] = "" }
        return try ledger.submit(cells)
    }

    /// Puts a pack for the county itself beside each pack for the whole country.
    private static func addNarrowerPacks(_ ledger: inout TestLedger) throws {
        ledger.state.countyCode = "370828"
        for pack in ledger.state.packs.values {
            var own = pack
            own.sha256 += "own"
            own.scope.place = "3708"
            own.state = .active
            ledger.state.packs[own.sha256] = own
            ledger.state.packs[pack.sha256]?.state = .active
        }
    }

    private static func refusal(of kind: ClaimKeyKind) -> RefusalCode {
        switch kind {
        case .invoice: .invoiceAlreadyClaimed
        case .newVin: .newVehicleAlreadyClaimed
        case .oldVin: .oldVehicleAlreadyClaimed
        case .certificate: .certificateAlreadyClaimed
        case .serial: .serialAlreadyClaimed
        case .imei: .imeiAlreadyClaimed
        }
    }

    /// The outcome of a register command against which everything from `first` on stands.
    private func registerOutcome(from first: RefusalCode) throws -> CommandOutcome? {
        var ledger = try TestLedger.ready()
        switch first {
        case .fundCodeTaken:
            ledger.createFund("digital", .programme(.digital))
            return ledger.createFund("vehicle", .programme(.digital))
        case .capReached:
            ledger.execute(
                .setCap(Cap(fundCode: "appliance", dimension: .town, amount: Money(fen: 1))))
            return try ledger.submit(GoodRow.cells(.appliance))
        case .fundScopeTaken: return ledger.createFund("second", .category(.vehicle))
        case .appropriationRefReused: return ledger.appropriate("nowhere", fen: 0, "文1-vehicle")
        case .fundUnknown: return ledger.appropriate("nowhere", fen: 0, "文2")
        case .amountNotPositive: return ledger.appropriate("vehicle", fen: -1, "文2")
        case .recordRefReused:
            ledger.execute(.recordRecycling(try Self.recycling("R-1", "HS-0001", on: "2026-01-05")))
            return ledger.execute(
                .recordRecycling(try Self.recycling("R-1", "HS-0001", on: "2026-01-06")))
        case .certificateAlreadyRecorded:
            ledger.execute(.recordRecycling(try Self.recycling("R-1", "HS-0001", on: "2026-01-05")))
            return ledger.execute(
                .recordRecycling(try Self.recycling("R-2", "hs 0001", on: "2026-01-05")))
        case .serialAlreadyRecorded:
            var record = try Self.recycling("R-1", "HS-0001", on: "2026-01-05")
            record.serialNumber = "SN 1"
            ledger.execute(.recordRecycling(record))
            (record.recordRef, record.certificate, record.serialNumber) = ("R-2", "HS-2", "sn1")
            ledger.state.certificateClaims["HS2"] = Self.holder
            return ledger.execute(.recordRecycling(record))
        case .certificateOnClaim:
            var record = try Self.recycling("R-1", "HS-0001", on: "2026-01-05")
            (record.claimRef, record.dealerCode) = ("A-1", Sample.creditCode(9))
            ledger.state.certificateClaims["HS0001"] = Self.holder
            return ledger.execute(.recordRecycling(record))
        case .figureRecorded:
            let figure = try Self.figure("100")
            ledger.execute(.recordFigure(figure))
            return ledger.execute(.recordFigure(try Self.figure("101")))
        case .figureMissing:
            return ledger.execute(.recordFigure(try Self.figure("100", isCorrection: true)))
        case .recordUnknown: return ledger.execute(.attachEvidence(Self.evidence(0)))
        case .evidenceFull:
            ledger.execute(.recordEvent(try Self.event("E-1")))
            for number in 0..<LedgerMachine.mostEvidence {
                ledger.execute(.attachEvidence(Self.evidence(number)))
            }
            return ledger.execute(.attachEvidence(Self.evidence(LedgerMachine.mostEvidence)))
        case .eventAlreadyRecorded:
            ledger.execute(.recordEvent(try Self.event("E-1")))
            return ledger.execute(.recordEvent(try Self.event("E-2")))
        default: return try paymentOutcome(from: first) ?? policyOutcome(from: first)
        }
    }

    /// The outcome of a command on packs or supplements against which everything from `first`
    /// on stands.
    private func policyOutcome(from first: RefusalCode) throws -> CommandOutcome? {
        switch first {
        case .claimUnknown: return try SupplementLedger.granting(isKnown: false)
        case .stepNotDrawn, .ownEntry, .sameReviewer, .reasonUnfit, .noteMissing:
            return try stepOutcome(from: first)
        case .reservationNotOffered, .rightAlreadyHeld, .drawsUsedUp, .rightUnknown, .rightNotHeld:
            return try rightOutcome(from: first)
        case .paperMissing, .paperNotTaken, .papersFull: return try paperOutcome(from: first)
        case .supplementNotDue:
            return try SupplementLedger.granting(granted: Money(fen: 2_000_000), available: .zero)
        case .fundShort: return try SupplementLedger.granting(available: Money(fen: 999_999))
        case .packUnknown:
            var ledger = try TestLedger()
            return ledger.execute(.activatePack(sha256: "0"))
        case .packVersionTaken:
            var ledger = try TestLedger()
            var pack = try PackSketch.kept()
            pack.sha256 = "1"
            return ledger.execute(.proposePack(pack))
        case .authorApproves: return try activation(by: "author", isTemplate: true, "0.9.0")
        case .packIsTemplate: return try activation(by: "tester", isTemplate: true, "0.9.0")
        case .packVersionNotNewer: return try activation(by: "tester", isTemplate: false, "1.0.0")
        case .packsOverlap: return try activation(by: "tester", isTemplate: false, "1.0.1")
        case .valueNotOpen:
            var ledger = try TestLedger()
            let digest = try PackSketch.kept().sha256
            return ledger.execute(
                .confirmValues(
                    PackConfirmation(sha256: digest, items: ["nothing"], reference: "文1")))
        default: return nil
        }
    }

    /// The outcome of a step against which everything from `first` on stands.
    private func stepOutcome(from first: RefusalCode) throws -> CommandOutcome {
        switch first {
        case .stepNotDrawn:
            var test = try StepLedger([.rejected])
            return test.take(.approve, by: "clerk", reason: .other)
        case .ownEntry:
            var test = try StepLedger([.firstApproved])
            test.ledger.state.standing[1]?.firstReviewer = "clerk"
            return test.take(.approve, by: "clerk")
        case .sameReviewer:
            var test = try StepLedger([.firstApproved])
            return test.take(.approve, by: "li")
        case .reasonUnfit:
            var test = try StepLedger([.submitted])
            return test.take(.hold, reason: .reviewError)
        default:
            var test = try StepLedger([.submitted])
            return test.take(.hold, reason: .other)
        }
    }

    /// The outcome of a draw, or of giving a right back, against which everything from `first` on
    /// stands.
    private func rightOutcome(from first: RefusalCode) throws -> CommandOutcome {
        var ledger = try TestLedger()
        ledger.enrol()
        let prepared = try ledger.preparedRight(
            GoodRow.cells(.appliance), days: first == .reservationNotOffered ? nil : 2)
        var right = StandingRight(
            number: 1, programme: .appliance, fundCode: "A", amount: Money(fen: 1),
            dealerCode: Sample.creditCode(1), holder: prepared.holder,
            reservedOn: try day("2026-03-01"), lastDay: try day("2026-03-02"), state: .reserved,
            logIndex: 0)
        if first == .rightNotHeld { right.state = .lapsed }
        if first != .rightUnknown { ledger.state.rights[1] = right }
        if first == .rightUnknown || first == .rightNotHeld {
            return ledger.execute(.cancelRight(1))
        }
        if first != .drawsUsedUp { ledger.state.rightHolders[prepared.holder] = 1 }
        ledger.state.usage[prepared.draws] = 3
        return ledger.execute(.reserve(prepared))
    }

    /// The outcome of a review or of a paper against which everything from `first` on stands.
    private func paperOutcome(from first: RefusalCode) throws -> CommandOutcome {
        var test = try StepLedger([first == .paperNotTaken ? .rejected : .submitted])
        if first == .paperMissing {
            test.askForPapers([.invoice])
            return test.take(.approve)
        }
        for number in 0..<LedgerMachine.mostPapers {
            let paper = ClaimPaper(kind: .other, sha256: String(number))
            test.ledger.state.papers[1, default: [:]][paper] = 0
        }
        return test.attach(.invoice, "ab")
    }

    /// Activating a version of a pack that stands, beside another pack of the same scope.
    private func activation(
        by actor: String, isTemplate: Bool, _ version: String
    ) throws -> CommandOutcome {
        var ledger = try TestLedger()
        var pack = try PackSketch.kept()
        var rival = pack
        (rival.identifier, rival.sha256) = ("rival", "2")
        (pack.sha256, pack.version, pack.scope.isTemplate) = ("1", version, isTemplate)
        for (kept, state) in [(rival, PackStanding.State.active), (pack, .proposed)] {
            ledger.state.packs[kept.sha256] = PackStanding(
                identifier: kept.identifier, version: kept.version, sha256: kept.sha256,
                scope: kept.scope, author: "author", state: state, unconfirmed: [])
        }
        return LedgerMachine.execute(
            .activatePack(sha256: "1"), CommandContext(actor: actor, now: ledger.context.now),
            register: testRegister, in: &ledger.state)
    }

    static func recycling(
        _ reference: String, _ certificate: String, on text: String
    ) throws -> RecyclingRecord {
        RecyclingRecord(
            recordRef: reference, kind: .vehicle, quantity: 1, recyclerCode: Sample.creditCode(9),
            recyclerLicensed: true, certificate: certificate, handedInOn: try day(text))
    }

    static func event(_ reference: String) throws -> CountyEvent {
        CountyEvent(
            eventRef: reference, kind: .appliance, name: "示例家电节", rural: true,
            startsOn: try day("2026-05-01"), endsOn: try day("2026-05-03"), town: "huji",
            state: .held)
    }

    @Test("each refusal, with all later ones standing too", arguments: RefusalCode.allCases)
    func walk(code: RefusalCode) throws {
        var outcomes: [CommandOutcome] = []
        switch code {
        case .claimRefReused, .dealerUnknown, .dealerNotActive, .dealerNotEnrolled,
            .packNotActive, .packOvertaken, .ineligible,
            .invoiceAlreadyClaimed, .limitReached, .fundMissing:
            for programme in [Programme.vehicleScrappage, .digital] {
                outcomes.append(try claimOutcome(programme, from: code))
            }
        case .newVehicleAlreadyClaimed, .oldVehicleAlreadyClaimed, .certificateAlreadyClaimed:
            outcomes.append(try claimOutcome(.vehicleScrappage, from: code))
        case .serialAlreadyClaimed, .imeiAlreadyClaimed:
            outcomes.append(try claimOutcome(.digital, from: code))
        case .claimChanged: outcomes.append(try changedOutcome())
        // Asked in the store's transaction before the machine is: AnsweredRequestTests.
        case .requestKeyReused: outcomes.append(.refused(.requestKeyReused))
        default: outcomes.append(try #require(try registerOutcome(from: code)))
        }
        for outcome in outcomes {
            let refusal = try #require(outcome.refusal)
            #expect(refusal.code == code)
            for language in Language.allCases { #expect(!refusal.message[language].isEmpty) }
        }
    }

    @Test("a dealer's code that cannot be read is told with the other findings of the row")
    func unreadableDealer() throws {
        var ledger = try TestLedger.ready()
        var cells = GoodRow.cells(.appliance)
        cells[.dealerCode] = "?"
        cells[.price] = ""
        let refusal = try #require(try ledger.submit(cells).refusal)
        #expect(refusal.code == .ineligible && refusal.message.en.contains("2 finding"))
    }
}
