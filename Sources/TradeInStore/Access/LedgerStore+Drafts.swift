import Foundation
import GRDB
import TradeInCore

/// A claim that is being filled in, as lists show it.
public struct DraftRow: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// The programme.
    public var programme: Programme
    /// What it is called in lists; holds no person's data.
    public var title: String
    /// When it was last saved.
    public var savedAt: Moment
}

extension LedgerStore {
    /// Saves a claim that is being filled in, sealed; nobody but its user opens it again.
    ///
    /// - Parameters:
    ///   - values: the columns.
    ///   - number: the draft to be replaced; nil makes a new one.
    ///   - user: whose.
    ///   - programme: the programme.
    ///   - title: what lists call it.
    ///   - now: the present moment.
    /// - Returns: the draft's number.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func saveDraft(
        _ values: [ClaimField: String], replacing number: Int64?, of user: User,
        _ programme: Programme, title: String, now: Moment
    ) throws -> Int64 {
        let body = canonicalObject { json in
            for field in ClaimField.allCases.sorted(by: { $0.key < $1.key }) {
                if let value = values[field], !value.isEmpty { json.field(field.key, value) }
            }
        }
        let salted = [UInt8](repeating: 0, count: 16) + body
        let record = try SealedRecord(salted, under: keys.sealing, seed: RandomBytes.take(56)[...])
        return try writeAccess { database in
            if let number {
                try database.execute(
                    sql: "DELETE FROM claimDraft WHERE draftId = ? AND userKey = ?",
                    arguments: [number, user.key])
            }
            try database.execute(
                sql: """
                    INSERT INTO claimDraft (userKey, programme, title, sealedKey, sealed, savedAt)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    user.key, programme.rawValue, title, Data(record.sealedKey),
                    Data(record.sealed), now.seconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// A user's drafts, newest first.
    public func drafts(of user: User) throws -> [DraftRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT draftId, programme, title, savedAt FROM claimDraft
                WHERE userKey = ? ORDER BY draftId DESC
                """)
            rows.bind(1, user.key)
            var drafts: [DraftRow] = []
            while try rows.step() {
                guard let programme = Programme(rawValue: rows.text(1)) else {
                    throw LedgerFailure.corrupt("claimDraft \(rows.integer(0))")
                }
                drafts.append(
                    DraftRow(
                        number: rows.integer(0), programme: programme, title: rows.text(2),
                        savedAt: Moment(seconds: rows.integer(3))))
            }
            return drafts
        }
    }

    /// The columns of a user's own draft; nil when the user has none of that number.
    public func draft(
        _ number: Int64, of user: User
    ) throws -> (programme: Programme, values: [ClaimField: String])? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT programme, sealedKey, sealed FROM claimDraft
                WHERE draftId = ? AND userKey = ?
                """)
            row.bind(1, number)
            row.bind(2, user.key)
            guard try row.step() else { return nil }
            defer { row.reset() }
            guard let programme = Programme(rawValue: row.text(0)) else {
                throw LedgerFailure.corrupt("claimDraft \(number)")
            }
            let record = SealedRecord(sealedKey: row.blob(1), sealed: row.blob(2))
            return (programme, try open(record).values)
        }
    }

    /// Throws a draft of the user's away, when it became a claim or was given up.
    public func removeDraft(_ number: Int64, of user: User) throws {
        try writeAccess { database in
            try database.execute(
                sql: "DELETE FROM claimDraft WHERE draftId = ? AND userKey = ?",
                arguments: [number, user.key])
        }
    }
}
