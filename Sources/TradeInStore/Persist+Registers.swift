import GRDB
import TradeInCore

extension Persist {
    /// Writes register rows in the order of their commands, since a claim may follow its fund.
    mutating func write(
        register rows: [(row: Effects.RegisterRow, key: String, body: [UInt8], logIndex: Int64)]
    ) throws {
        let record = try HotStatement(
            database,
            """
            INSERT INTO record (key, body, logIndex) VALUES (?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET body = excluded.body, logIndex = excluded.logIndex
            """)
        for entry in rows {
            try write(entry.row, entry.logIndex)
            record.bind(1, entry.key)
            record.bind(2, entry.body)
            record.bind(3, entry.logIndex)
            try record.run()
        }
    }

    private mutating func write(_ row: Effects.RegisterRow, _ logIndex: Int64) throws {
        switch row {
        case .dealer(let dealer, let account): try write(dealer, account)
        case .user(let user): try write(user)
        case .order(let order, let maker): try write(order, maker, logIndex)
        case .orderRelease(let reference, let checker):
            try release(order: reference, checker)
        case .batch(let batch, let reference): try write(batch, reference, logIndex)
        case .batchState(let number, let state, let actor):
            try write(batch: number, state, actor)
        case .bankFile: break
        case .monthDraft(let month, let maker): try draft(month, maker)
        case .monthClose(let month, let checker): try close(month, checker)
        case .fund(let fund): try write(fund)
        case .cap(let cap): try write(cap)
        case .event(let event): try write(event)
        case .recycling(let record): try write(record)
        case .figure(let figure, let actor): try write(figure, actor, logIndex)
        case .pack(let pack, let author): try write(pack, author)
        case .activation(let sha256, let approver, let replaces):
            try activate(sha256, approver, replaces)
        case .confirmation(let confirmation): try write(confirmation, logIndex)
        }
    }

    private mutating func write(_ dealer: Dealer, _ account: SealedAccount?) throws {
        let upsert = try HotStatement(
            database,
            """
            INSERT INTO dealer (code, name, programmes, townKey, state, sealedKey, sealed,
                accountChangedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, programmes = excluded.programmes,
                townKey = excluded.townKey, state = excluded.state,
                sealedKey = coalesce(excluded.sealedKey, sealedKey),
                sealed = coalesce(excluded.sealed, sealed),
                accountChangedAt = excluded.accountChangedAt
            RETURNING dealerId
            """)
        upsert.bind(1, dealer.code)
        upsert.bind(2, dealer.name)
        upsert.bind(3, dealer.programmes.map(\.rawValue).sorted().joined(separator: " "))
        upsert.bind(4, dealer.townKey)
        upsert.bind(5, dealer.state.rawValue)
        upsert.bind(6, account?.record.sealedKey)
        upsert.bind(7, account?.record.sealed)
        upsert.bind(8, dealer.accountChangedAt)
        guard try upsert.step() else { preconditionFailure("an upsert returns its row") }
        identifiers.dealers[dealer.code] = upsert.integer(0)
        while try upsert.step() {}
    }

    private mutating func write(_ fund: Fund) throws {
        let insert = try HotStatement(
            database,
            """
            INSERT INTO fund (code, zh, en, year, scope, parentId, shares)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(1, fund.code)
        insert.bind(2, fund.title.zh)
        insert.bind(3, fund.title.en)
        insert.bind(4, Int64(fund.year))
        insert.bind(5, fund.scope.key)
        insert.bind(6, fund.parent.flatMap { identifiers.funds[$0] })
        insert.bind(7, fund.shares.text)
        try insert.run()
        let fundId = database.lastInsertedRowID
        identifiers.funds[fund.code] = fundId
        let account = try HotStatement(
            database, "INSERT INTO account (fundId, kind, postingSumFen) VALUES (?, ?, 0)")
        for kind in AccountKind.allCases {
            account.bind(1, fundId)
            account.bind(2, kind.key)
            try account.run()
            identifiers.accounts[.init(fundCode: fund.code, kind: kind)] =
                database.lastInsertedRowID
        }
    }
}
