import TradeInCore
import TradeInStore

/// How many targets stand in a state.
struct TargetCount: Sendable {
    let state, sign, title: String
    let count: Int

    /// The states that occur, best first.
    static func counts(_ entries: [BoardTarget], _ language: Language) -> [TargetCount] {
        TargetState.allCases.compactMap { state in
            let count = entries.count { $0.reading.state == state }
            guard count > 0 else { return nil }
            return TargetCount(
                state: state.rawValue, sign: state.sign, title: state.title[language], count: count)
        }
    }
}

extension TargetState {
    /// A sign beside the words, for those who do not tell the colours apart.
    var sign: String {
        switch self {
        case .met: "✓"
        case .onPace: "→"
        case .behind: "!"
        case .missed: "×"
        case .noData: "–"
        case .baseMissing: "?"
        }
    }
}

/// One target of the board.
struct TargetCard: Sendable {
    let id, clause, title, requirement, state, sign, stateTitle, explanation: String
    let actual: String?
    let note: String?
    /// The bar's length and the mark of what is due, in thousandths; nil draws none.
    let bar: Int?
    let due: Int?
    let isWaiting: Bool

    init(_ entry: BoardTarget, _ language: Language) {
        let (target, reading) = (entry.target, entry.reading)
        id = target.id
        clause = target.clauseTitle[language]
        title = target.title[language]
        requirement = target.requirement[language] + Self.deadline(target, language)
        state = reading.state.rawValue
        sign = reading.state.sign
        stateTitle = reading.state.title[language]
        explanation = reading.explanation[language]
        actual = reading.actual.map { target.unit.text($0)[language] }
        note = target.note?[language]
        bar = reading.reachedPermille
        due = Self.dueMark(target, reading)
        isWaiting = reading.state == .noData || reading.state == .baseMissing
    }

    private static func deadline(_ target: PlanTarget, _ language: Language) -> String {
        switch target.period {
        case .year(let year): language == .zh ? "（\(year)年底前）" : " by the end of \(year)"
        case .annual: language == .zh ? "（每年）" : " each year"
        case .ongoing: language == .zh ? "（随时）" : " at any time"
        }
    }

    /// Where on the bar the count due today stands; growth has no such place.
    private static func dueMark(_ target: PlanTarget, _ reading: TargetReading) -> Int? {
        guard target.kind != .growthVsBase, target.kind != .annualGrowth, let due = reading.due,
            reading.state == .onPace || reading.state == .behind
        else { return nil }
        let share = due.thousandths.multipliedReportingOverflow(by: 1000)
        guard !share.overflow else { return nil }
        return Int(min(max(share.partialValue / reading.required.thousandths, 0), 1000))
    }
}

/// A category with its classes.
struct CategoryLines: Sendable {
    /// A line of figures.
    struct Line: Sendable {
        let title, claims, units, sales, subsidy, waitlisted: String
        let programme: String?

        init(_ line: TallyLine, _ language: Language) {
            title = line.title[language]
            programme = line.programme?.title[language]
            claims = grouped(line.sums.claims)
            units = grouped(line.sums.units)
            sales = line.sums.sales.groupedText
            subsidy = line.sums.subsidy.groupedText
            waitlisted = grouped(line.waitlisted)
        }
    }

    let total: Line
    let lines: [Line]

    /// Each category that has claims, its sum first, its classes after.
    static func all(
        _ cells: [TallyRow], _ table: TallyTable, _ language: Language
    ) -> [CategoryLines] {
        let classes = table.lines(cells, by: .itemClass)
        return table.lines(cells, by: .category).map { category in
            CategoryLines(
                total: Line(category, language),
                lines: classes.filter { $0.programme?.category.rawValue == category.key }
                    .map { Line($0, language) })
        }
    }
}

/// A fund with what became of its money.
struct FundCard: Sendable {
    /// One account: its share of the bar and its sum.
    struct Part: Sendable {
        let key, title, amount: String
        let start, width: Int
    }

    let code, title, scope, appropriated: String
    let parts: [Part]

    init(_ fund: Fund, _ language: Language) {
        code = fund.code
        title = fund.title[language]
        scope = fund.scope.title[language]
        let whole = fund.balance(.appropriation)
        appropriated = whole.groupedText
        var start = 0
        parts = [AccountKind.paid, .payable, .encumbered, .available, .receivable].compactMap {
            kind in
            let amount = fund.balance(kind)
            guard amount > .zero || kind == .available || kind == .encumbered else { return nil }
            let width = Self.permille(amount, of: whole)
            defer { start += width }
            return Part(
                key: kind.key, title: kind.title[language], amount: amount.groupedText,
                start: start, width: width)
        }
    }

    private static func permille(_ part: Money, of whole: Money) -> Int {
        guard whole > .zero else { return 0 }
        let product = part.fen.multipliedFullWidth(by: 1000)
        return Int(clamping: whole.fen.dividingFullWidth(product).quotient)
    }
}

/// A whole number with separators.
private func grouped(_ value: Int64) -> String {
    TargetNumber(Int(clamping: value)).groupedText
}
