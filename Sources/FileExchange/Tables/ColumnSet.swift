import TradeInCore

/// A column that a file may have.
public struct RegisterColumn: Hashable, Sendable {
    /// The name in files and JSON, in ASCII.
    public var key: String
    /// The Chinese name, which a header may use instead.
    public var zh: String
    /// Whether a file without the column is refused; its cells may still be empty.
    public var isRequired: Bool
    /// The claim's field, for findings.
    var field: ClaimField?

    /// A column with its two names.
    ///
    /// - Parameters:
    ///   - key: the name in files and JSON.
    ///   - zh: the Chinese name.
    ///   - required: whether a file without the column is refused.
    public init(key: String, zh: String, required: Bool) {
        self.key = key
        self.zh = zh
        isRequired = required
    }

    /// The column of a claim's field.
    init(_ field: ClaimField, isBeforeSale: Bool = false) {
        let needed =
            isBeforeSale ? Self.neededByAll.subtracting(Self.ofTheSale) : Self.neededByAll
        self.init(key: field.key, zh: field.title.zh, required: needed.contains(field))
        self.field = field
    }

    /// The fields that every programme requires; see the table of columns in the contract.
    private static let neededByAll: Set<ClaimField> = [
        .claimRef, .programme, .dealerCode, .applicantName, .applicantId, .applicantPhone,
        .townCode, .soldOn, .invoiceNumber, .invoiceBuyerId, .price,
    ]

    /// Those that nobody can know before the sale.
    private static let ofTheSale: Set<ClaimField> = [.soldOn, .invoiceNumber, .invoiceBuyerId]
}

/// The columns that a kind of file may have, found by either name.
struct ColumnSet: Sendable {
    let columns: [RegisterColumn]
    private let byName: [String: Int]

    init(_ columns: [RegisterColumn]) {
        self.columns = columns
        var byName: [String: Int] = [:]
        for (index, column) in columns.enumerated() {
            byName[Self.normalised(column.key)] = index
            byName[Self.normalised(column.zh)] = index
        }
        self.byName = byName
    }

    /// The columns of a claim file; the index is the raw value of `ClaimField`.
    static let claims = ColumnSet(ClaimField.allCases.map { RegisterColumn($0) })

    /// The columns of a file of rights, which are drawn before the sale.
    static let rights = ColumnSet(
        ClaimField.allCases.map { RegisterColumn($0, isBeforeSale: true) })

    /// The columns of a claim file where any may be absent.
    static let anyClaims = ColumnSet(
        ClaimField.allCases.map { RegisterColumn(key: $0.key, zh: $0.title.zh, required: false) })

    /// The index of the column with this heading, however it is spaced, starred or cased.
    func index(of heading: String) -> Int? { byName[Self.normalised(heading)] }

    /// Whether a heading is of a column that we write beside a dealer's own and never read.
    func isOwn(_ heading: String) -> Bool { Self.ownHeadings.contains(Self.normalised(heading)) }

    /// Whether a heading is of the column that says what became of a row.
    func isResult(_ heading: String) -> Bool {
        let result = CorrectedWorkbook.ownColumns[0]
        let name = Self.normalised(heading)
        return name == Self.normalised(result.zh) || name == Self.normalised(result.en)
    }

    private static let ownHeadings: Set<String> = Set(
        CorrectedWorkbook.ownColumns.flatMap { [normalised($0.zh), normalised($0.en)] })

    /// A heading without blanks around it, U+3000 inside it, stars behind it and case.
    private static func normalised(_ heading: String) -> String {
        var name = Trimming.trimmed(heading).filter { $0 != "\u{3000}" && $0 != "\u{FEFF}" }
        while let last = name.last, last == "*" || last == "＊" || last == " " { name.removeLast() }
        return name.lowercased()
    }
}
