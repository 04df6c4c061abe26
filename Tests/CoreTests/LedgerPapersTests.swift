import Testing

@testable import TradeInCore

extension StepLedger {
    /// Makes the pack of claim 1 and 2 ask for papers.
    mutating func askForPapers(_ kinds: [PaperKind]) {
        guard var pack = ledger.state.packs.values.first else { return }
        pack.papers = kinds.map { PaperNeed(kind: $0, article: "九") }
        ledger.state.packs[pack.sha256] = pack
        for number in ledger.state.standing.keys {
            ledger.state.standing[number]?.packSha256 = pack.sha256
        }
    }

    @discardableResult
    mutating func attach(
        _ kind: PaperKind, _ sha256: String, to number: Int64 = 1, by actor: String = "clerk"
    ) -> CommandOutcome {
        ledger.execute(
            .attach(
                PreparedPaper(
                    number: number, paper: ClaimPaper(kind: kind, sha256: sha256), format: .pdf,
                    byteCount: 9)), by: actor)
    }
}

@Suite("Papers of claims: known by content, asked for by the pack, the same one noticed")
struct LedgerPapersTests {
    @Test("neither review approves while a paper is missing; other steps do not ask")
    func missing() throws {
        var test = try StepLedger([.submitted, .firstApproved])
        test.askForPapers([.invoice, .recyclingCertificate])
        let refusal = test.take(.approve).refusal
        #expect(refusal?.code == .paperMissing && refusal?.article == "九")
        #expect(refusal?.message.en.contains("invoice (九), recycling certificate (九)") == true)
        #expect(test.attach(.invoice, "aa").receipt != nil)
        #expect(test.take(.approve).refusal?.message.en.contains("invoice") == false)
        test.attach(.recyclingCertificate, "bb")
        #expect(test.take(.approve).receipt?.state == .firstApproved)
        #expect(test.take(.approve, 2).refusal?.code == .paperMissing)
        #expect(test.take(.hold, 2).receipt != nil)
    }

    @Test("a paper sent again is the same one; a file that stands on another claim is told")
    func repeated() throws {
        var test = try StepLedger([.submitted, .submitted, .withdrawn])
        #expect(test.attach(.invoice, "aa").findings.isEmpty)
        let size = test.ledger.state.frontier.size
        #expect(test.attach(.invoice, "aa").isReplay)
        #expect(test.ledger.state.frontier.size == size)
        #expect(test.attach(.itemPhoto, "aa").findings.isEmpty, "the same claim is no other")
        let other = test.attach(.invoice, "aa", to: 2)
        #expect(other.findings.map(\.code) == ["file-on-two-claims"])
        let entry = try JSONValue.parse(test.ledger.state.effects.entries.last ?? [])
        #expect(entry["alsoOn"]?.array?.map(\.integer) == [1])
        #expect(test.attach(.invoice, "cc", to: 3).refusal?.code == .paperNotTaken)
        #expect(test.attach(.invoice, "cc", to: 9).refusal?.code == .claimUnknown)
    }

    private static func bytes(_ head: [UInt8], _ tail: [UInt8]) -> [UInt8] {
        head + [UInt8](repeating: 7, count: 40) + tail
    }

