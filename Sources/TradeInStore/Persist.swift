import GRDB
import TradeInCore

/// Writes the effects of a batch: every row once, sums once per batch, keys in order.
struct Persist {
    let database: Database
    var identifiers: RowIdentifiers

    init(_ database: Database, identifiers: RowIdentifiers) {
        self.database = database
        self.identifiers = identifiers
    }

    mutating func write(_ state: WorkingSet) throws {
        let effects = state.effects
        try write(register: effects.register)
        try write(registerMonths: effects.registerCells)
        try write(claims: effects.claims)
        try write(referencesOf: effects.claims)
        try write(keys: effects.keys)
        try write(
            tracesOf: (effects.claims + effects.revisions.map(\.claim)).map {
                ($0.number, $0.prepared.traces)
            })
        try write(vaultOf: effects.claims)
        // A claim that is put right is written before what a rise then adds to it.
        try write(revisions: effects.revisions)
        try write(rises: effects.rises)
        try write(supplements: effects.supplements)
        try write(rights: effects.rights, ended: effects.endedRights)
        try write(papers: effects.papers)
        try write(steps: effects.steps)
        try write(payments: effects.payments, settled: effects.settled)
        try write(shares: effects.shares, in: state)
        try write(usage: effects.usage)
        try write(attempts: effects.attempts)
        try write(tally: effects.tally)
        try write(evidence: effects.evidence)
        try write(accountsOf: effects.touchedFunds, in: state)
        try write(months: effects.months)
        try write(capUse: effects.capUse)
        try write(postings: effects.postings)
        try write(entries: effects.entries, endingAt: state.frontier.size)
        try write(tiles: effects.fullTiles + state.frontier.partialTiles)
    }

