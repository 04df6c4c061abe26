import GRDB
import TradeInCore

/// Rows of the steps that claims take, and of what claims free when they end.
extension Persist {
    func write(steps: [NewStep]) throws {
        guard !steps.isEmpty else { return }
        let insert = try HotStatement(
            database,
            """
            INSERT INTO claimStep
                (claimId, step, fromState, toState, actor, reason, sealedKey, sealed, logIndex)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let move = try HotStatement(database, "UPDATE claim SET state = ? WHERE claimId = ?")
        for step in steps {
            insert.bind(1, step.number)
            insert.bind(2, step.step.rawValue)
            insert.bind(3, step.from.rawValue)
            insert.bind(4, step.to.rawValue)
            insert.bind(5, step.actor)
            insert.bind(6, step.reason?.rawValue)
            insert.bind(7, step.note?.sealedKey)
            insert.bind(8, step.note?.sealed)
            insert.bind(9, step.logIndex)
            try insert.run()
            move.bind(1, step.to.rawValue)
            move.bind(2, step.number)
            try move.run()
        }
    }

    func remove(keys: [ClaimKey]) throws {
        guard !keys.isEmpty else { return }
        let delete = try HotStatement(database, "DELETE FROM claimKey WHERE keyDigest = ?")
        for key in keys {
            delete.bind(1, words: key.folded.words.0, key.folded.words.1, key.exact)
            try delete.run()
        }
    }
}
