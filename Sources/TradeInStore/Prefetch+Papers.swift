import GRDB
import TradeInCore

/// Loads the papers of claims, and the claims of papers.
extension Prefetch {
    mutating func load(_ prepared: PreparedPaper) throws {
        try loadStanding(prepared.number)
        try loadPapers(of: prepared.number)
        guard state.paperHolders[prepared.paper.sha256] == nil else { return }
        let rows = try HotStatement(
            database, "SELECT DISTINCT claimId FROM paper WHERE sha256 = ? LIMIT 100")
        rows.bind(1, prepared.paper.sha256)
        var holders = Set<Int64>()
        while try rows.step() { holders.insert(rows.integer(0)) }
        state.paperHolders[prepared.paper.sha256] = holders
    }

    /// The papers of a claim; read once per batch.
    mutating func loadPapers(of number: Int64) throws {
        guard state.papers[number] == nil else { return }
        let rows = try HotStatement(
            database, "SELECT kind, sha256, logIndex FROM paper WHERE claimId = ?")
        rows.bind(1, number)
        var papers: [ClaimPaper: Int64] = [:]
        while try rows.step() {
            guard let kind = PaperKind(rawValue: rows.text(0)) else {
                throw LedgerFailure.corrupt("paper of claim \(number)")
            }
            papers[ClaimPaper(kind: kind, sha256: rows.text(1))] = rows.integer(2)
        }
        state.papers[number] = papers
    }
}

extension Persist {
    func write(papers: [NewPaper]) throws {
        guard !papers.isEmpty else { return }
        let insert = try HotStatement(
            database,
            """
            INSERT INTO paper (claimId, kind, sha256, format, byteCount, actor, logIndex)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        for new in papers {
            insert.bind(1, new.prepared.number)
            insert.bind(2, new.prepared.paper.kind.rawValue)
            insert.bind(3, new.prepared.paper.sha256)
            insert.bind(4, new.prepared.format.rawValue)
            insert.bind(5, Int64(new.prepared.byteCount))
            insert.bind(6, new.actor)
            insert.bind(7, new.logIndex)
            try insert.run()
        }
    }
}
