import TradeInCore

/// A whole valid row per programme, which tests then spoil.
enum GoodRow {
    /// The cells of a claim that nothing is wrong with; `number` makes its things its own.
    static func cells(_ programme: Programme, number: Int = 1) -> [ClaimField: String] {
        var cells = common(programme, number)
        let own =
            switch programme {
            case .vehicleScrappage, .vehicleReplacement: vehicle(programme, number)
            case .appliance, .digital: device(programme, number)
            case .homeGoods: home
            case .eBike: bicycle
            }
        cells.merge(own) { _, new in new }
        return cells
    }

    private static func common(_ programme: Programme, _ number: Int) -> [ClaimField: String] {
        [
            .claimRef: "A-\(number)", .programme: programme.rawValue,
            .dealerCode: Sample.creditCode(1), .applicantName: "张例一",
            .applicantId: Sample.residentID(number), .applicantPhone: Sample.phone(number),
            .townCode: "yangshan", .soldOn: "2026-03-01", .invoiceNumber: Sample.invoice(number),
            .invoiceBuyerId: Sample.residentID(number), .price: "3000.00", .quantity: "1",
        ]
    }

    private static func vehicle(
        _ programme: Programme, _ number: Int
    ) -> [ClaimField: String] {
        var cells: [ClaimField: String] = [
            .payeeAccount: Sample.account(number), .payeeBank: "示例银行金乡支行",
            .payeeAccountClass: "I", .price: "128000.00", .newVin: Sample.vin(number),
            .newEnergy: "nev", .newInCatalogue: "是", .newRegisteredOn: "2026-03-05",
            .oldVin: Sample.vin(500_000 + number), .oldPlate: "鲁HABC12",
            .oldVehicleClass: "small-passenger", .oldFuel: "petrol",
            .oldFirstRegisteredOn: "2011-05-06", .oldOwnedSince: "2015-01-01",
            .oldOwnerId: Sample.residentID(number),
        ]
        if programme == .vehicleScrappage {
            cells[.recyclingCertificate] = Sample.certificate(number)
            cells[.recycledOn] = "2026-02-10"
            cells[.deregisteredOn] = "2026-02-20"
        } else {
            cells[.transferredOn] = "2026-02-20"
        }
        return cells
    }

    private static func device(_ programme: Programme, _ number: Int) -> [ClaimField: String] {
        var cells: [ClaimField: String] = [
            .brand: "示例", .model: "M-1", .serialNumber: "SN\(number)", .deliveredOn: "2026-03-03",
            .itemClass: programme == .digital ? "phone" : "refrigerator",
        ]
        if programme == .digital {
            cells[.imei] = Sample.imei(2 * number)
            cells[.imei2] = Sample.imei(2 * number + 1)
        } else {
            cells[.efficiencyGrade] = "1"
        }
        return cells
    }

    private static let home: [ClaimField: String] = [
        .itemClass: "智能马桶", .homeCompletedOn: "2025-12-01", .efficiencyGrade: "无",
    ]

    private static let bicycle: [ClaimField: String] = [
        .itemClass: "e-bike", .oldItemClass: "电动自行车", .oldItemSerial: "OLD-1",
        .recyclerCode: "R-1", .handedInOn: "2026-02-28",
    ]
}
