/// What a photo or paper of a claim proves.
public enum PaperKind: String, Sendable, CaseIterable {
    case invoice
    case recyclingCertificate = "recycling-certificate"
    case deregistrationCertificate = "deregistration-certificate"
    case registrationCertificate = "registration-certificate"
    case transferCertificate = "transfer-certificate"
    case deliveryRecord = "delivery-record"
    case devicePhoto = "device-photo"
    case itemPhoto = "item-photo"
    case handInRecord = "hand-in-record"
    case homeProof = "home-proof"
    case identity
    case bankCard = "bank-card"
    case other

    /// The paper's name.
    public var title: LocalizedText {
        switch self {
        case .invoice: LocalizedText(zh: "发票", en: "invoice")
        case .recyclingCertificate:
            LocalizedText(zh: "报废机动车回收证明", en: "recycling certificate")
        case .deregistrationCertificate:
            LocalizedText(zh: "机动车注销证明", en: "deregistration certificate")
        case .registrationCertificate:
            LocalizedText(zh: "机动车登记证书", en: "registration certificate")
        case .transferCertificate: LocalizedText(zh: "旧车转让登记证明", en: "proof of transfer")
        case .deliveryRecord: LocalizedText(zh: "出库签收凭证", en: "delivery record")
        case .devicePhoto:
            LocalizedText(zh: "机身和包装序列号照片", en: "photo of the device's numbers")
        case .itemPhoto: LocalizedText(zh: "商品照片", en: "photo of the item")
        case .handInRecord: LocalizedText(zh: "旧物交回凭证", en: "record of the old item handed in")
        case .homeProof: LocalizedText(zh: "房屋证明", en: "proof of the home")
        case .identity: LocalizedText(zh: "身份证件", en: "identity document")
        case .bankCard: LocalizedText(zh: "银行卡", en: "bank card")
        case .other: LocalizedText(zh: "其他材料", en: "other paper")
        }
    }

    /// The kind with this key or Chinese name.
    public init?(named text: String) {
        let word = TextFolding.folded(text)
        guard let kind = Self.allCases.first(where: { $0.rawValue == word || $0.title.zh == word })
        else { return nil }
        self = kind
    }
}

/// A paper that a pack asks for before a claim can be approved.
public struct PaperNeed: Hashable, Sendable {
    /// What it proves.
    public var kind: PaperKind
    /// The article that asks for it.
    public var article: String

    /// A need.
    public init(kind: PaperKind, article: String) {
        self.kind = kind
        self.article = article
    }

    /// Those of a pack's needs that nothing on a claim meets yet.
    ///
    /// - Parameters:
    ///   - needs: what the pack asks for.
    ///   - kinds: what the claim has.
    ///   - isRise: whether it is an award that a rise added: its papers are its claim's.
    /// - Returns: the needs that are open.
    public static func missing(
        of needs: [PaperNeed], beside kinds: [PaperKind], isRise: Bool
    ) -> [PaperNeed] {
        isRise ? [] : needs.filter { !kinds.contains($0.kind) }
    }

    /// Needs as one text, for the pack's row: `invoice@九;recycling-certificate@九`.
    public static func text(_ needs: [PaperNeed]) -> String {
        needs.map { "\($0.kind.rawValue)@\($0.article)" }.joined(separator: ";")
    }

    /// Reads ``text(_:)``; nil when a kind is unknown.
    public static func parse(_ text: String) -> [PaperNeed]? {
        var needs: [PaperNeed] = []
        for part in text.split(separator: ";") {
            guard let mark = part.firstIndex(of: "@"),
                let kind = PaperKind(rawValue: String(part[..<mark]))
            else { return nil }
            needs.append(PaperNeed(kind: kind, article: String(part[part.index(after: mark)...])))
        }
        return needs
    }
}

/// A paper that stands on a claim.
public struct ClaimPaper: Hashable, Sendable {
    /// What it proves.
    public var kind: PaperKind
    /// SHA-256 of the file, lower-case hexadecimal: its name in the folder of papers.
    public var sha256: String

    /// A paper.
    public init(kind: PaperKind, sha256: String) {
        self.kind = kind
        self.sha256 = sha256
    }
}
