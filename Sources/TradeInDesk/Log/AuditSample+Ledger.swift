import FileExchange
import TradeInCore
import TradeInStore

/// A sample that was drawn from a ledger.
public struct DrawnSample: Sendable {
    /// The claims in order of rank, each with its rank.
    public var claims: [(row: ClaimRow, rank: LogHash)]
    /// How many claims it was drawn from.
    public var offered: Int
    /// What the log stated at that moment; nil while it is empty.
    public var statement: Checkpoint?

    /// The sample as a table for other programs, a heading first; CSV as RFC 4180 has it.
    ///
    /// No column holds what anybody typed: references, names and persons are left out.
    public var csv: String {
        let log = statement.map { [String($0.size), $0.root.hexText] } ?? ["0", ""]
        let heading = [
            "place", "claim", "rank", "programme", "class", "town", "dealer", "soldOn", "state",
            "subsidyFen", "logIndex", "logSize", "logRoot",
        ]
        let rows = claims.enumerated().map { place, drawn in
            let claim = drawn.row
            return [
                String(place + 1), claim.id.text, drawn.rank.hexText, claim.programme.rawValue,
                claim.classKey, claim.townKey, claim.dealerCode, claim.soldOn,
                claim.state.rawValue, String((claim.amount + claim.supplement).fen),
                String(claim.logIndex),
            ] + log
        }
        return ([heading] + rows).map { cells in
            cells.map(Self.cell).joined(separator: ",") + "\r\n"
        }.joined()
    }

    private static func cell(_ text: String) -> String {
        let written = CSVCell.text(text).written
        let isPlain = written.utf8.allSatisfy {
            ![0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D].contains($0)
        }
        return isPlain ? written : "\"" + written.replacing("\"", with: "\"\"") + "\""
    }
}

extension AuditSample {
    /// Draws from a ledger in one snapshot; a number is held per claim of the sample, no more.
    ///
    /// - Parameters:
    ///   - size: how many claims at most.
    ///   - seed: what the auditor chose.
    ///   - store: the ledger.
    ///   - filter: from which claims.
    /// - Returns: the sample.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public static func draw(
        _ size: Int, seed: String, from store: LedgerStore, _ filter: ClaimFilter
    ) throws -> DrawnSample {
        var sample = AuditSample(seed: seed, size: size)
        let (claims, statement) = try store.chosenClaims(
            filter, offer: { sample.offer($0) }, chosen: { sample.drawn.map(\.claim) })
        return DrawnSample(
            claims: zip(claims, sample.drawn).map { ($0, $1.rank) }, offered: sample.offered,
            statement: statement)
    }
}
