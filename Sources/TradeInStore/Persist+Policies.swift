import GRDB
import TradeInCore

/// Rows of policy packs and of the supplements that they grant.
extension Persist {
    mutating func write(_ pack: KeptPack, _ author: String) throws {
        let insert = try HotStatement(
            database,
            """
            INSERT INTO policyPack (identifier, version, sha256, text, notice, programme, place,
                fromDay, toDay, isTemplate, author, state, unconfirmed, papers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'proposed', ?, ?)
            """)
        let days = pack.scope.days
        let texts = [
            pack.identifier, pack.version, pack.sha256, pack.text, pack.notice,
            pack.scope.programme.rawValue, pack.scope.place, days.lowerBound.isoText,
            days.upperBound.isoText,
        ]
        for (place, text) in texts.enumerated() { insert.bind(Int32(place + 1), text) }
        insert.bind(10, pack.scope.isTemplate ? 1 : 0)
        insert.bind(11, author)
        insert.bind(12, pack.unconfirmed.joined(separator: " "))
        insert.bind(13, PaperNeed.text(pack.papers))
        try insert.run()
        identifiers.packs[pack.sha256] = database.lastInsertedRowID
    }

    /// The earlier version steps down first, since one version decides at a time.
    func activate(_ sha256: String, _ approver: String, _ replaces: String?) throws {
        if let replaces {
            try database.execute(
                sql: "UPDATE policyPack SET state = 'superseded' WHERE sha256 = ?",
                arguments: [replaces])
        }
        try database.execute(
            sql: "UPDATE policyPack SET state = 'active', approver = ? WHERE sha256 = ?",
            arguments: [approver, sha256])
    }

    func write(_ confirmation: PackConfirmation, _ logIndex: Int64) throws {
        guard let packId = identifiers.packs[confirmation.sha256] else {
            preconditionFailure("a confirmed pack is kept")
        }
        for item in confirmation.items {
            try database.execute(
                sql: """
                    INSERT INTO packConfirmation (packId, item, reference, logIndex)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [packId, item, confirmation.reference, logIndex])
        }
        let open = try String.fetchOne(
            database, sql: "SELECT unconfirmed FROM policyPack WHERE packId = ?",
            arguments: [packId])
        let left = (open ?? "").split(separator: " ").filter {
            !confirmation.items.contains(String($0))
        }
        try database.execute(
            sql: "UPDATE policyPack SET unconfirmed = ? WHERE packId = ?",
            arguments: [left.joined(separator: " "), packId])
    }

    func write(supplements: [NewSupplement]) throws {
        guard !supplements.isEmpty else { return }
        let insert = try HotStatement(
            database,
            """
            INSERT INTO supplement (claimId, code, amountFen, packId, logIndex)
            VALUES (?, ?, ?, ?, ?)
            """)
        for supplement in supplements {
            guard let packId = identifiers.packs[supplement.packSha256] else {
                preconditionFailure("the pack of a supplement is active")
            }
            insert.bind(1, supplement.number)
            insert.bind(2, supplement.code)
            insert.bind(3, supplement.amount.fen)
            insert.bind(4, packId)
            insert.bind(5, supplement.logIndex)
            try insert.run()
        }
    }
}
