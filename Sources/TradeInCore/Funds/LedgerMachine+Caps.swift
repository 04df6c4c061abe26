/// Caps: checked in the same execution as the fund, all or none.
///
/// What a dealer or a town has been granted counts from registration until the claim comes to its
/// end, so a claim beyond it is refused. A month, week or day counts what got its money then; a
/// claim beyond it joins the line, and leaves it in the next one.
extension LedgerMachine {
    /// The record key of a cap.
    public static func capKey(_ cap: Cap) -> String {
        "cap:\(cap.fundCode)|\(cap.dimension.rawValue)|\(cap.value)"
    }

    static func set(
        _ cap: Cap, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = capKey(cap)
        if let replay = replay(key, cap.body, in: state) { return replay }
        guard state.funds[cap.fundCode] != nil else {
            return .refused(.fundUnknown(cap.fundCode))
        }
        if let amount = cap.amount, amount <= .zero { return .refused(.amountNotPositive(amount)) }
        state.caps[cap.fundCode]?.removeAll {
            $0.dimension == cap.dimension && $0.value == cap.value
        }
        if cap.amount != nil { state.caps[cap.fundCode, default: []].append(cap) }
        let outcome = keep(.cap(cap), key, cap.body, "fund.cap", context, in: &state)
        promote(cap.fundCode, context, in: &state)
        return outcome
    }

    /// Lets claims out of lines that only a window of time held up.
    static func moveUp(_ context: CommandContext, in state: inout WorkingSet) {
        // In order of code, so that the log comes out the same whatever the hash seed.
        for (fundCode, caps) in state.caps.sorted(by: { $0.key < $1.key })
        where state.lines[fundCode]?.isEmpty == false && caps.contains(where: \.dimension.isWindow)
        {
            promote(fundCode, context, in: &state)
        }
    }
}

extension WorkingSet {
    /// The first cap of the wanted kind that an amount goes beyond; nil when none is.
    ///
    /// What the claim `old` was granted no longer counts.
    func fullCap(
        _ fundCode: String, _ keys: [(dimension: CapDimension, value: String)], _ amount: Money,
        without old: StandingClaim? = nil
    ) -> FullCap? {
        guard let caps = caps[fundCode], !caps.isEmpty else { return nil }
        for (dimension, value) in keys {
            let own = caps.first { $0.dimension == dimension && $0.value == value }
            let general = caps.first { $0.dimension == dimension && $0.value.isEmpty }
            guard let most = (own ?? general)?.amount else { continue }
            let key = CapKey(fundCode: fundCode, dimension: dimension, value: value)
            let givenBack = old.map { $0.counts(under: key) ? $0.granted : .zero } ?? .zero
            let used = Money(fen: capUse[key] ?? 0) - givenBack
            if used + amount > most { return FullCap(key: key, used: used, most: most) }
        }
        return nil
    }

    /// Counts what a claim is granted, or gives back, under counters of its fund.
    mutating func count(
        _ fundCode: String, _ keys: [(dimension: CapDimension, value: String)], _ fen: Int64
    ) {
        guard fen != 0 else { return }
        for (dimension, value) in keys {
            let key = CapKey(fundCode: fundCode, dimension: dimension, value: value)
            if caps[fundCode] != nil { capUse[key, default: 0] += fen }
            effects.capUse[key, default: 0] += fen
        }
    }
}

extension TallyPlace {
    /// The counters of the claim's dealer and town.
    var holders: [(dimension: CapDimension, value: String)] {
        CapDimension.holders(dealer: dealerCode, town: townKey)
    }
}

extension StandingClaim {
    /// Whether a counter of a dealer or town counts the claim.
    func counts(under key: CapKey) -> Bool {
        fundCode == key.fundCode && place.holders.contains { $0 == (key.dimension, key.value) }
    }
}

extension Refusal {
    static func capReached(_ full: FullCap) -> Refusal {
        Refusal(
            .capReached,
            zh:
                "资金“\(full.key.fundCode)”对\(full.key.dimension.title.zh)（\(full.key.value)）的上限为"
                + "\(full.most.groupedText)元，已用\(full.used.groupedText)元，不够本笔。请联系财政调整上限。",
            en: "Fund \(full.key.fundCode) grants at most \(full.most.groupedText) yuan per "
                + "\(full.key.dimension.title.en) (\(full.key.value)); \(full.used.groupedText) is used "
                + "and the claim goes beyond. Ask finance about the cap.")
    }
}

extension Finding {
    static func windowFull(_ full: FullCap) -> Finding {
        Finding(
            "cap-window-full", .notice,
            zh:
                "资金“\(full.key.fundCode)”\(full.key.dimension.title.zh)上限\(full.most.groupedText)元已用"
                + "\(full.used.groupedText)元（\(full.key.value)），本笔排队，下一期按提交先后转正。",
            en: "Fund \(full.key.fundCode) grants \(full.most.groupedText) yuan per "
                + "\(full.key.dimension.title.en) and \(full.used.groupedText) is used "
                + "(\(full.key.value)); the claim waits in line for the next.")
    }
}

extension Claim {
    /// The counters of the claim's dealer and town.
    var holders: [(dimension: CapDimension, value: String)] {
        CapDimension.holders(dealer: dealerCode, town: townKey)
    }
}
