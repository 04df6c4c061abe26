import GRDB
import TradeInCore

extension LedgerStore {
    /// How every kept pack stands, by identifier and version.
    public func packStandings() throws -> [PackStanding] {
        try pool.read { try Self.packs($0).map(\.pack) }
    }

    /// Which packs are kept and how each stands, in one text that is equal while nothing changed.
    public func packState() throws -> String {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT coalesce(group_concat(packId || state, ' '), '')
                FROM (SELECT packId, state FROM policyPack ORDER BY packId)
                """)
            guard try row.step() else { return "" }
            defer { row.reset() }
            return row.text(0)
        }
    }

    /// The texts of all kept packs, with how they stand.
    public func keptPacks() throws -> [(standing: PackStanding, text: String, notice: String)] {
        try pool.read { database in
            var texts: [String: (text: String, notice: String)] = [:]
            let rows = try HotStatement(database, "SELECT sha256, text, notice FROM policyPack")
            while try rows.step() { texts[rows.text(0)] = (rows.text(1), rows.text(2)) }
            return try Self.packs(database).map { item in
                let kept = texts[item.pack.sha256] ?? ("", "")
                return (item.pack, kept.text, kept.notice)
            }
        }
    }

    static func packs(_ database: Database) throws -> [(packId: Int64, pack: PackStanding)] {
        let rows = try HotStatement(
            database,
            """
            SELECT packId, identifier, version, sha256, programme, place, fromDay, toDay, isTemplate,
                author, approver, state, unconfirmed, papers
            FROM policyPack ORDER BY identifier, packId
            """)
        var packs: [(packId: Int64, pack: PackStanding)] = []
        while try rows.step() {
            let identifier = rows.text(1)
            guard let state = PackStanding.State(rawValue: rows.text(11)),
                let papers = PaperNeed.parse(rows.text(13))
            else {
                throw LedgerFailure.corrupt("policyPack \(identifier)")
            }
            let scope = scope(rows)
            let unconfirmed = rows.text(12).split(separator: " ").map(String.init)
            var pack = PackStanding(
                identifier: identifier, version: rows.text(2), sha256: rows.text(3),
                scope: scope, author: rows.text(9),
                approver: rows.isNull(10) ? nil : rows.text(10), state: state,
                unconfirmed: unconfirmed)
            pack.papers = papers
            packs.append((rows.integer(0), pack))
        }
        return packs
    }

    /// Where and when a pack decides; a pack of the first schema did not say, and collides
    /// with nothing.
    private static func scope(_ rows: HotStatement) -> PackScope {
        let from = try? Day.parse(rows.text(6)).get()
        let to = try? Day.parse(rows.text(7)).get()
        let never = Day(number: 0)
        return PackScope(
            programme: Programme(rawValue: rows.text(4)) ?? .appliance,
            place: rows.text(5), days: (from ?? never)...max(from ?? never, to ?? never),
            isTemplate: rows.integer(8) != 0)
    }

    /// The supplements of a claim, oldest first.
    public func supplements(of id: ClaimID) throws -> [NewSupplement] {
        try pool.read { try Self.supplements(of: id.number, $0) }
    }

    static func supplements(of number: Int64, _ database: Database) throws -> [NewSupplement] {
        let rows = try HotStatement(
            database,
            """
            SELECT code, amountFen, sha256, logIndex FROM supplement JOIN policyPack USING (packId)
            WHERE claimId = ? ORDER BY supplementId
            """)
        rows.bind(1, number)
        var supplements: [NewSupplement] = []
        while try rows.step() {
            supplements.append(
                NewSupplement(
                    number: number, code: rows.text(0), amount: Money(fen: rows.integer(1)),
                    packSha256: rows.text(2), logIndex: rows.integer(3)))
        }
        return supplements
    }
}