    private func write(claims: [Effects.NewClaim]) throws {
        let insert = try HotStatement(
            database,
            """
            INSERT INTO claim (claimId, logIndex, dealerId, claimRef, bodyDigest, programme, classKey,
                townKey, soldOn, units, priceFen, amountFen, verdict, state, fundId, packId)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for new in claims {
            let claim = new.prepared.claim
            guard let dealer = identifiers.dealers[claim.dealerCode],
                let fund = identifiers.funds[new.fundCode],
                let programme = claim.programme, let soldOn = claim.soldOn
            else { preconditionFailure("an accepted claim has dealer, fund, programme and day") }
            let pack = try packId(of: new.prepared)
            insert.bind(1, new.number)
            insert.bind(2, new.logIndex)
            insert.bind(3, dealer)
            insert.bind(4, claim.ref)
            let body = new.prepared.bodyDigest.words
            insert.bind(5, words: body.0, body.1)
            insert.bind(6, programme.rawValue)
            insert.bind(7, new.classKey)
            insert.bind(8, claim.townKey)
            insert.bind(9, soldOn.isoText)
            insert.bind(10, claim.quantity)
            insert.bind(11, claim.price.fen)
            insert.bind(12, new.prepared.determination.amount.fen)
            insert.bind(13, new.verdict.rawValue)
            insert.bind(14, new.state.rawValue)
            insert.bind(15, fund)
            insert.bind(16, pack)
            try insert.run()
        }
    }

    /// The row number of the pack that decided a claim.
    func packId(of prepared: PreparedClaim) throws -> Int64 {
        guard let digest = prepared.determination.pack?.source.sha256 else {
            preconditionFailure("an accepted claim has a pack")
        }
        guard let pack = identifiers.packs[digest] else {
            throw LedgerFailure.corrupt("pack \(digest) is not kept in the ledger")
        }
        return pack
    }

    /// References go in sorted, as the locks do.
    private func write(referencesOf claims: [Effects.NewClaim]) throws {
        let references = claims.map { ($0.prepared.refDigest, $0.number) }.sorted { $0.0 < $1.0 }
        let reference = try HotStatement(
            database, "INSERT INTO claimReference (refDigest, claimId) VALUES (?, ?)")
        for (digest, number) in references {
            reference.bind(1, words: digest.words.0, digest.words.1)
            reference.bind(2, number)
            try reference.run()
        }
    }

    private func write(vaultOf claims: [Effects.NewClaim]) throws {
        let insert = try HotStatement(
            database, "INSERT INTO vault (claimId, sealedKey, sealed) VALUES (?, ?, ?)")
        for new in claims {
            insert.bind(1, new.number)
            insert.bind(2, new.prepared.sealed.sealedKey)
            insert.bind(3, new.prepared.sealed.sealed)
            try insert.run()
        }
    }

    private func write(usage: [BlindDigest: Int]) throws {
        let upsert = try HotStatement(
            database,
            """
            INSERT INTO usage (counterDigest, count) VALUES (?, ?)
            ON CONFLICT (counterDigest) DO UPDATE SET count = excluded.count
            """)
        let delete = try HotStatement(database, "DELETE FROM usage WHERE counterDigest = ?")
        for (counter, count) in usage.sorted(by: { $0.key < $1.key }) {
            guard count > 0 else {
                delete.bind(1, words: counter.words.0, counter.words.1)
                try delete.run()
                continue
            }
            upsert.bind(1, words: counter.words.0, counter.words.1)
            upsert.bind(2, Int64(count))
            try upsert.run()
        }
    }

    private func write(attempts: [(attempt: WorkingSet.Attempt, logIndex: Int64)]) throws {
        let insert = try HotStatement(
            database, "INSERT INTO attempt (bodyDigest, code, logIndex) VALUES (?, ?, ?)")
        for (attempt, logIndex) in attempts {
            insert.bind(1, words: attempt.bodyDigest.words.0, attempt.bodyDigest.words.1)
            insert.bind(2, attempt.code)
            insert.bind(3, logIndex)
            try insert.run()
        }
    }

    private func write(accountsOf touched: Set<String>, in state: WorkingSet) throws {
        let update = try HotStatement(
            database, "UPDATE account SET postingSumFen = ? WHERE accountId = ?")
        for code in touched {
            guard let fund = state.funds[code] else {
                preconditionFailure("a touched fund is loaded")
            }
            for kind in AccountKind.allCases {
                guard let account = identifiers.accounts[.init(fundCode: code, kind: kind)] else {
                    preconditionFailure("a fund has every account")
                }
                update.bind(1, fund.postingSum(kind))
                update.bind(2, account)
                try update.run()
            }
        }
    }

    private func write(postings: [(logIndex: Int64, posting: Posting)]) throws {
        let insert = try HotStatement(
            database, "INSERT INTO posting (logIndex, accountId, amountFen) VALUES (?, ?, ?)")
        for (logIndex, posting) in postings {
            let key = RowIdentifiers.AccountKey(fundCode: posting.fundCode, kind: posting.account)
            guard let account = identifiers.accounts[key] else {
                preconditionFailure("a posting has an account")
            }
            insert.bind(1, logIndex)
            insert.bind(2, account)
            insert.bind(3, posting.amount.fen)
            try insert.run()
        }
    }

    private func write(entries: [[UInt8]], endingAt size: UInt64) throws {
        let insert = try HotStatement(database, "INSERT INTO logEntry (seq, body) VALUES (?, ?)")
        var seq = Int64(size) - Int64(entries.count)
        for entry in entries {
            insert.bind(1, seq)
            insert.bind(2, entry)
            try insert.run()
            seq += 1
        }
    }

    private func write(tiles: [LogFrontier.Tile]) throws {
        let upsert = try HotStatement(
            database,
            """
            INSERT INTO logTile (level, tileIndex, hashes) VALUES (?, ?, ?)
            ON CONFLICT (level, tileIndex) DO UPDATE SET hashes = excluded.hashes
            """)
        for tile in tiles {
            upsert.bind(1, Int64(tile.level))
            upsert.bind(2, Int64(tile.index))
            upsert.bind(3, tile.hashes)
            try upsert.run()
        }
    }
}
