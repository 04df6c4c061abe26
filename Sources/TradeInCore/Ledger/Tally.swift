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
    /// The part of the subsidy that each source bears; what none bears is not settled.
    public var borne = BorneShares()

    /// No claims.
    public init() {}

    /// The given sums.
    public init(
        claims: Int64, units: Int64, sales: Money, subsidy: Money,
        borne: BorneShares = BorneShares()
    ) {
        self.claims = claims
        self.units = units
        self.sales = sales
        self.subsidy = subsidy
        self.borne = borne
    }

    /// What a source bears of the subsidy.
    public func subsidy(from source: FundingSource) -> Money {
        source == .unassigned ? subsidy - borne.all : borne[source]
    }

    /// Adds the other's sums to this one's.
    public static func += (left: inout TallySums, right: TallySums) {
        left.claims += right.claims
        left.units += right.units
        left.sales += right.sales
        left.subsidy += right.subsidy
        left.borne += right.borne
    }

    /// What takes these sums away again.
    var negated: TallySums {
        TallySums(
            claims: -claims, units: -units, sales: .zero - sales, subsidy: .zero - subsidy,
            borne: borne.negated)
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
