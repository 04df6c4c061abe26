import GRDB
import TradeInCore

/// A paper of a claim as lists show it.
public struct PaperRow: Hashable, Sendable {
    /// What it is.
    public var paper: ClaimPaper
    /// Its form.
    public var format: PaperFormat
    /// Its size in bytes.
    public var byteCount: Int
    /// Who put it there.
    public var actor: String
    /// Its entry in the log.
    public var logIndex: Int64
    /// Other claims that the same file stands on.
    public var alsoOn: [ClaimID]
}

extension LedgerStore {
    /// The folder of papers.
    public var papers: PaperFolder { PaperFolder(beside: path, keys: keys) }

    /// The papers of a claim in the order they came, and what its pack asks for besides.
    public func papers(of id: ClaimID) throws -> (papers: [PaperRow], missing: [PaperNeed]) {
        try pool.read { database in
            let papers = try Self.paperRows(of: id, database)
            let row = try HotStatement(
                database,
                """
                SELECT papers, parentId IS NOT NULL FROM claim JOIN policyPack USING (packId)
                WHERE claimId = ?
                """)
            row.bind(1, id.number)
            guard try row.step() else { return (papers, []) }
            defer { row.reset() }
            guard let needs = PaperNeed.parse(row.text(0)) else {
                throw LedgerFailure.corrupt("policyPack \(row.text(0))")
            }
            let missing = PaperNeed.missing(
                of: needs, beside: papers.map(\.paper.kind), isRise: row.integer(1) == 1)
            return (papers, missing)
        }
    }

    private static func paperRows(of id: ClaimID, _ database: Database) throws -> [PaperRow] {
        let rows = try HotStatement(
            database,
            """
            SELECT kind, sha256, format, byteCount, actor, logIndex
            FROM paper WHERE claimId = ? ORDER BY logIndex
            """)
        let others = try HotStatement(
            database,
            "SELECT DISTINCT claimId FROM paper WHERE sha256 = ? AND claimId <> ? ORDER BY claimId")
        rows.bind(1, id.number)
        var papers: [PaperRow] = []
        while try rows.step() {
            guard let kind = PaperKind(rawValue: rows.text(0)),
                let format = PaperFormat(rawValue: rows.text(2))
            else { throw LedgerFailure.corrupt("paper of \(id.text)") }
            others.bind(1, rows.text(1))
            others.bind(2, id.number)
            var alsoOn: [ClaimID] = []
            while try others.step() { alsoOn.append(ClaimID(number: others.integer(0))) }
            papers.append(
                PaperRow(
                    paper: ClaimPaper(kind: kind, sha256: rows.text(1)), format: format,
                    byteCount: Int(rows.integer(3)), actor: rows.text(4),
                    logIndex: rows.integer(5), alsoOn: alsoOn))
        }
        return papers
    }
}
