/// Reads rows of text into claims; wrong cells become findings, all of them.
///
/// Only the columns that the programme uses are read; a cell in any other column
/// is ignored, since dealers send one layout for all programmes.
public struct ClaimReader: Sendable {
    /// The item classes.
    public let register: ItemClassRegister
    /// The county, for its towns.
    public let county: County
    /// The keys of the towns by each of their names.
    private let towns: [String: String]

    /// A reader for a county.
    public init(register: ItemClassRegister, county: County) {
        self.register = register
        self.county = county
        var towns: [String: String] = [:]
        for town in county.towns {
            for name in [town.key, town.name.zh, town.shortName] { towns[name] = town.key }
        }
        self.towns = towns
    }

    /// Reads one row.
    ///
    /// - Parameter row: the row with what the file reader found.
    /// - Returns: the claim and all findings; never throws, whatever the row holds.
    public func read(_ row: ReadRow) -> ClaimReading {
        var cells = ClaimCells(row)
        var claim = Claim(
            row: row.claim.row, ref: "", programme: nil, dealerCode: "", townKey: "",
            facts: FactSet(), raw: row.claim, identifiers: Claim.Identifiers())
        claim.ref = cells.required(.claimRef) ?? ""
        if claim.ref.utf8.count > 64 {
            cells.report(
                "claim-ref-too-long", .claimRef, zh: "最多64字节；请改短",
                en: "at most 64 bytes; make it shorter")
        }
        claim.programme = readProgramme(&cells)
        readDealer(&cells, &claim)
        // What every programme asks is read even when the programme is unknown: all findings at once.
        readPerson(&cells, &claim, claim.programme)
        readSale(&cells, &claim)
        guard let programme = claim.programme else { return finished(claim, cells) }
        if programme.isVehicle {
            readNewVehicle(&cells, &claim)
            readOldVehicle(&cells, &claim, programme)
        } else {
            readGoods(&cells, &claim, programme)
            readOldItem(&cells, &claim, programme)
        }
        if programme == .homeGoods { readHome(&cells, &claim) }
        return finished(claim, cells)
    }

    private func finished(_ claim: Claim, _ cells: ClaimCells) -> ClaimReading {
        var claim = claim
        claim.raw = cells.raw
        return ClaimReading(claim: claim, findings: cells.findings)
    }

    private func readProgramme(_ cells: inout ClaimCells) -> Programme? {
        guard let text = cells.required(.programme) else { return nil }
        if let programme = Programme(named: text) { return programme }
        let known = Programme.allCases
        cells.report(
            "programme-unknown", .programme,
            zh: "没有这个补贴项目；可填" + known.map(\.title.zh).joined(separator: "、"),
            en: "no such programme; write one of " + known.map(\.rawValue).joined(separator: ", "))
        return nil
    }

    private func readDealer(_ cells: inout ClaimCells, _ claim: inout Claim) {
        claim.dealerCode = cells.identifier(
            .dealerCode, required: true, prefix: "credit-code", failedCheck: .warning,
            CreditCode.normalise, CreditCode.check)
    }

    private func readPerson(
        _ cells: inout ClaimCells, _ claim: inout Claim, _ programme: Programme?
    ) {
        _ = cells.required(.applicantName)
        claim.identifiers.applicantId = cells.identifier(
            .applicantId, required: true, prefix: "resident-id", ResidentID.normalise,
            ResidentID.check)
        claim.identifiers.applicantPhone = cells.identifier(
            .applicantPhone, required: true, prefix: "mobile", Mobile.normalise, Mobile.check)
        if programme?.isVehicle == true {
            claim.identifiers.payeeAccount = cells.identifier(
                .payeeAccount, required: true, prefix: "bank-card", BankCard.normalise,
                BankCard.check)
            _ = cells.required(.payeeBank)
            readAccountClass(&cells, &claim)
        }
        let town = cells.required(.townCode)
        if let town {
            if let key = towns[town] ?? county.town(named: town)?.key {
                claim.townKey = key
            } else {
                cells.report(
                    "town-unknown", .townCode,
                    zh: "本县没有这个镇街；可填" + county.towns.map(\.name.zh).joined(separator: "、"),
                    en: "no such town in the county; write one of "
                        + county.towns.map(\.key).joined(separator: ", "))
            }
        }
    }

    private func readAccountClass(_ cells: inout ClaimCells, _ claim: inout Claim) {
        let words = [
            "I": 0, "Ⅰ": 0, "1": 0, "一类": 0, "I类": 0, "Ⅰ类": 0, "II": 1, "Ⅱ": 1, "2": 1, "二类": 1,
            "II类": 1, "Ⅱ类": 1, "III": 2, "Ⅲ": 2, "3": 2, "三类": 2, "III类": 2, "Ⅲ类": 2,
        ]
        claim.facts[.payeeAccountClass] = cells.choice(
            .payeeAccountClass, required: true, words, shown: "I, II, III")
    }

