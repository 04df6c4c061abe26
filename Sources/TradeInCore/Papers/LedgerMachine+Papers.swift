/// A paper to be put to a claim; its file lies in the folder of papers already, sealed.
public struct PreparedPaper: Sendable {
    /// The claim's number.
    public var number: Int64
    /// What it is.
    public var paper: ClaimPaper
    /// Its form, by content.
    public var format: PaperFormat
    /// Its size in bytes.
    public var byteCount: Int

    /// A paper.
    public init(number: Int64, paper: ClaimPaper, format: PaperFormat, byteCount: Int) {
        self.number = number
        self.paper = paper
        self.format = format
        self.byteCount = byteCount
    }
}

/// A paper as it goes into the ledger.
public struct NewPaper: Sendable {
    /// The paper.
    public var prepared: PreparedPaper
    /// Who put it there.
    public var actor: String
    /// Its entry in the log.
    public var logIndex: Int64
}

extension LedgerMachine {
    /// Papers of one claim; more than any programme asks for.
    public static let mostPapers = 60

    static func attach(
        _ prepared: PreparedPaper, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        guard let claim = state.standing[prepared.number] else {
            return .refused(.claimUnknown(prepared.number))
        }
        let own = state.papers[prepared.number] ?? [:]
        if let logIndex = own[prepared.paper] {
            return .replayed(
                Receipt(
                    claim: ClaimID(number: claim.number), state: claim.state, logIndex: logIndex))
        }
        guard !claim.state.isOver else { return .refused(.paperNotTaken(claim)) }
        guard own.count < mostPapers else { return .refused(.papersFull(claim)) }
        let others = (state.paperHolders[prepared.paper.sha256] ?? [])
            .subtracting([prepared.number]).sorted()
        let place = state.log(paperEntry(prepared, claim, others, context))
        state.papers[prepared.number, default: [:]][prepared.paper] = place
        state.standing[prepared.number]?.lastEntry = place
        state.paperHolders[prepared.paper.sha256, default: []].insert(prepared.number)
        state.effects.papers.append(
            NewPaper(prepared: prepared, actor: context.actor, logIndex: place))
        return .done(
            Receipt(claim: ClaimID(number: claim.number), state: claim.state, logIndex: place),
            findings: others.isEmpty ? [] : [.fileOnTwoClaims(prepared.paper, others.count)])
    }

    /// What the claim's pack asks for and the claim has not got.
    static func missingPapers(_ claim: StandingClaim, in state: WorkingSet) -> [PaperNeed] {
        PaperNeed.missing(
            of: state.packs[claim.packSha256]?.papers ?? [],
            beside: (state.papers[claim.number] ?? [:]).keys.map(\.kind),
            isRise: claim.parent != nil)
    }

    private static func paperEntry(
        _ prepared: PreparedPaper, _ claim: StandingClaim, _ others: [Int64],
        _ context: CommandContext
    ) -> [UInt8] {
        canonicalObject(capacity: 320) { json in
            json.field("actor", context.actor)
            if !others.isEmpty {
                json.key("alsoOn")
                json.array { json in others.forEach { json.integer($0) } }
            }
            json.field("at", context.now.text)
            json.field("bytes", Int64(prepared.byteCount))
            json.field("claim", claim.number)
            json.field("format", prepared.format.rawValue)
            json.field("kind", "claim.paper")
            json.field("paper", prepared.paper.kind.rawValue)
            json.field("sha256", prepared.paper.sha256)
        }
    }
}

extension Finding {
    static func fileOnTwoClaims(_ paper: ClaimPaper, _ count: Int) -> Finding {
        Finding(
            "file-on-two-claims", .warning,
            zh: "同一份文件（\(paper.sha256.prefix(12))…）已用于另外\(count)笔申领。请核对是否传错；审核人会看到。",
            en:
                "The same file (\(paper.sha256.prefix(12))…) stands on \(count) other claims. Check "
                + "whether it is the right one; the reviewers see it.")
    }
}

extension Refusal {
    static func paperNotTaken(_ claim: StandingClaim) -> Refusal {
        let text = ClaimID(number: claim.number).text
        return Refusal(
            .paperNotTaken, zh: "申领\(text)现为“\(claim.state.title.zh)”，不再收材料。",
            en: "Claim \(text) is \(claim.state.title.en.lowercased()) and takes no more papers.")
    }

    static func papersFull(_ claim: StandingClaim) -> Refusal {
        let text = ClaimID(number: claim.number).text
        return Refusal(
            .papersFull,
            zh: "申领\(text)已有\(LedgerMachine.mostPapers)份材料，不能再加。请合并成一个PDF。",
            en:
                "Claim \(text) has \(LedgerMachine.mostPapers) papers and takes no more. Join them in "
                + "one PDF.")
    }

    static func paperMissing(_ claim: StandingClaim, _ needs: [PaperNeed]) -> Refusal {
        let text = ClaimID(number: claim.number).text
        let zh = needs.map { "\($0.kind.title.zh)（\($0.article)）" }.joined(separator: "、")
        let en = needs.map { "\($0.kind.title.en) (\($0.article))" }.joined(separator: ", ")
        return Refusal(
            .paperMissing, article: needs.first?.article,
            zh: "申领\(text)缺少材料：\(zh)。请补传材料，或以“材料缺失”退回补正。",
            en: "Claim \(text) lacks papers: \(en). Attach them, or return it with the "
                + "reason that papers are missing.")
    }
}
