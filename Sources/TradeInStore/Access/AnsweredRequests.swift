import Foundation
import GRDB
import TradeInCore

/// Requests with a key, and what they came to: written in the transaction of the command itself,
/// so that a request is done once even if the power fails between the two.
struct AnsweredRequests {
    /// For so long a key is remembered.
    static let keptSeconds: Int64 = 30 * 86_400

    let database: Database

    init(_ database: Database) { self.database = database }

    /// What the request came to before; nil when it was not done yet or has no key.
    func answer(to request: LedgerRequest) throws -> CommandOutcome? {
        guard let repeatKey = request.repeatKey else { return nil }
        let row = try HotStatement(
            database, "SELECT bodyDigest, receipt FROM answeredRequest WHERE keyDigest = ?")
        row.bind(1, repeatKey.key)
        guard try row.step() else { return nil }
        defer { row.reset() }
        guard row.blob(0) == repeatKey.body else { return .refused(.requestKeyReused) }
        return .replayed(try Receipt(json: row.text(1)))
    }

    /// Remembers a request that is done; one that was refused may be sent again.
    func keep(_ outcome: CommandOutcome, of request: LedgerRequest) throws {
        guard let repeatKey = request.repeatKey, let receipt = outcome.receipt else { return }
        let row = try HotStatement(
            database,
            "INSERT INTO answeredRequest (keyDigest, bodyDigest, receipt, at) VALUES (?, ?, ?, ?)")
        row.bind(1, repeatKey.key)
        row.bind(2, repeatKey.body)
        row.bind(3, receipt.json)
        row.bind(4, request.context.now.seconds)
        try row.run()
        let old = try HotStatement(database, "DELETE FROM answeredRequest WHERE at < ?")
        old.bind(1, request.context.now.seconds - Self.keptSeconds)
        try old.run()
    }
}

extension Receipt {
    /// The receipt as canonical JSON.
    fileprivate var json: String {
        let body = canonicalObject { json in
            if let amount { json.field("amountFen", amount.fen) }
            if let batch { json.field("batch", batch) }
            if let claim { json.field("claim", claim.number) }
            json.field("logIndex", logIndex)
            if let right { json.field("right", right.number) }
            if let state { json.field("state", state.rawValue) }
        }
        return String(decoding: body, as: UTF8.self)
    }

    fileprivate init(json text: String) throws {
        let json = try JSONValue.parse(Array(text.utf8))
        guard let logIndex = json["logIndex"]?.integer else {
            throw LedgerFailure.corrupt("answeredRequest")
        }
        self.init(
            claim: json["claim"]?.integer.map(ClaimID.init(number:)),
            state: json["state"]?.string.flatMap(ClaimState.init(rawValue:)),
            amount: json["amountFen"]?.integer.map(Money.init(fen:)), logIndex: logIndex)
        right = json["right"]?.integer.map(RightID.init(number:))
        batch = json["batch"]?.integer
    }
}
