import Foundation
import GRDB
import TradeInCore

/// A claim as it was decided: enough to decide it again.
public struct DecidedClaim: Sendable {
    /// Its number.
    public var number: Int64
    /// The class for tallies.
    public var classKey: String
    /// The state.
    public var state: ClaimState
    /// The verdict.
    public var verdict: Verdict
    /// The award and its supplements together.
    public var granted: Money
    /// The fund's code.
    public var fundCode: String
    /// The digest of the pack.
    public var packSha256: String
    /// The facts as the log holds them: an object of canonical JSON.
    public var factsJSON: ArraySlice<UInt8>
    /// Findings of reading, which no pack made.
    public var found: [Finding]
    /// The sealed columns, where they were asked for and the person is not erased.
    public var personal: [ClaimField: String]?
}

extension LedgerStore {
    /// The number of the newest claim; 0 while there is none.
    public func lastClaim() throws -> Int64 {
        try pool.read { try Int64.fetchOne($0, sql: "SELECT max(claimId) FROM claim") ?? 0 }
    }

    /// Hands each claim of a programme and a range of numbers to `body`, in order.
    ///
    /// - Parameters:
    ///   - numbers: the range of claim numbers.
    ///   - programme: the programme.
    ///   - withPersons: whether the personal records are opened too.
    ///   - body: receives each claim; the slice is good for the call only.
    /// - Throws: ``LedgerFailure`` when a row cannot be true, and what `body` throws.
    public func decidedClaims(
        _ numbers: ClosedRange<Int64>, of programme: Programme, withPersons: Bool = false,
        _ body: (DecidedClaim) throws -> Void
    ) throws {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT claim.claimId, classKey, claim.state, verdict, amountFen
                    + coalesce((SELECT sum(amountFen) FROM supplement
                        WHERE supplement.claimId = claim.claimId), 0),
                    fundId, packId, body, sealedKey, sealed
                FROM claim JOIN logEntry ON seq = logIndex LEFT JOIN vault ON ?4 AND
                    vault.claimId = claim.claimId
                WHERE claim.claimId BETWEEN ?1 AND ?2 AND programme = ?3 AND parentId IS NULL ORDER BY claim.claimId
                """)
            let names = try Names(database)
            rows.bind(1, numbers.lowerBound)
            rows.bind(2, numbers.upperBound)
            rows.bind(3, programme.rawValue)
            rows.bind(4, withPersons ? 1 : 0)
            while try rows.step() {
                var claim = try Self.decidedClaim(rows, names)
                if withPersons, !rows.isNull(8) {
                    let record = SealedRecord(sealedKey: rows.blob(8), sealed: rows.blob(9))
                    claim.personal = try open(record).values
                }
                try body(claim)
            }
        }
    }

    /// Codes and digests by row number, so that the large query joins no small table.
    private struct Names {
        var funds: [Int64: String] = [:]
        var packs: [Int64: String] = [:]

        init(_ database: Database) throws {
            let fund = try HotStatement(database, "SELECT fundId, code FROM fund")
            while try fund.step() { funds[fund.integer(0)] = fund.text(1) }
            let pack = try HotStatement(database, "SELECT packId, sha256 FROM policyPack")
            while try pack.step() { packs[pack.integer(0)] = pack.text(1) }
        }
    }

    private static func decidedClaim(
        _ rows: HotStatement, _ names: Names
    ) throws -> DecidedClaim {
        let body = rows.blob(7)
        guard let state = ClaimState(rawValue: rows.text(2)),
            let verdict = Verdict(rawValue: rows.text(3)),
            let entry = LoggedClaim(body)
        else { throw LedgerFailure.corrupt("claim \(rows.integer(0))") }
        return DecidedClaim(
            number: rows.integer(0), classKey: rows.text(1), state: state, verdict: verdict,
            granted: Money(fen: rows.integer(4)), fundCode: names.funds[rows.integer(5)] ?? "",
            packSha256: names.packs[rows.integer(6)] ?? "", factsJSON: entry.facts,
            found: entry.found)
    }
}

/// The parts of a claim's log entry that deciding it again needs, found without reading it all.
///
/// The entry is canonical JSON that this program wrote and the log froze, so the members
/// stand in a known order: the object after `"facts":`, then the list after `"findings":`.
struct LoggedClaim {
    let facts: ArraySlice<UInt8>
    let found: [Finding]

    private static let factsMark = Array("\"facts\":{".utf8)
    private static let findingsMark = Array(",\"findings\":[".utf8)

    init?(_ body: [UInt8]) {
        guard let start = Self.place(of: Self.factsMark, in: body, from: 0),
            let end = Self.place(of: Self.findingsMark, in: body, from: start)
        else { return nil }
        facts = body[(start + Self.factsMark.count - 1)..<end]
        let list = end + Self.findingsMark.count
        guard list < body.count else { return nil }
        if body[list] == UInt8(ascii: "]") {
            found = []
        } else {
            guard let json = try? JSONValue.parse(body) else { return nil }
            found = (json["findings"]?.array ?? []).compactMap(LoggedFinding.init)
                .filter { $0.article == nil }.map(\.finding)
        }
    }

    /// Who entered the claim; the first member of the entry.
    static func actor(_ body: [UInt8]) -> String? {
        guard let comma = place(of: Array("\",\"".utf8), in: body, from: 0) else { return nil }
        let head = Array(body[..<(comma + 1)]) + [UInt8(ascii: "}")]
        return (try? JSONValue.parse(head))?["actor"]?.string
    }

    private static func place(of mark: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        body.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var place = start
            while place + mark.count <= bytes.count {
                guard let found = memchr(base + place, Int32(mark[0]), bytes.count - place) else {
                    return nil
                }
                place = UnsafeRawPointer(found) - base
                if place + mark.count <= bytes.count, memcmp(base + place, mark, mark.count) == 0 {
                    return place
                }
                place += 1
            }
            return nil
        }
    }
}
