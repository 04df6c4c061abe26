/// What a fact or an expression is; expressions never compare unlike types.
public enum FactType: Hashable, Sendable {
    case day, money, int, bool, rate, text
    case symbol(SymbolDomain)
    case list(SymbolDomain)

    /// The type's name as pack authors read it in messages.
    public var name: String {
        switch self {
        case .day: "Day"
        case .money: "Money"
        case .int: "Int"
        case .bool: "Bool"
        case .rate: "Rate"
        case .text: "text"
        case .symbol(let domain): "symbol(\(domain.rawValue))"
        case .list(let domain): "list(\(domain.rawValue))"
        }
    }
}

/// A closed set of words that a fact may take.
public enum SymbolDomain: String, Sendable, CaseIterable {
    case itemClass, energy, vehicleClass, fuel, accountClass

    /// The words of a domain that is fixed by the claim format, in order; item
    /// classes are not fixed and come from ``ItemClassRegister``.
    public var fixedWords: [String] {
        switch self {
        case .itemClass: []
        case .energy: ["nev", "fuel"]
        case .vehicleClass: ["small-passenger", "micro-passenger", "other"]
        case .fuel: ["petrol", "diesel", "other", "nev"]
        case .accountClass: ["I", "II", "III"]
        }
    }
}

/// A non-personal fact of a claim that rules may use, and that the log keeps.
///
/// Comparisons of persons (is the buyer the applicant) are facts; the persons are not.
public enum Fact: Int, Sendable, CaseIterable {
    case soldOn, deliveredOn, newRegisteredOn, oldFirstRegisteredOn, oldOwnedSince
    case recycledOn, deregisteredOn, transferredOn, handedInOn, homeCompletedOn
    case price, priceNet
    case efficiencyGrade, newDisplacementMl, quantity, deliveryDays
    case newInCatalogue, buyerIsApplicant, oldOwnerIsApplicant, homeOwnerIsApplicant
    case itemClass, oldItemClass, newEnergy, oldVehicleClass, oldFuel, payeeAccountClass
    case gtin, serialNumber, imei, recyclingCertificate, oldItemSerial, recyclerCode, brand, model

    /// The fact's name in packs and in the log.
    public var name: String { Self.names[rawValue] }

    /// The fact's type.
    public var type: FactType {
        switch self {
        case .soldOn, .deliveredOn, .newRegisteredOn, .oldFirstRegisteredOn, .oldOwnedSince,
            .recycledOn, .deregisteredOn, .transferredOn, .handedInOn, .homeCompletedOn:
            .day
        case .price, .priceNet: .money
        case .efficiencyGrade, .newDisplacementMl, .quantity, .deliveryDays: .int
        case .newInCatalogue, .buyerIsApplicant, .oldOwnerIsApplicant, .homeOwnerIsApplicant: .bool
        case .itemClass, .oldItemClass: .symbol(.itemClass)
        case .newEnergy: .symbol(.energy)
        case .oldVehicleClass: .symbol(.vehicleClass)
        case .oldFuel: .symbol(.fuel)
        case .payeeAccountClass: .symbol(.accountClass)
        case .gtin, .serialNumber, .imei, .recyclingCertificate, .oldItemSerial, .recyclerCode,
            .brand, .model:
            .text
        }
    }

    /// The column that the fact is read from; derived facts point at the column to mend.
    public var field: ClaimField? {
        switch self {
        case .deliveryDays: .deliveredOn
        case .buyerIsApplicant: .invoiceBuyerId
        case .oldOwnerIsApplicant: .oldOwnerId
        case .homeOwnerIsApplicant: .homeOwnerId
        default: ClaimField(heading: name)
        }
    }

    /// The fact with this name.
    public init?(named name: String) {
        guard let fact = Self.byName[name] else { return nil }
        self = fact
    }

    static let names: [String] = allCases.map { String(describing: $0) }
    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
    /// Facts in the order of their names, which is the order of canonical JSON.
    static let sortedByName: [Fact] = allCases.sorted { $0.name < $1.name }
}
