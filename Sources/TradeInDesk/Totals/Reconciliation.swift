import TradeInCore
import TradeInStore

/// Whether the money that funds hold for claims is what the claims were awarded.
///
/// Both sides are kept by different rows of the ledger, so an error in one shows.
public struct Reconciliation: Sendable {
    /// One fund, and the claims that it pays for.
    public struct Line: Sendable {
        /// The fund; nil for awards that no fund pays for.
        public var fund: Fund?
        /// Claims that hold money of it.
        public var claims: Int64 = 0
        /// Their awards by the tally.
        public var awarded = Money.zero
        /// What rights keep that no claim has used yet.
        public var kept = Money.zero
        /// Whether it agrees only together with the other funds of its category and year.
        public var isJoint = false

        /// Encumbered, payable, paid and receivable.
        public var committed: Money { fund?.committed ?? .zero }

        /// What the fund holds above awards and rights; below zero where it holds less.
        public var difference: Money { committed - kept - awarded }
    }

    /// The lines in order of the funds.
    public private(set) var lines: [Line]

    /// Compares funds with tally cells of one moment.
    ///
    /// A claim is paid by the narrowest fund of its year when it is registered. A fund for
    /// one programme that was created later leaves earlier claims with the wider fund;
    /// the two then agree only together, and say so.
    ///
    /// - Parameters:
    ///   - funds: the funds with their balances.
    ///   - classCells: the tally cells by class.
    ///   - kept: what rights keep, by fund.
    public init(funds: [Fund], classCells: [TallyRow], kept: [String: Money] = [:]) {
        lines = funds.map { Line(fund: $0, kept: kept[$0.code] ?? .zero) }
        var unpaid = Line(fund: nil)
        for cell in classCells where cell.key.state.account != nil {
            if let place = Self.place(of: cell.key, among: funds) {
                lines[place].claims += cell.sums.claims
                lines[place].awarded += cell.sums.subsidy
            } else {
                unpaid.claims += cell.sums.claims
                unpaid.awarded += cell.sums.subsidy
            }
        }
        if unpaid.claims > 0 { lines.append(unpaid) }
        markJointLines()
    }

    private static func place(of cell: TallyKey, among funds: [Fund]) -> Int? {
        funds.indices.filter {
            funds[$0].year == cell.year && funds[$0].scope.covers(cell.programme)
        }.min { funds[$0].scope.width < funds[$1].scope.width }
    }

    private mutating func markJointLines() {
        for wide in lines.compactMap(\.fund) {
            let members = lines.indices.filter { place in
                guard let fund = lines[place].fund, fund.year == wide.year else { return false }
                return Programme.allCases.filter(fund.scope.covers)
                    .allSatisfy(wide.scope.covers)
            }
            guard members.count > 1 else { continue }
            let together = members.reduce(Money.zero) { $0 + lines[$1].difference }
            guard together == .zero else { continue }
            for place in members where lines[place].difference != .zero {
                lines[place].isJoint = true
            }
        }
    }

    /// Lines that do not agree; empty when all is well.
    public var disagreements: [Line] { lines.filter { $0.difference != .zero && !$0.isJoint } }
}

extension Reconciliation.Line {
    /// What disagrees and by how much.
    public var complaint: LocalizedText {
        LocalizedText(
            zh: "资金 \(fund?.code ?? "（无资金）")：预占、应付、已付、应收合计\(committed.groupedText)元，"
                + "申领补贴合计\(awarded.groupedText)元，相差\(difference.groupedText)元。",
            en:
                "Fund \(fund?.code ?? "(no fund)"): encumbered, payable, paid and receivable come to "
                + "\(committed.groupedText) yuan, the claims' awards to \(awarded.groupedText), a "
                + "difference of \(difference.groupedText).")
    }
}
