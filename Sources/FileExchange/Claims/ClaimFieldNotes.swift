import TradeInCore

extension ClaimField {
    /// What a dealer writes into the column, in a line.
    public var note: LocalizedText {
        switch self {
        case .claimRef:
            LocalizedText(zh: "本店自编，不重复，最多64字节", en: "the shop's own, unique, at most 64 bytes")
        case .programme: LocalizedText(zh: "已填好", en: "filled in already")
        case .dealerCode: LocalizedText(zh: "营业执照上的18位代码", en: "18 characters, from the licence")
        case .applicantName: LocalizedText(zh: "与身份证一致", en: "as on the identity card")
        case .applicantId: LocalizedText(zh: "18位，本列为文本", en: "18 characters; the column is text")
        case .applicantPhone: LocalizedText(zh: "11位手机号", en: "mobile number of 11 digits")
        case .payeeAccount: LocalizedText(zh: "申领人本人的银行卡号", en: "the applicant's own bank card")
        case .payeeBank: LocalizedText(zh: "开户银行和网点", en: "bank and branch")
        case .payeeAccountClass: LocalizedText(zh: "应为I类账户", en: "must be an account of class I")
        case .townCode: LocalizedText(zh: "从列表选择", en: "choose from the list")
        case .soldOn: LocalizedText(zh: "发票上的日期", en: "the day on the invoice")
        case .invoiceNumber:
            LocalizedText(
                zh: "数电票20位；纸质票8位，另填发票代码", en: "20 digits; or 8 digits with an invoice code")
        case .invoiceCode:
            LocalizedText(zh: "纸质票的10或12位代码", en: "10 or 12 digits, of paper invoices")
        case .invoiceBuyerId: LocalizedText(zh: "应与申领人身份证号一致", en: "must be the applicant's number")
        case .price:
            LocalizedText(
                zh: "含税成交价，优惠后、补贴前，元", en: "tax-inclusive, after discounts, before subsidy; yuan")
        case .priceNet: LocalizedText(zh: "不含税价，可不填", en: "without tax; optional")
        case .itemClass: LocalizedText(zh: "从列表选择", en: "choose from the list")
        case .brand: LocalizedText(zh: "铭牌上的品牌", en: "as on the label")
        case .model: LocalizedText(zh: "铭牌上的型号", en: "as on the label")
        case .gtin: LocalizedText(zh: "包装上13位条码，可不填", en: "bar code of 13 digits; optional")
        case .serialNumber: LocalizedText(zh: "机身序列号，一机一行", en: "of the unit; a row for each")
        case .imei, .imei2: LocalizedText(zh: "15位，手机必填一个", en: "15 digits; phones need one")
        case .efficiencyGrade: LocalizedText(zh: "能效或水效等级", en: "grade of energy or water")
        case .deliveredOn: LocalizedText(zh: "送达顾客的日期", en: "the day of delivery")
        case .newVin: LocalizedText(zh: "17位车辆识别代号", en: "17 characters")
        case .newEnergy: LocalizedText(zh: "新能源或燃油", en: "new energy or fuel")
        case .newDisplacementMl: LocalizedText(zh: "燃油车必填，毫升", en: "fuel cars: millilitres")
        case .newInCatalogue:
            LocalizedText(zh: "新能源车必填：是否在免征购置税目录", en: "new-energy cars: in the tax catalogue?")
        case .newRegisteredOn: LocalizedText(zh: "新车登记日期", en: "the new car's registration")
        case .oldVin: LocalizedText(zh: "旧车17位车辆识别代号", en: "of the old car, 17 characters")
        case .oldPlate: LocalizedText(zh: "旧车号牌", en: "the old car's plate")
        case .oldVehicleClass: LocalizedText(zh: "行驶证上的类型", en: "as on the licence")
        case .oldFuel: LocalizedText(zh: "旧车燃料", en: "the old car's fuel")
        case .oldFirstRegisteredOn: LocalizedText(zh: "旧车初次登记日期", en: "first registration")
        case .oldOwnedSince:
            LocalizedText(zh: "登记在申领人名下的日期", en: "since when it is the applicant's")
        case .oldOwnerId: LocalizedText(zh: "应与申领人一致", en: "must be the applicant's number")
        case .recyclingCertificate:
            LocalizedText(zh: "报废机动车回收证明编号", en: "number of the recycling certificate")
        case .recycledOn: LocalizedText(zh: "回收证明上的日期", en: "the day on the certificate")
        case .deregisteredOn: LocalizedText(zh: "注销证明上的日期", en: "the day of deregistration")
        case .transferredOn: LocalizedText(zh: "旧车转让登记日期", en: "the day of transfer")
        case .oldItemClass: LocalizedText(zh: "交旧的品类，没有交旧不填", en: "what was handed in, if anything")
        case .oldItemSerial: LocalizedText(zh: "旧机序列号", en: "serial number of the old item")
        case .recyclerCode: LocalizedText(zh: "回收企业的统一社会信用代码", en: "the recycler's credit code")
        case .handedInOn: LocalizedText(zh: "交旧日期", en: "the day of handing in")
        case .homeCompletedOn: LocalizedText(zh: "房屋竣工日期", en: "completion of the home")
        case .homeOwnerId: LocalizedText(zh: "房屋所有人证件号", en: "the home owner's number")
        case .quantity: LocalizedText(zh: "不填为1", en: "1 when empty")
        }
    }
}
