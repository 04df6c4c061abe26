import TradeInCore
import TradeInDesk
import TradeInStore

/// The sums of claims by town, programme and period, as DHIS2 is told them.
///
/// Dense: a programme that has or had claims in a period has a figure for every town, if only
/// nought. DHIS2 keeps what it is not told anew, so a sum that fell to nought must be said.
struct DHIS2Totals {
    /// What tells one sum from another.
    struct Key: Hashable {
        /// As DHIS2 writes it: `2026`, `202603`.
        var period: String
        var programme: Programme
        /// Our key of the town.
        var town: String
    }

    /// One figure.
    struct Value {
        var element: String
        var period: String
        var unit: String
        var text: String
    }

    let period: DHIS2Period
    private var states: [Key: [ClaimState: TallySums]] = [:]
    /// The programmes that have or had claims in a period: a cell stays when its last claim is
    /// corrected away.
    private var programmes: [String: Set<Programme>] = [:]

    /// Reads the sums: of years from cells, of months from the claims, for no cell has both
    /// town and month.
    ///
    /// - Parameters:
    ///   - period: how long the periods are.
    ///   - year: the year of sale; nil for all.
    ///   - store: the ledger; all of it must be read at one checkpoint.
    /// - Throws: the store's failures.
    init(_ period: DHIS2Period, year: Int?, store: LedgerStore) throws {
        self.period = period
        for cell in try store.tally(period == .year ? .town : .month, year: year) {
            let (key, sums) = (cell.key, cell.sums)
            switch period {
            case .year: add(sums, key.state, to: key.value, String(key.year), key.programme)
            case .month:
                programmes[Self.monthText(key.value), default: []].insert(key.programme)
            }
        }
        guard period == .month else { return }
        _ = try ClaimRows.each(in: store) { claim in
            let place = claim.place
            guard year == nil || place.soldOn.year == year else { return }
            // A linked award adds money to a claim and is none.
            let sums = TallySums(
                claims: claim.parent == nil ? 1 : 0, units: claim.units, sales: claim.price,
                subsidy: claim.amount)
            add(
                sums, claim.state, to: place.townKey, Self.monthText(place.soldOn.monthText),
                place.programme)
        }
    }

    /// A month as DHIS2 writes it.
    private static func monthText(_ month: String) -> String { month.replacing("-", with: "") }

    private mutating func add(
        _ sums: TallySums, _ state: ClaimState, to town: String, _ period: String,
        _ programme: Programme
    ) {
        let key = Key(period: period, programme: programme, town: town)
        programmes[period, default: []].insert(programme)
        states[key, default: [:]][state, default: TallySums()] += sums
    }

    /// All claims that have not come to an end without an award.
    var total: TallySums {
        states.keys.reduce(into: TallySums()) { $0 += line($1).all }
    }

    private func line(_ key: Key) -> TallyTable.Line {
        TallyTable.Line(key: .init(group: key.town), states: states[key] ?? [:])
    }

    /// What keeps the sums from being given out, in words; empty when all is well.
    ///
    /// - Parameters:
    ///   - control: what they must come to, without the shares of sources.
    ///   - county: the county whose towns DHIS2 knows.
    /// - Returns: a sentence for each thing that is wrong.
    func complaints(control: TallySums, county: County) -> [LocalizedText] {
        var complaints: [LocalizedText] = []
        let total = total
        let same =
            total.claims == control.claims && total.units == control.units
            && total.sales == control.sales && total.subsidy == control.subsidy
        if !same {
            complaints.append(
                LocalizedText(
                    zh: "按镇街合计\(total.claims)笔、补贴\(total.subsidy.groupedText)元，"
                        + "汇总表为\(control.claims)笔、\(control.subsidy.groupedText)元。",
                    en: "By town: \(total.claims) claims and \(total.subsidy.groupedText) yuan; "
                        + "the statement has \(control.claims) and \(control.subsidy.groupedText).")
            )
        }
        let known = Set(county.towns.map(\.key))
        for town in Set(states.keys.map(\.town)).subtracting(known).sorted() {
            complaints.append(
                LocalizedText(
                    zh: "镇街“\(town)”不在登记簿中。", en: "The town \(town) is not in the register."))
        }
        return complaints
    }

    /// The figures, in order of period, town and programme.
    func values(in county: County) -> [Value] {
        var values: [Value] = []
        for (period, present) in programmes.sorted(by: { $0.key < $1.key }) {
            for town in county.towns {
                for programme in Programme.allCases where present.contains(programme) {
                    let line = line(Key(period: period, programme: programme, town: town.key))
                    values += DHIS2Measure.allCases.map { measure in
                        Value(
                            element: DHIS2Element(measure, of: programme, self.period).code,
                            period: period, unit: DHIS2.townCode(town.key, in: county),
                            text: measure.value(of: line))
                    }
                }
            }
        }
        return values
    }
}

extension TargetBoard {
    /// What each target asks for and how it stands, as figures of the whole county.
    ///
    /// They are figures of the board's year, also for targets of a later one. Where nothing is
    /// known there is no figure: nothing is assumed.
    func values(in county: County) -> [DHIS2Totals.Value] {
        rows.flatMap { row in
            let texts = [(false, row.target.value.text), (true, row.reading.actual?.text)]
            return texts.compactMap { isActual, text in
                text.map {
                    DHIS2Totals.Value(
                        element: DHIS2Element(row.target, of: plan, isActual: isActual).code,
                        period: String(year), unit: county.code, text: $0)
                }
            }
        }
    }
}
