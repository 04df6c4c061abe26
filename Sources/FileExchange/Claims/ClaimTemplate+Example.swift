import TradeInCore

/// The example of a template: invented, of region 370899, with right check characters.
extension ClaimTemplate {
    /// The example's value of a column.
    func example(of field: ClaimField) -> String {
        switch field {
        case .claimRef: ClaimFileReader.exampleRef
        case .programme: programme.title.zh
        case .dealerCode, .recyclerCode: "91370899MA0000517H"
        case .applicantName: "示例"
        case .applicantId, .invoiceBuyerId, .oldOwnerId: "370899199203193958"
        case .applicantPhone: "15453261032"
        case .payeeAccount: "6222000000850490842"
        case .payeeBank: "金乡示例银行"
        case .payeeAccountClass: "I"
        case .townCode: reader.county.towns.first?.name.zh ?? ""
        case .invoiceNumber: "25372910913019345016"
        case .price: programme.isVehicle ? "123400.00" : "4999.00"
        case .itemClass: words(of: .itemClass)?.first ?? ""
        case .brand: "示例牌"
        case .model: "SL-100"
        case .serialNumber, .oldItemSerial: "SL0000000001"
        case .gtin: "6900000000786"
        case .imei: programme == .digital ? "860000119330073" : ""
        case .efficiencyGrade: "1"
        case .newVin: "LZZEVB017SE402972"
        case .newEnergy: "新能源"
        case .newInCatalogue: "是"
        case .oldVin: "LZZLDA993AS562604"
        case .oldPlate: "鲁HYTL82"
        case .oldVehicleClass: "小型载客"
        case .oldFuel: "汽油"
        case .oldFirstRegisteredOn: "2010-07-18"
        case .oldOwnedSince: "2015-12-25"
        case .recyclingCertificate: "HS-370899-6654424"
        case .soldOn, .recycledOn, .deregisteredOn, .transferredOn, .newRegisteredOn, .deliveredOn,
            .handedInOn:
            day.isoText
        case .oldItemClass: programme == .eBike ? words(of: .oldItemClass)?.first ?? "" : ""
        case .invoiceCode, .priceNet, .imei2, .newDisplacementMl, .homeCompletedOn, .homeOwnerId,
            .quantity:
            ""
        }
    }

    /// A value as the typed cell that people would enter.
    func cell(_ text: String, of field: ClaimField) -> Workbook.Cell {
        guard !text.isEmpty else { return .none }
        switch field.kind {
        case .day: return (try? Day.parse(text).get()).map { .day($0) } ?? .text(text)
        case .amount: return (try? Money.parse(yuan: text).get()).map { .amount($0) } ?? .text(text)
        default: return .text(text)
        }
    }
}
