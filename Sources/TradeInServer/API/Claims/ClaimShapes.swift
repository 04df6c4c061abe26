import TradeInCore
import TradeInStore

/// Claims as lists show them: no personal data.
extension Shape where Value == ClaimRow {
    static let claimRow = Shape(
        "ClaimSummary",
        [
            .text("claimId", .claim) { $0.id.text }, .text("ref") { $0.ref },
            .text("dealerCode") { $0.dealerCode }, .word("programme") { $0.programme },
            .text("class") { $0.classKey }, .text("town") { $0.townKey },
            .text("soldOn", .day) { $0.soldOn }, .fen("priceFen") { $0.price },
            .fen("amountFen") { $0.amount }, .fen("supplementFen") { $0.supplement },
            .word("verdict") { $0.verdict }, .word("state") { $0.state },
            .text("fund") { $0.fundCode }, .text("packSha256", .sha256) { $0.packSha256 },
            .number("logIndex") { $0.logIndex },
        ])
}

extension Shape where Value == DeterminationLine {
    static let line = Shape(
        "DeterminationLine",
        [.text("rule") { $0.rule }, .text("article") { $0.article }, .text("text") { $0.text }])
}

extension Shape where Value == NewSupplement {
    static let supplement = Shape(
        "Supplement",
        [
            .text("code") { $0.code }, .fen("amountFen") { $0.amount },
            .number("logIndex") { $0.logIndex }, .text("packSha256", .sha256) { $0.packSha256 },
        ])
}

/// A claim whole, as its own page shows it.
struct WholeClaim: Sendable {
    var detail: ClaimDetail
    var supplements: [NewSupplement]
    var determination: Determination?
    /// How it stands, as of before the rest was read.
    var version: ClaimVersion
    /// Whether persons are shown in clear, after the look was logged.
    var isClear = false

    /// Changes whenever the claim does.
    var tag: String { version.tag }

    static let shape = Shape<WholeClaim>(
        "ClaimDetail",
        [
            .one("claim", of: .claimRow) { $0.detail.row },
            .text("supplementTo", .claim, maybe: { $0.detail.row.parent?.text }),
            .any("lines", .list(Shape<DeterminationLine>.line.schema, 0...Int.max)) {
                claim, language in
                .list(
                    (claim.determination?.lines(in: language) ?? []).map {
                        Shape<DeterminationLine>.line.tree($0, in: language)
                    })
            },
            .list("findings", of: FindingShape.shape) { $0.determination?.findings ?? [] },
            .list("supplements", of: .supplement) { $0.supplements },
            .any("sealed", .map(.words), maybe: { claim, _ in claim.sealed }),
            .any("entry", .map(.anything)) { claim, _ in .raw(claim.detail.entry) },
        ])

    /// The sealed columns, masked unless the look was logged; nil when the person was erased.
    private var sealed: Tree? {
        guard let personal = detail.personal else { return nil }
        let shown = personal.map { field, value in
            (field.key, Tree.text(isClear ? value : Masking.value(value, of: field)))
        }
        return .object(Dictionary(uniqueKeysWithValues: shown))
    }

    /// Reads a claim with all that stands on it.
    static func read(_ id: ClaimID, _ store: LedgerStore) throws -> WholeClaim? {
        guard let version = try store.version(of: id), let detail = try store.claim(id) else {
            return nil
        }
        return WholeClaim(
            detail: detail, supplements: try store.supplements(of: id), determination: nil,
            version: version)
    }
}