    private func readSale(_ cells: inout ClaimCells, _ claim: inout Claim) {
        claim.facts[.soldOn] = cells.day(.soldOn, required: true)
        readInvoice(&cells, &claim)
        if let buyer = cells.required(.invoiceBuyerId), !claim.raw[.applicantId].isEmpty {
            let same = ResidentID.normalise(buyer) == claim.identifiers.applicantId
            claim.facts[.buyerIsApplicant] = same ? 1 : 0
        }
        claim.facts[.price] = cells.amount(.price, required: true)
        claim.facts[.priceNet] = cells.amount(.priceNet, required: false)
        claim.facts[.quantity] = cells.integer(.quantity, required: false, 1...9_999) ?? 1
    }

    private func readInvoice(_ cells: inout ClaimCells, _ claim: inout Claim) {
        guard let cell = cells.required(.invoiceNumber) else { return }
        let number = InvoiceNumber.normalise(cell)
        let code = InvoiceNumber.normalise(cells[.invoiceCode])
        let numberFault = InvoiceNumber.checkNumber(number)
        if let fault = numberFault {
            // Twenty digits may end in five zeros by right, so a person decides.
            let mayBeRight = fault == .spreadsheetDamaged(.cutTo15Digits)
            cells.report(
                fault, .invoiceNumber, prefix: "invoice-number",
                severity: mayBeRight ? .warning : .error)
        }
        // Whether a code is wanted cannot be told from a number that is wrong itself.
        let isTellable = numberFault == nil || !code.isEmpty
        if isTellable, let fault = InvoiceNumber.checkCode(code, number: number) {
            cells.report(fault, .invoiceCode, prefix: "invoice-code", severity: .error)
        }
        claim.identifiers.invoice = code + number
    }

    private func readNewVehicle(_ cells: inout ClaimCells, _ claim: inout Claim) {
        claim.identifiers.newVin = cells.identifier(
            .newVin, required: true, prefix: "vin", VIN.normalise, VIN.check)
        let words = [
            "nev": 0, "NEV": 0, "新能源": 0, "新能源汽车": 0, "fuel": 1, "燃油": 1, "燃油车": 1, "燃油汽车": 1,
        ]
        let energy = cells.choice(.newEnergy, required: true, words, shown: "nev（新能源）, fuel（燃油）")
        claim.facts[.newEnergy] = energy
        claim.facts[.newDisplacementMl] = cells.integer(
            .newDisplacementMl, required: energy == 1, 0...20_000)
        claim.facts[.newInCatalogue] = cells.flag(.newInCatalogue, required: energy == 0)
        claim.facts[.newRegisteredOn] = cells.day(.newRegisteredOn, required: true)
    }

    private func readOldVehicle(
        _ cells: inout ClaimCells, _ claim: inout Claim, _ programme: Programme
    ) {
        claim.facts[.oldFirstRegisteredOn] = cells.day(.oldFirstRegisteredOn, required: true)
        let isEarly = claim.facts.day(.oldFirstRegisteredOn).map { $0.year < 2010 } ?? false
        claim.identifiers.oldVin = cells.identifier(
            .oldVin, required: true, prefix: "vin", failedCheck: isEarly ? .warning : .error,
            VIN.normalise, VIN.check)
        _ = cells.identifier(
            .oldPlate, required: true, prefix: "plate", Plate.normalise, Plate.check)
        claim.facts[.oldVehicleClass] = oldVehicleClass(&cells)
        let fuels = [
            "petrol": 0, "汽油": 0, "diesel": 1, "柴油": 1, "other": 2, "其他": 2, "nev": 3, "新能源": 3,
        ]
        claim.facts[.oldFuel] = cells.choice(
            .oldFuel, required: true, fuels, shown: "petrol（汽油）, diesel（柴油）, nev（新能源）, other（其他）")
        claim.facts[.oldOwnedSince] = cells.day(.oldOwnedSince, required: true)
        if let owner = cells.required(.oldOwnerId), !claim.raw[.applicantId].isEmpty {
            let same = ResidentID.normalise(owner) == claim.identifiers.applicantId
            claim.facts[.oldOwnerIsApplicant] = same ? 1 : 0
        }
        if programme == .vehicleScrappage {
            claim.identifiers.certificate = cells.identifier(
                .recyclingCertificate, required: true, prefix: "recycling-certificate",
                RecyclingCertificate.normalise, RecyclingCertificate.check)
            claim.facts[.recyclingCertificate] = claim.identifiers.certificate.isEmpty ? nil : 1
            claim.facts[.recycledOn] = cells.day(.recycledOn, required: true)
            claim.facts[.deregisteredOn] = cells.day(.deregisteredOn, required: true)
        } else {
            claim.facts[.transferredOn] = cells.day(.transferredOn, required: true)
        }
    }

