import FileExchange
import TradeInCore

/// A claim's columns as a form shows them.
extension ClaimField {
    /// The label; in English the key in words, with the names of the trade in capitals.
    func label(_ language: Language) -> String {
        guard language == .en else { return title.zh }
        if let own = Self.englishLabels[self] { return own }
        var words = ""
        for letter in key {
            if letter.isUppercase { words += " " }
            words += letter.lowercased()
        }
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static let englishLabels: [ClaimField: String] = [
        .claimRef: "Your reference", .applicantId: "Applicant's ID number",
        .dealerCode: "Dealer's credit code", .townCode: "Town",
        .invoiceBuyerId: "Buyer's ID number on the invoice", .price: "Price with tax (yuan)",
        .priceNet: "Price without tax (yuan)", .gtin: "GTIN (bar code)", .imei: "IMEI",
        .imei2: "Second IMEI", .newVin: "New vehicle's VIN", .oldVin: "Old vehicle's VIN",
        .newDisplacementMl: "Displacement (ml)", .newInCatalogue: "In the tax catalogue",
        .oldOwnerId: "Old vehicle's owner: ID number", .homeOwnerId: "Home owner's ID number",
        .itemClass: "Class", .oldItemClass: "Class of the old item",
        .oldItemSerial:
            "Old item's serial number", .recyclerCode: "Recycler's credit code",
    ]

    /// The part of the form that the column stands in.
    enum Part: Int, CaseIterable {
        case sale, person, payee, item, old, home

        var title: LocalizedText {
            switch self {
            case .sale: LocalizedText(zh: "销售和发票", en: "Sale and invoice")
            case .person: LocalizedText(zh: "申领人", en: "Applicant")
            case .payee: LocalizedText(zh: "收款账户", en: "Account to be paid")
            case .item: LocalizedText(zh: "新购", en: "What was bought")
            case .old: LocalizedText(zh: "旧车或旧货", en: "What was handed in")
            case .home: LocalizedText(zh: "房屋", en: "Home")
            }
        }
    }

    var part: Part {
        switch self {
        case .applicantName, .applicantId, .applicantPhone: .person
        case .payeeAccount, .payeeBank, .payeeAccountClass: .payee
        case .itemClass, .brand, .model, .gtin, .serialNumber, .imei, .imei2, .efficiencyGrade,
            .deliveredOn, .newVin, .newEnergy, .newDisplacementMl, .newInCatalogue,
            .newRegisteredOn:
            .item
        case .oldVin, .oldPlate, .oldVehicleClass, .oldFuel, .oldFirstRegisteredOn,
            .oldOwnedSince, .oldOwnerId, .recyclingCertificate, .recycledOn, .deregisteredOn,
            .transferredOn, .oldItemClass, .oldItemSerial, .recyclerCode, .handedInOn:
            .old
        case .homeCompletedOn, .homeOwnerId: .home
        default: .sale
        }
    }

    /// A word of a closed list in English; the value that is sent stays the notices' own.
    static func english(_ word: String) -> String {
        switch word {
        case "新能源": "new energy"
        case "燃油": "fuel"
        case "小型载客": "small passenger car"
        case "微型载客": "micro passenger car"
        case "汽油": "petrol"
        case "柴油": "diesel"
        case "其他": "other"
        case "无": "none"
        case "是": "yes"
        case "否": "no"
        default: word
        }
    }
}
