/// Which columns a programme uses, and what their cells may hold: what templates are made from.
extension ClaimField {
    /// What a cell of a column holds.
    public enum Kind: Hashable, Sendable {
        case text, day, amount, wholeNumber, yesOrNo
        /// A number of a person or thing, of one of these lengths where they are fixed.
        case identifier(lengths: [Int])
        /// One of a closed list of words, as people write them.
        case choice([String])
        /// The town's name, or an item class.
        case town, itemClass
    }

    /// The columns that a programme's rows may fill, in the order of templates.
    ///
    /// - Parameter programme: the programme.
    /// - Returns: the columns that ``ClaimReader`` looks at; it passes over all others.
    public static func used(by programme: Programme) -> [ClaimField] {
        allCases.filter { $0.isUsed(by: programme) }
    }

    private func isUsed(by programme: Programme) -> Bool {
        switch self {
        case .claimRef, .programme, .dealerCode, .applicantName, .applicantId, .applicantPhone,
            .townCode, .soldOn, .invoiceNumber, .invoiceCode, .invoiceBuyerId, .price, .priceNet,
            .quantity:
            true
        case .payeeAccount, .payeeBank, .payeeAccountClass, .newVin, .newEnergy,
            .newDisplacementMl, .newInCatalogue, .newRegisteredOn, .oldVin, .oldPlate,
            .oldVehicleClass, .oldFuel, .oldFirstRegisteredOn, .oldOwnedSince, .oldOwnerId:
            programme.isVehicle
        case .recyclingCertificate, .recycledOn, .deregisteredOn: programme == .vehicleScrappage
        case .transferredOn: programme == .vehicleReplacement
        case .itemClass, .brand, .model, .gtin, .serialNumber, .imei, .imei2, .deliveredOn,
            .oldItemClass, .oldItemSerial, .recyclerCode, .handedInOn:
            !programme.isVehicle
        case .efficiencyGrade: programme == .appliance || programme == .homeGoods
        case .homeCompletedOn, .homeOwnerId: programme == .homeGoods
        }
    }

    /// What the column's cells hold.
    public var kind: Kind {
        switch self {
        case .soldOn, .deliveredOn, .newRegisteredOn, .oldFirstRegisteredOn, .oldOwnedSince,
            .recycledOn, .deregisteredOn, .transferredOn, .handedInOn, .homeCompletedOn:
            .day
        case .price, .priceNet: .amount
        case .newDisplacementMl, .quantity: .wholeNumber
        case .newInCatalogue: .yesOrNo
        case .applicantId, .dealerCode: .identifier(lengths: [18])
        case .invoiceBuyerId, .oldOwnerId, .homeOwnerId: .identifier(lengths: [])
        case .applicantPhone: .identifier(lengths: [11])
        case .payeeAccount: .identifier(lengths: [16, 17, 18, 19])
        case .invoiceNumber: .identifier(lengths: [8, 20])
        case .invoiceCode: .identifier(lengths: [10, 12])
        case .gtin: .identifier(lengths: [13])
        case .imei, .imei2: .identifier(lengths: [15])
        case .newVin, .oldVin: .identifier(lengths: [17])
        case .oldPlate: .identifier(lengths: [7, 8])
        case .claimRef, .serialNumber, .recyclingCertificate, .oldItemSerial, .recyclerCode:
            .identifier(lengths: [])
        case .programme: .choice(Programme.allCases.map(\.title.zh))
        case .payeeAccountClass: .choice(["I", "II", "III"])
        case .newEnergy: .choice(["新能源", "燃油"])
        case .oldVehicleClass: .choice(["小型载客", "微型载客"])
        case .oldFuel: .choice(["汽油", "柴油", "新能源", "其他"])
        case .efficiencyGrade: .choice(["1", "2", "3", "4", "5", "无"])
        case .townCode: .town
        case .itemClass, .oldItemClass: .itemClass
        case .applicantName, .payeeBank, .brand, .model: .text
        }
    }
}

extension ClaimReader {
    /// The columns that a programme's every row must fill, found by reading a row without them.
    ///
    /// - Parameter programme: the programme.
    /// - Returns: the columns; those needed only beside certain values are not among them.
    public func required(by programme: Programme) -> Set<ClaimField> {
        var row = RawClaim(row: 1)
        row[.programme] = programme.rawValue
        let missing = read(ReadRow(claim: row)).findings.filter {
            $0.code == "field-missing" || $0.code == "price-missing"
        }
        return Set(missing.compactMap(\.field)).union([.programme])
    }
}