    /// Any class but the two passenger classes is a known answer, not a mistake: rules refuse it.
    private func oldVehicleClass(_ cells: inout ClaimCells) -> Int64? {
        guard let text = cells.required(.oldVehicleClass) else { return nil }
        switch text {
        case "small-passenger", "小型载客", "小型载客汽车", "小型客车": return 0
        case "micro-passenger", "微型载客", "微型载客汽车", "微型客车": return 1
        default: return 2
        }
    }

    private func readGoods(_ cells: inout ClaimCells, _ claim: inout Claim, _ programme: Programme)
    {
        claim.facts[.itemClass] = itemClass(&cells, .itemClass, required: true)
        let needsSerial = programme == .appliance || programme == .digital
        claim.facts[.brand] = cells.presence(.brand, required: needsSerial)
        claim.facts[.model] = cells.presence(.model, required: needsSerial)
        claim.facts[.serialNumber] = cells.presence(.serialNumber, required: needsSerial)
        claim.identifiers.brand = TextFolding.lookAlike(cells[.brand])
        claim.identifiers.serialNumber = TextFolding.key(cells[.serialNumber])
        if !cells[.serialNumber].isEmpty, claim.identifiers.serialNumber.isEmpty {
            cells.report(
                "serial-shape", .serialNumber, zh: "没有字母或数字，不能用于查重；请填写铭牌上的序列号",
                en: "no letter or digit, so it locks nothing; enter the serial number of the label")
        }
        let gtin = cells.identifier(
            .gtin, required: false, prefix: "gtin", GTIN13.normalise, GTIN13.check)
        claim.facts[.gtin] = gtin.isEmpty ? nil : 1
        claim.identifiers.imei = cells.identifier(
            .imei, required: false, prefix: "imei", IMEI.normalise, IMEI.check)
        claim.identifiers.imei2 = cells.identifier(
            .imei2, required: false, prefix: "imei", IMEI.normalise, IMEI.check)
        claim.facts[.imei] = claim.identifiers.imei.isEmpty ? nil : 1
        if programme == .appliance || programme == .homeGoods {
            claim.facts[.efficiencyGrade] = grade(&cells, required: programme == .appliance)
        }
        claim.facts[.deliveredOn] = cells.day(.deliveredOn, required: false)
        if let delivered = claim.facts[.deliveredOn], let sold = claim.facts[.soldOn] {
            claim.facts[.deliveryDays] = delivered - sold
        }
    }

    private func itemClass(
        _ cells: inout ClaimCells, _ field: ClaimField, required: Bool
    ) -> Int64? {
        guard let text = cells.text(field, required: required) else { return nil }
        if let index = register.index(ofWord: text) { return Int64(index) }
        let near = register.nearest(to: text)
        cells.report(
            "class-unknown", field,
            zh: "不是已知的品类" + (near.map { "，是否为“\($0.title.zh)”？" } ?? "；") + "请按通知的品类名称填写",
            en: "not a known item class" + (near.map { ", did you mean \($0.key)?" } ?? ";")
                + " use the notice's own words")
        return nil
    }

    private func grade(_ cells: inout ClaimCells, required: Bool) -> Int64? {
        let words = [
            "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "1级": 1, "2级": 2, "3级": 3, "4级": 4, "5级": 5,
            "一级": 1, "二级": 2, "三级": 3, "四级": 4, "五级": 5, "none": 9, "无": 9, "无等级": 9,
        ]
        return cells.choice(.efficiencyGrade, required: required, words, shown: "1-5, none（无）")
    }

    private func readOldItem(
        _ cells: inout ClaimCells, _ claim: inout Claim, _ programme: Programme
    ) {
        let required = programme == .eBike
        claim.facts[.oldItemClass] = itemClass(&cells, .oldItemClass, required: required)
        claim.facts[.oldItemSerial] = cells.presence(.oldItemSerial, required: required)
        claim.facts[.recyclerCode] = cells.presence(.recyclerCode, required: required)
        claim.facts[.handedInOn] = cells.day(.handedInOn, required: required)
    }

    private func readHome(_ cells: inout ClaimCells, _ claim: inout Claim) {
        claim.facts[.homeCompletedOn] = cells.day(.homeCompletedOn, required: false)
        let owner = cells[.homeOwnerId]
        if !owner.isEmpty {
            let same = ResidentID.normalise(owner) == claim.identifiers.applicantId
            claim.facts[.homeOwnerIsApplicant] = same ? 1 : 0
        }
    }
}
