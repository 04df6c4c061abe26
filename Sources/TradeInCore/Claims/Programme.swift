/// What is bought with the subsidy's help, as the notices divide it.
public enum Programme: String, Sendable, CaseIterable {
    case vehicleScrappage = "vehicle-scrappage"
    case vehicleReplacement = "vehicle-replacement"
    case appliance
    case digital
    case homeGoods = "home-goods"
    case eBike = "e-bike"

    /// The category that tallies and funds group the programme under.
    public var category: Category {
        switch self {
        case .vehicleScrappage, .vehicleReplacement, .eBike: .vehicle
        case .appliance, .digital: .appliance
        case .homeGoods: .homeGoods
        }
    }

    /// Whether a registered motor vehicle is bought.
    public var isVehicle: Bool { self == .vehicleScrappage || self == .vehicleReplacement }

    /// Whether the applicant is paid; the other programmes' dealers advance the subsidy at the
    /// till and are paid back.
    public var paysApplicant: Bool { isVehicle }

    /// The programme's name as the notices print it, and in English.
    public var title: LocalizedText {
        switch self {
        case .vehicleScrappage: LocalizedText(zh: "汽车报废更新", en: "Vehicle scrappage")
        case .vehicleReplacement: LocalizedText(zh: "汽车置换更新", en: "Vehicle replacement")
        case .appliance: LocalizedText(zh: "家电以旧换新", en: "Home appliances")
        case .digital: LocalizedText(zh: "数码和智能产品购新", en: "Digital products")
        case .homeGoods: LocalizedText(zh: "家装厨卫焕新", en: "Home goods")
        case .eBike: LocalizedText(zh: "电动自行车以旧换新", en: "Electric bicycles")
        }
    }

    /// The programme named by its key or its Chinese name.
    public init?(named text: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue == text || $0.title.zh == text })
        else { return nil }
        self = found
    }
}

/// The three categories that the county plan counts (clauses 15 to 17).
public enum Category: String, Sendable, CaseIterable {
    case vehicle
    case appliance
    case homeGoods = "home-goods"

    /// The category's name.
    public var title: LocalizedText {
        switch self {
        case .vehicle: LocalizedText(zh: "车辆", en: "Vehicles")
        case .appliance: LocalizedText(zh: "家电数码", en: "Appliances and digital")
        case .homeGoods: LocalizedText(zh: "家装厨卫", en: "Home goods")
        }
    }
}
