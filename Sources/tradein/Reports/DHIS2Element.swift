import ArgumentParser
import TradeInCore
import TradeInDesk

/// How long the periods are that DHIS2 is told the totals of.
enum DHIS2Period: String, CaseIterable, ExpressibleByArgument {
    case year, month

    /// Empty, since the name of the value lists them already.
    static let allValueStrings: [String] = []

    /// DHIS2's name of the period type.
    var typeName: String { self == .year ? "Yearly" : "Monthly" }

    /// Ends codes, so that a server that is given both never adds months to years.
    var letter: String { self == .year ? "Y" : "M" }

    /// What names end in.
    var title: LocalizedText {
        self == .year ? LocalizedText(zh: "年", en: "year") : LocalizedText(zh: "月", en: "month")
    }
}

/// A figure that is kept of each programme, town and period.
enum DHIS2Measure: String, CaseIterable {
    case claims, units, sales, subsidy
    case paidClaims, paidSubsidy, waitlistedClaims, waitlistedSubsidy

    /// The word in codes: `PAID_CLAIMS`.
    var code: String {
        rawValue.reduce(into: "") { code, letter in
            code += (letter.isUppercase ? "_" : "") + letter.uppercased()
        }
    }

    /// The figure's name; amounts name their unit.
    var title: LocalizedText {
        switch self {
        case .claims: LocalizedText(zh: "笔数", en: "claims")
        case .units: LocalizedText(zh: "件数", en: "units")
        case .sales: LocalizedText(zh: "销售额（元）", en: "sales (yuan)")
        case .subsidy: LocalizedText(zh: "补贴额（元）", en: "subsidy (yuan)")
        case .paidClaims: LocalizedText(zh: "其中已付款笔数", en: "claims paid")
        case .paidSubsidy: LocalizedText(zh: "其中已付款补贴额（元）", en: "subsidy paid (yuan)")
        case .waitlistedClaims: LocalizedText(zh: "其中候补笔数", en: "claims in line")
        case .waitlistedSubsidy: LocalizedText(zh: "其中候补补贴额（元）", en: "subsidy in line (yuan)")
        }
    }

    /// Whether it is an amount, in yuan with two decimals, and not a count.
    var isAmount: Bool {
        switch self {
        case .sales, .subsidy, .paidSubsidy, .waitlistedSubsidy: true
        case .claims, .units, .paidClaims, .waitlistedClaims: false
        }
    }

    /// The figure of some claims as DHIS2 takes it.
    func value(of line: TallyTable.Line) -> String {
        switch self {
        case .claims: String(line.all.claims)
        case .units: String(line.all.units)
        case .sales: line.all.sales.yuanText
        case .subsidy: line.all.subsidy.yuanText
        case .paidClaims: String(line.sums(.paid).claims)
        case .paidSubsidy: line.sums(.paid).subsidy.yuanText
        case .waitlistedClaims: String(line.sums(.waitlisted).claims)
        case .waitlistedSubsidy: line.sums(.waitlisted).subsidy.yuanText
        }
    }
}

/// A data element: what one kind of data value says.
struct DHIS2Element {
    /// At most 50 characters, unique.
    var code: String
    /// At most 230 characters in each language, unique.
    var name: LocalizedText
    /// At most 50 characters in each language, unique.
    var shortName: LocalizedText
    /// What it says, in words.
    var description: LocalizedText
    /// DHIS2's word for the values that it takes.
    var valueType: String
    /// How DHIS2 sums it up over time; over places always by addition.
    var aggregationType: String

    /// A figure of a programme.
    init(_ measure: DHIS2Measure, of programme: Programme, _ period: DHIS2Period) {
        let word = programme.rawValue.uppercased().replacing("-", with: "_")
        code = "TRADEIN_\(period.letter)_\(word)_\(measure.code)"
        let (what, title, length) = (programme.title, measure.title, period.title)
        name = LocalizedText(
            zh: "\(what.zh)：\(title.zh)（\(length.zh)）",
            en: "\(what.en): \(title.en) (\(length.en))")
        shortName = LocalizedText(
            zh: "\(what.zh)\(title.zh)\(period.letter)",
            en: "\(what.en): \(title.en) \(period.letter)")
        description = LocalizedText(
            zh: "按销售日期归入期间；不含驳回、撤回和已追回的申领。",
            en: "By day of sale; without claims that were rejected, withdrawn or clawed back.")
        valueType = measure.isAmount ? "NUMBER" : "INTEGER_ZERO_OR_POSITIVE"
        aggregationType = "SUM"
    }

    /// What a target of the plan asks for, or how it stands.
    init(_ target: PlanTarget, of plan: CountyPlan, isActual: Bool) {
        let planWord = String(plan.code.prefix(24))
        let end = isActual ? "ACTUAL" : "REQUIRED"
        code =
            "TRADEIN_" + planWord.uppercased().replacing("-", with: "_") + "_\(target.id)_\(end)"
        let what =
            isActual
            ? LocalizedText(zh: "实际", en: "actual") : LocalizedText(zh: "要求", en: "required")
        let unit = target.unit.title
        func limited(_ text: String, _ end: String) -> String {
            text.prefix(230 - end.count) + end
        }
        name = LocalizedText(
            zh: limited("\(planWord) \(target.id) \(target.title.zh)", "：\(what.zh)（\(unit.zh)）"),
            en: limited("\(planWord) \(target.id) \(target.title.en)", ": \(what.en) (\(unit.en))")
        )
        shortName = LocalizedText(
            zh: "\(planWord) \(target.id) \(what.zh)", en: "\(planWord) \(target.id) \(what.en)")
        let clause = target.clauseTitle
        description = LocalizedText(
            zh: "\(plan.number) \(clause.zh)：\(target.requirement.zh)",
            en: "\(plan.number) \(clause.en): \(target.requirement.en)")
        valueType = "NUMBER"
        aggregationType = "LAST"
    }

    /// Its stable identifier in DHIS2.
    var uid: String { DHIS2.uid("dataElement", code) }

    /// All figures of all programmes over one kind of period.
    static func figures(_ period: DHIS2Period) -> [DHIS2Element] {
        Programme.allCases.flatMap { programme in
            DHIS2Measure.allCases.map { DHIS2Element($0, of: programme, period) }
        }
    }

    /// What the plan asks for and how it stands, target by target.
    static func targets(_ plan: CountyPlan) -> [DHIS2Element] {
        plan.targets.flatMap { target in
            [false, true].map { DHIS2Element(target, of: plan, isActual: $0) }
        }
    }
}

/// Identifiers that are the same on every server and at every export.
enum DHIS2 {
    /// The code of the data set of a kind of period.
    static func dataSetCode(_ period: DHIS2Period) -> String { "TRADEIN_\(period.letter)" }

    /// The code of a town's organisation unit: our keys are unique in a county only.
    static func townCode(_ town: String, in county: County) -> String { county.code + "-" + town }

    /// DHIS2's identifier of an object: a letter and ten letters or digits, from its kind and code.
    ///
    /// Made from the code, so that what is imported again finds what was imported before.
    static func uid(_ kind: String, _ code: String) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let digest = Digests.sha256Hex(Array("tradein/dhis2/\(kind)/\(code)".utf8))
        guard var rest = UInt64(digest.prefix(16), radix: 16) else {
            preconditionFailure("a digest is hexadecimal")
        }
        var uid = String(letters[Int(rest % 52)])
        rest /= 52
        for _ in 0..<10 {
            uid.append(letters[Int(rest % 62)])
            rest /= 62
        }
        return uid
    }
}
