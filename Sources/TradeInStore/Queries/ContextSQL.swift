/// What a claim's context asks the ledger; a test looks at the plan of each.
enum ContextSQL {
    /// The claims that hold a lock between two digests.
    static let holders = """
        SELECT keyDigest, claimId FROM claimKey WHERE keyDigest >= ?1 AND keyDigest <= ?2
        ORDER BY keyDigest
        """

    /// The newest claims with a trace, besides one.
    static let traced = """
        SELECT claimId FROM claimTrace WHERE trace = ?1 AND claimId <> ?2
        ORDER BY claimId DESC LIMIT ?3
        """

    static let ofReference = """
        SELECT claimId, bodyDigest, state FROM claimReference JOIN claim USING (claimId)
        WHERE refDigest = ?
        """

    /// The awards that rises added beside a claim.
    static let rises = """
        SELECT claimId, riseCode, amountFen, state FROM claim WHERE parentId = ? ORDER BY claimId
        """

    static let usage = "SELECT count FROM usage WHERE counterDigest = ?"

    static let firstClaim = """
        SELECT claimId, json_extract(CAST(body AS TEXT), '$.at') FROM claim JOIN logEntry ON seq =
            coalesce((SELECT logIndex FROM claimRevision
                WHERE claimRevision.claimId = claim.claimId AND claimRevision.revision = 0),
            claim.logIndex)
        WHERE claimId = (SELECT min(claimId) FROM claim
            WHERE dealerId = (SELECT dealerId FROM dealer WHERE code = ?1))
        """

    static let recentClaims = """
        SELECT count(*), coalesce(sum(verdict = 'review'), 0),
            coalesce(sum(EXISTS (SELECT 1 FROM claimStep
                WHERE claimStep.claimId = recent.claimId AND step = 'return')), 0),
            coalesce(sum(state = 'rejected'), 0)
        FROM (SELECT claimId, verdict, state FROM claim
            WHERE dealerId = (SELECT dealerId FROM dealer WHERE code = ?1) AND parentId IS NULL
            ORDER BY claimId DESC LIMIT ?2) AS recent
        """

    /// The cells of a value in some programmes, as a JSON list; the key of a cell begins with
    /// dimension, year and programme, so each is asked for by name.
    static let dealerStates = """
        \(years("dealer"))
        SELECT state, sum(claims), sum(units), sum(salesFen), sum(subsidyFen)
        FROM years CROSS JOIN json_each(?2) AS programmes CROSS JOIN tallyCell AS cell
        WHERE cell.dimension = 'dealer' AND cell.year = years.year
            AND cell.programme = programmes.value AND cell.value = ?1
        GROUP BY state
        """

    /// The county's cells of a programme: towns are few, dealers many.
    static let countyStates = """
        \(years("town"))
        SELECT state, sum(claims), sum(units), sum(salesFen), sum(subsidyFen)
        FROM years CROSS JOIN tallyCell AS cell
        WHERE cell.dimension = 'town' AND cell.year = years.year AND cell.programme = ?1
        GROUP BY state
        """

    /// The years of a dimension, each found from the one before.
    private static func years(_ dimension: String) -> String {
        """
        WITH RECURSIVE years (year) AS (
            SELECT min(year) FROM tallyCell WHERE dimension = '\(dimension)'
            UNION ALL
            SELECT (SELECT min(cell.year) FROM tallyCell AS cell
                WHERE cell.dimension = '\(dimension)' AND cell.year > years.year)
            FROM years WHERE years.year IS NOT NULL)
        """
    }

    /// A dealer's newest claims with their sealed columns, for the names of goods.
    static let newestOfDealer = """
        SELECT claimId, classKey, sealedKey, sealed FROM claim JOIN vault USING (claimId)
        WHERE dealerId = (SELECT dealerId FROM dealer WHERE code = ?1) AND claimId > ?2
            AND parentId IS NULL
        ORDER BY claimId DESC LIMIT ?3
        """

    static let newest = """
        SELECT claimId, classKey, sealedKey, sealed FROM claim JOIN vault USING (claimId)
        WHERE claimId > ?1 AND parentId IS NULL
        ORDER BY claimId DESC LIMIT ?2
        """
}