    private static let ofd: [UInt8] = {
        let local = Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 26)
        let directory = Array("PK\u{1}\u{2}".utf8) + Array("......OFD.xml".utf8)
        var end = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 18)
        end[16] = UInt8(local.count)
        return local + directory + end
    }()

    @Test("a paper's form is known by its content")
    func forms() {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let pngEnd: [UInt8] = [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        let good: [([UInt8], PaperFormat)] = [
            (Self.bytes([0xFF, 0xD8, 0xFF, 0xE0], [0xFF, 0xD9]), .jpeg),
            (Self.bytes(png, pngEnd), .png),
            (Self.bytes(Array("%PDF-1.7\n".utf8), Array("%%EOF\n".utf8)), .pdf), (Self.ofd, .ofd),
            (Array("\u{FEFF} <?xml version=\"1.0\"?><发票/>\n".utf8), .xml),
            (Array("<EInvoice><a/></EInvoice>".utf8), .xml),
        ]
        for (bytes, form) in good { #expect(PaperFormat.recognise(bytes) == .success(form)) }
        let bad: [([UInt8], PaperFormat.Fault)] = [
            ([], .empty), (Self.bytes([0xFF, 0xD8, 0xFF, 0xE0], []), .cutShort(.jpeg)),
            (Self.bytes(png, []), .cutShort(.png)),
            (Self.bytes(Array("%PDF-1.7\n".utf8), []), .cutShort(.pdf)),
            (Array(Self.ofd.dropLast(22)), .cutShort(.ofd)),
            (Array("<?xml version=\"1.0\"?><a".utf8), .cutShort(.xml)),
            (
                Array("<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]><a>&b;</a>".utf8),
                .unknown("DOCTYPE")
            ),
            (Array("<!doctype html><html></html>".utf8), .unknown("HTML")),
            (Array("invoice".utf8), .unknown(nil)), ([0x3C, 0x00, 0x3E, 0x3E], .unknown(nil)),
            (Array("....ftypheic....".utf8), .unknown("HEIC")),
            (Array("RIFF....WEBP".utf8), .unknown("WEBP")),
            (Array("MZ......".utf8), .unknown("EXE")),
            (
                [UInt8](repeating: 0x25, count: PaperFormat.mostBytes + 1),
                .tooLarge(bytes: PaperFormat.mostBytes + 1)
            ),
        ]
        for (bytes, fault) in bad {
            #expect(PaperFormat.recognise(bytes) == .failure(fault), "\(fault)")
            #expect(!fault.finding.message.en.isEmpty && !fault.finding.message.zh.isEmpty)
        }
    }

    @Test(
        "no damage to a good file makes another form of it or stops the reader",
        arguments: [11, 12])
    func damage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pdf = Self.bytes(Array("%PDF-1.7\n".utf8), Array("%%EOF\n".utf8))
        for good in [pdf, Self.ofd] {
            for _ in 0..<2_000 {
                var bytes = good
                let cut = Int(random.next() % UInt64(bytes.count))
                if random.next() % 2 == 0 { bytes.removeLast(cut) }
                if !bytes.isEmpty {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 256)
                }
                if case .success(let form) = PaperFormat.recognise(bytes) {
                    #expect([.pdf, .ofd, .xml].contains(form), "seed \(seed)")
                }
            }
        }
    }

    @Test("needs are kept as text and read again")
    func text() {
        let needs = PaperKind.allCases.map { PaperNeed(kind: $0, article: "二(一)") }
        #expect(PaperNeed.parse(PaperNeed.text(needs)) == needs)
        #expect(PaperNeed.parse("") == [] && PaperNeed.parse("letter@一") == nil)
    }
}

extension TestLedger {
    /// A draw under the appliance pack; without days the pack offers no rights.
    mutating func preparedRight(
        _ cells: [ClaimField: String], days: Int?
    ) throws -> PreparedRight {
        let prepared = try preparer.prepareRight(
            row(cells), today: try day("2026-03-01"),
            seed: [UInt8](repeating: 1, count: ClaimPreparer.seedCount)[...])
        guard let days, var source = prepared.determination.pack?.source else { return prepared }
        for (key, value) in [("reserveDays", days), ("drawsPerClass", 3)] {
            source.deadlines.append(
                .init(key: key, value: value, article: PackSketch.placed("一"), mark: "S1"))
        }
        var determination = prepared.determination
        determination.pack = try PolicyPack(source, register: testRegister)
        return PreparedRight(
            claim: prepared.claim, determination: determination, refDigest: prepared.refDigest,
            bodyDigest: prepared.bodyDigest, holder: prepared.holder, draws: prepared.draws,
            limits: prepared.limits, sealed: prepared.sealed, classKey: prepared.classKey,
            commitment: prepared.commitment, factsJSON: prepared.factsJSON)
    }
}
