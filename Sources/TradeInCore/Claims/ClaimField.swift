/// A column of a claim file; names and meanings are the fixed contract.
///
/// The raw value indexes ``RawClaim``; the order is the order of templates and
/// exports. Source: `Docs/reference/claim-format.md`.
public enum ClaimField: Int, Sendable, CaseIterable {
    case claimRef, programme, dealerCode
    case applicantName, applicantId, applicantPhone
    case payeeAccount, payeeBank, payeeAccountClass
    case townCode, soldOn, invoiceNumber, invoiceCode, invoiceBuyerId, price, priceNet
    case itemClass, brand, model, gtin, serialNumber, imei, imei2, efficiencyGrade, deliveredOn
    case newVin, newEnergy, newDisplacementMl, newInCatalogue, newRegisteredOn
    case oldVin, oldPlate, oldVehicleClass, oldFuel, oldFirstRegisteredOn, oldOwnedSince, oldOwnerId
    case recyclingCertificate, recycledOn, deregisteredOn, transferredOn
    case oldItemClass, oldItemSerial, recyclerCode, handedInOn
    case homeCompletedOn, homeOwnerId, quantity

    /// The column's key, as in files and JSON.
    public var key: String { Self.keys[rawValue] }

    /// The column's names: key, then Chinese.
    public var title: LocalizedText { LocalizedText(zh: Self.chinese[rawValue], en: key) }

    /// The column with this key or Chinese name, blanks and a byte-order mark trimmed before.
    public init?(heading: String) {
        guard let field = Self.byHeading[heading] else { return nil }
        self = field
    }

    /// Whether the column holds a person's data, which is sealed, masked and never logged.
    public var isPersonal: Bool {
        switch self {
        case .applicantName, .applicantId, .applicantPhone, .payeeAccount, .invoiceBuyerId,
            .newVin, .oldVin, .oldPlate, .oldOwnerId, .homeOwnerId:
            true
        default: false
        }
    }

    private static let keys: [String] = allCases.map { String(describing: $0) }

    private static let chinese: [String] = [
        "申领编号", "补贴项目", "经销商统一社会信用代码",
        "申领人姓名", "身份证号", "手机号",
        "收款账号", "开户行", "账户类别",
        "镇街", "销售日期", "发票号码", "发票代码", "购方证件号", "价税合计", "不含税价",
        "品类", "品牌", "型号", "商品条码", "序列号", "IMEI", "IMEI2", "能效水效等级", "送达日期",
        "新车VIN", "新车能源", "排量毫升", "在免征目录", "新车登记日期",
        "旧车VIN", "旧车号牌", "旧车类型", "旧车燃料", "初次登记日期", "登记在名下日期", "旧车所有人证件号",
        "回收证明编号", "回收日期", "注销日期", "转让日期",
        "旧机品类", "旧机序列号", "回收企业代码", "交旧日期",
        "房屋竣工日期", "房屋所有人证件号", "数量",
    ]

    private static let byHeading: [String: ClaimField] = {
        var map: [String: ClaimField] = [:]
        for field in allCases {
            map[field.key] = field
            map[chinese[field.rawValue]] = field
        }
        return map
    }()
}
