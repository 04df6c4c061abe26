/// A claim as it stood after one of its log entries: another value whenever the claim changes.
public struct ClaimVersion: Hashable, Sendable {
    /// Where the claim stood.
    public var state: ClaimState
    /// The last entry of the log that changed the claim.
    ///
    /// Its contents, a step, a supplement or a paper; a look at it changes nothing.
    public var entry: Int64

    /// A version.
    public init(state: ClaimState, entry: Int64) {
        self.state = state
        self.entry = entry
    }

    /// The version as pages and ETags carry it: `submitted-42`.
    public var text: String { "\(state.rawValue)-\(entry)" }

    /// Reads what ``text`` writes; nil for anything else.
    public init?(text: String) {
        guard let dash = text.lastIndex(of: "-"),
            let state = ClaimState(rawValue: String(text[..<dash])),
            let entry = Int64(text[text.index(after: dash)...]), entry >= 0
        else { return nil }
        self.init(state: state, entry: entry)
        // `042` is no number that we wrote.
        guard self.text == text else { return nil }
    }
}

/// What a request takes for granted of a claim: it is refused when the claim stands otherwise.
///
/// It is asked in the transaction that would carry the command out, so nothing lies between the
/// look and the act. It is no part of the command, and is not logged.
public struct ClaimExpectation: Hashable, Sendable {
    /// The claim's number.
    public var number: Int64
    /// The versions that will do; none means that none does.
    public var versions: Set<ClaimVersion>

    /// An expectation.
    public init(of number: Int64, _ versions: Set<ClaimVersion>) {
        self.number = number
        self.versions = versions
    }
}

extension LedgerMachine {
    /// What stands against a request that was made of a claim as it stood before.
    static func change(
        _ expectation: ClaimExpectation?, in state: WorkingSet
    ) -> Refusal? {
        guard let expectation, let claim = state.standing[expectation.number],
            !expectation.versions.contains(claim.version)
        else { return nil }
        return .claimChanged(claim)
    }
}

extension Refusal {
    static func claimChanged(_ claim: StandingClaim) -> Refusal {
        let text = ClaimID(number: claim.number).text
        var refusal = Refusal(
            .claimChanged,
            zh: "这笔申领已被改动：\(text)在您查看之后有变动，现为“\(claim.state.title.zh)”，没有办理。"
                + "请看过变动后再决定。",
            en: "Claim \(text) has changed since you read it and is now "
                + "\(claim.state.title.en.lowercased()), so nothing was done. Look at what changed, "
                + "then decide.")
        refusal.version = claim.version
        return refusal
    }
}
