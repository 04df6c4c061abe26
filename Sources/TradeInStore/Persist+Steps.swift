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
                (claimId, step, fromState, toState, actor, reason, sealedKey, sealed, logIndex,
                batchId, line)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            insert.bind(10, step.payment?.batch)
            insert.bind(11, step.payment.map { Int64($0.line) })
            try insert.run()
            move.bind(1, step.to.rawValue)
            move.bind(2, step.number)
            try move.run()
        }
    }

    /// Locks as the batch leaves them: of several changes of one lock the last counts.
    ///
    /// They go in sorted: neighbours share a page, and a page is then changed once per batch.
    func write(keys changes: [Effects.KeyChange]) throws {
        let insert = try HotStatement(
            database, "INSERT INTO claimKey (keyDigest, claimId) VALUES (?, ?)")
        let delete = try HotStatement(database, "DELETE FROM claimKey WHERE keyDigest = ?")
        let order = changes.indices.sorted {
            let (left, right) = (changes[$0].key, changes[$1].key)
            return (left.folded, left.exact, $0) < (right.folded, right.exact, $1)
        }
        var place = 0
        while place < order.count {
            let key = changes[order[place]].key
            var isFreed = false
            var last = changes[order[place]]
            while place < order.count {
                let change = changes[order[place]]
                guard change.key.folded == key.folded, change.key.exact == key.exact else { break }
                isFreed = isFreed || change.holder == nil
                last = change
                place += 1
            }
            if isFreed {
                delete.bind(1, words: key.folded.words.0, key.folded.words.1, key.exact)
                try delete.run()
            }
            guard let holder = last.holder else { continue }
            insert.bind(1, words: key.folded.words.0, key.folded.words.1, key.exact)
            insert.bind(2, holder)
            try insert.run()
        }
    }

    /// New contents of claims that were put right; the old ones are kept beside them.
    func write(revisions: [NewRevision]) throws {
        guard !revisions.isEmpty else { return }
        let keep = try HotStatement(
            database,
            """
            INSERT INTO claimRevision (claimId, revision, logIndex, actor, sealedKey, sealed)
            SELECT claimId, ?1, logIndex, json_extract(CAST(body AS TEXT), '$.actor'), sealedKey,
                sealed
            FROM claim JOIN vault USING (claimId) JOIN logEntry ON seq = logIndex
            WHERE claimId = ?2
            """)
        let claim = try HotStatement(
            database,
            """
            UPDATE claim SET logIndex = ?1, bodyDigest = ?2, classKey = ?3, townKey = ?4, soldOn = ?5,
                units = ?6, priceFen = ?7, amountFen = ?8, verdict = ?9, fundId = ?10, packId = ?11,
                revision = ?12 WHERE claimId = ?13
            """)
        let vault = try HotStatement(
            database, "UPDATE vault SET sealedKey = ?, sealed = ? WHERE claimId = ?")
        for new in revisions {
            keep.bind(1, Int64(new.revision - 1))
            keep.bind(2, new.claim.number)
            try keep.run()
            try update(claim, new)
            vault.bind(1, new.claim.prepared.sealed.sealedKey)
            vault.bind(2, new.claim.prepared.sealed.sealed)
            vault.bind(3, new.claim.number)
            try vault.run()
        }
    }

    private func update(_ statement: HotStatement, _ new: NewRevision) throws {
        let body = new.claim.prepared.claim
        guard let soldOn = body.soldOn, let fund = identifiers.funds[new.claim.fundCode] else {
            preconditionFailure("an accepted claim has fund and day")
        }
        let pack = try packId(of: new.claim.prepared)
        let digestWords = new.claim.prepared.bodyDigest.words
        statement.bind(1, new.claim.logIndex)
        statement.bind(2, words: digestWords.0, digestWords.1)
        statement.bind(3, new.claim.classKey)
        statement.bind(4, body.townKey)
        statement.bind(5, soldOn.isoText)
        statement.bind(6, body.quantity)
        statement.bind(7, body.price.fen)
        statement.bind(8, new.claim.prepared.determination.amount.fen)
        statement.bind(9, new.claim.verdict.rawValue)
        statement.bind(10, fund)
        statement.bind(11, pack)
        statement.bind(12, Int64(new.revision))
        statement.bind(13, new.claim.number)
        try statement.run()
    }
}
