/// What a tally groups by.
public enum TallyDimension: String, Sendable, CaseIterable {
    case itemClass = "class"
    case town, dealer, month
}

/// The name of a tally cell; each claim counts in one cell per dimension.
public struct TallyKey: Hashable, Sendable {
    /// The dimension.
    public var dimension: TallyDimension
    /// The year of the sale.
    public var year: Int
    /// The programme.
    public var programme: Programme
    /// The value of the dimension: a class, town or dealer key, or a month.
    public var value: String
    /// The claims' state.
    public var state: ClaimState

    /// A cell's name.
    public init(
        dimension: TallyDimension, year: Int, programme: Programme, value: String, state: ClaimState
    ) {
        self.dimension = dimension
        self.year = year
        self.programme = programme
        self.value = value
        self.state = state
    }

    /// The cells that a claim counts in.
    ///
    /// Vehicles have no item class; their class is the new vehicle's energy.
    public static func keys(
        programme: Programme, soldOn: Day, classKey: String, townKey: String, dealerCode: String,
        state: ClaimState
    ) -> [TallyKey] {
        let month = soldOn.monthText
        let year = soldOn.year
        return [
            (TallyDimension.itemClass, classKey), (.town, townKey), (.dealer, dealerCode),
            (.month, month),
        ].map {
            TallyKey(dimension: $0.0, year: year, programme: programme, value: $0.1, state: state)
        }
    }
}

/// The sums of a tally cell.
public struct TallySums: Hashable, Sendable {
    /// Claims.
    public var claims: Int64 = 0
    /// Units bought.
    public var units: Int64 = 0
    /// Tax-inclusive sales.
    public var sales = Money.zero
    /// Subsidy decided.
    public var subsidy = Money.zero

    /// No claims.
    public init() {}

    /// The given sums.
    public init(claims: Int64, units: Int64, sales: Money, subsidy: Money) {
        self.claims = claims
        self.units = units
        self.sales = sales
        self.subsidy = subsidy
    }

    /// Adds the other's sums to this one's.
    public static func += (left: inout TallySums, right: TallySums) {
        left.claims += right.claims
        left.units += right.units
        left.sales += right.sales
        left.subsidy += right.subsidy
    }
}

extension FactSet {
    /// The class that tallies group a claim under: its item class, or the new vehicle's energy.
    public func tallyClass(_ register: ItemClassRegister) -> String {
        if let index = self[.itemClass] { return register.classes[Int(index)].key }
        if let energy = self[.newEnergy] { return SymbolDomain.energy.fixedWords[Int(energy)] }
        return "other"
    }
}
