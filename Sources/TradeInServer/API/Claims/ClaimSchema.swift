import FileExchange
import TradeInCore

/// Claims as programs send them: one object of the contract's columns.
enum ClaimSchema {
    /// The most characters of a column; the row of a file may have more, no claim needs them.
    private static let mostCharacters = 400

    /// A claim after the sale.
    static let claim = Schema.named("Claim", object(ClaimObject.needed()))
    /// A claim before the sale, for a right.
    static let beforeSale = Schema.named(
        "ClaimBeforeSale", object(ClaimObject.needed(beforeSale: true)))

    private static func object(_ needed: [ClaimField]) -> Schema {
        .object(
            Schema.Members(
                ClaimField.allCases.map { field in
                    .init(
                        key: field.key, schema: schema(of: field),
                        isRequired: needed.contains(field))
                }))
    }

    private static func schema(of field: ClaimField) -> Schema {
        let schema: Schema =
            switch field {
            case .programme:
                .choice(Programme.allCases.flatMap { [$0.rawValue, $0.title.zh] })
            default: .cell(mostCharacters)
            }
        return .noted(schema, LocalizedText(zh: field.title.zh, en: field.key))
    }

    /// A refrigerator; the person is made up.
    static let example: Tree = [
        "claimRef": "A-0001", "programme": "appliance", "dealerCode": "91370899MA00059169",
        "applicantName": "测试人", "applicantId": "370899199001010017",
        "applicantPhone": "15400000001", "townCode": "yangshan", "soldOn": "2026-03-01",
        "invoiceNumber": "26372000000000000010", "invoiceBuyerId": "370899199001010017",
        "price": "3000.00", "itemClass": "refrigerator", "brand": "示例牌", "model": "X1",
        "serialNumber": "SN00000001", "efficiencyGrade": "1",
    ]

    private static let line = Schema.named(
        "DeterminationLine",
        .object([
            Schema.must("rule", .words), Schema.must("article", .words),
            Schema.must("text", .words),
        ]))

    private static let determined: [Schema.Member] = [
        Schema.must("row", .count), Schema.must("ref", .words), Schema.must("programme", .words),
        Schema.must("verdict", .choice(Verdict.self)), Schema.must("amountFen", .count),
        Schema.may("pack", .words), Schema.may("packVersion", .words),
        Schema.may("packSha256", .sha256),
        Schema.must("findings", .list(FindingShape.schema, 0...Int.max)),
        Schema.must("lines", .list(line, 0...Int.max)),
    ]

    /// A verdict without the ledger.
    static let verdict = Schema.named("Verdict", .object(Schema.Members(determined)))

    /// A verdict with what the ledger did.
    static let registered = Schema.named(
        "RegisteredClaim",
        .object(
            Schema.Members(
                determined + [
                    Schema.may("claimId", .claim), Schema.may("state", .choice(ClaimState.self)),
                    Schema.may("replayed", .flag),
                    Schema.may("receipt", .object([Schema.must("logIndex", .count)])),
                ])))

    /// The row that a request's object is; its shape was checked.
    static func row(_ body: JSONValue) -> ReadRow {
        guard let members = body.object else {
            preconditionFailure("the schema asks for an object")
        }
        return ClaimObject.row(members)
    }
}
