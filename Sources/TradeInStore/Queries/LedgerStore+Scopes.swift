import GRDB
import TradeInCore

/// Packs of ledgers that were made before packs said where they decide.
extension LedgerStore {
    /// Whether a pack's place and days are still to be read from its text.
    public func hasPacksWithoutScope() throws -> Bool {
        try pool.read {
            try Bool.fetchOne(
                $0, sql: "SELECT EXISTS (SELECT 1 FROM policyPack WHERE programme = '')") ?? false
        }
    }

    /// Writes what the texts of old packs say of themselves; nothing else is changed.
    public func fillScopes(_ packs: [PolicyPack]) throws {
        try pool.write { database in
            for pack in packs {
                let scope = PackScope(pack.source)
                try database.execute(
                    sql: """
                        UPDATE policyPack SET programme = ?, place = ?, fromDay = ?, toDay = ?,
                            isTemplate = ?, unconfirmed = ?, papers = ?
                        WHERE sha256 = ? AND programme = ''
                        """,
                    arguments: [
                        scope.programme.rawValue, scope.place, scope.days.lowerBound.isoText,
                        scope.days.upperBound.isoText, scope.isTemplate,
                        pack.source.confirmableItems.joined(separator: " "),
                        PaperNeed.text(pack.source.paperNeeds), pack.source.sha256,
                    ])
            }
        }
    }
}
