/// One numeric target of the county plan, as the plan states it.
///
/// Source: the plan's text; the column names of the plan file are given with
/// each member in `Sources/PolicyLibrary/plan`.
public struct PlanTarget: Hashable, Sendable {
    /// How the figure is measured.
    public enum Kind: String, Sendable, CaseIterable {
        /// A count within each calendar year.
        case perYearCount = "per_year_count"
        /// A stock, or a volume of the target's year.
        case absolute
        /// Growth, in percent, of one year on a base year.
        case growthVsBase = "growth_vs_base"
        /// Growth, in percent, of each year on the year before.
        case annualGrowth = "annual_growth"
        /// A share or a quotient.
        case ratio
    }

    /// When the figure is due.
    public enum Period: Hashable, Sendable {
        /// By the end of this year.
        case year(Int)
        /// In each calendar year anew.
        case annual
        /// At all times; read year by year.
        case ongoing
    }

    /// How the actual value is compared with the figure.
    public enum Comparator: String, Sendable, CaseIterable {
        case more = ">"
        case atLeast = ">="
        /// The plan's 左右 or 约. Our own convention: met from 5 % of the figure
        /// below it, without an upper bound.
        case about = "~"

        /// The comparator in words.
        public var title: LocalizedText {
            switch self {
            case .more: LocalizedText(zh: "超过", en: "more than")
            case .atLeast: LocalizedText(zh: "不低于", en: "at least")
            case .about: LocalizedText(zh: "约", en: "about")
            }
        }
    }

    /// Where the actual value comes from.
    public enum Source: String, Sendable, CaseIterable {
        case eventRegister = "event_register"
        case recyclingRegister = "recycling_register"
        case reported
    }

    /// What a register counts for the target; nil for reported targets.
    public enum Measure: String, Sendable, CaseIterable {
        case nevFair = "nev-fair"
        case nevFairRural = "nev-fair-rural"
        case appliance
        case homeGoods = "home-goods"
        case vehiclesRecycled = "vehicles-recycled"
        case appliancesRecycled = "appliances-recycled"

        /// The register that counts it.
        public var source: Source {
            switch self {
            case .nevFair, .nevFairRural, .appliance, .homeGoods: .eventRegister
            case .vehiclesRecycled, .appliancesRecycled: .recyclingRegister
            }
        }
    }

    /// `T001` for figures in the text, `I001` for 100 % implied by 全部 or 全覆盖.
    public var id: String
    /// The clause: its number, or 总体要求 for the general section.
    public var clause: String
    /// What is measured.
    public var title: LocalizedText
    /// How it is measured.
    public var kind: Kind
    /// The year that growth is measured from; only for ``Kind/growthVsBase``.
    public var baselineYear: Int?
    /// When it is due.
    public var period: Period
    /// How the actual value is compared.
    public var comparator: Comparator
    /// The figure; positive; in percent for growth.
    public var value: TargetNumber
    /// The figure's unit.
    public var unit: TargetUnit
    /// The lead units in the clause's own words; empty for the general section.
    public var leadUnits: [String]
    /// The words of the plan that state the figure.
    public var quote: String
    /// Where actual values come from.
    public var source: Source
    /// What the register counts; present exactly when the source is a register.
    public var measure: Measure?
    /// Where the plan is at odds with itself: what, and that both figures stand.
    public var note: LocalizedText?

    /// A target with all that the plan says of it.
    ///
    /// A base year belongs to growth on a base and to nothing else, a measure to
    /// register sources and to nothing else, and the figure is positive; the plan
    /// reader checks all three before it comes here.
    public init(
        id: String, clause: String, title: LocalizedText, kind: Kind, baselineYear: Int? = nil,
        period: Period, comparator: Comparator, value: TargetNumber, unit: TargetUnit,
        leadUnits: [String] = [], quote: String = "", source: Source, measure: Measure? = nil,
        note: LocalizedText? = nil
    ) {
        precondition(value > .zero, "the figure of a target is positive")
        precondition(
            (kind == .growthVsBase) == (baselineYear != nil),
            "a base year belongs to growth on a base and to nothing else")
        precondition(
            (measure?.source ?? .reported) == source, "a register target names its own measure")
        self.id = id
        self.clause = clause
        self.title = title
        self.kind = kind
        self.baselineYear = baselineYear
        self.period = period
        self.comparator = comparator
        self.value = value
        self.unit = unit
        self.leadUnits = leadUnits
        self.quote = quote
        self.source = source
        self.measure = measure
        self.note = note
    }
}

extension PlanTarget {
    /// The clause as people cite it: `第15条`, `Clause 15`.
    public var clauseTitle: LocalizedText {
        guard Int(clause) != nil else { return LocalizedText(zh: clause, en: "General section") }
        return LocalizedText(zh: "第\(clause)条", en: "Clause \(clause)")
    }

    /// What is asked for, in words: `不低于5场`, `at least 5 events`.
    public var requirement: LocalizedText {
        let figure = unit.text(value)
        return LocalizedText(
            zh: comparator.title.zh + figure.zh, en: comparator.title.en + " " + figure.en)
    }
}
