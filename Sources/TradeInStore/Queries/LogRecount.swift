import Foundation
import GRDB
import TradeInCore

/// What the tally cells come to when they are made anew from the log alone.
public struct LogRecount: Sendable {
    /// The log's entries.
    public var entries = 0
    /// The claims and linked awards among them.
    public var claims = 0
    /// The cells.
    public var cells: [TallyKey: TallySums] = [:]
    /// Entries about claims that could not be read.
    public var unreadable: [Int64] = []

    /// Nothing counted yet.
    public init() {}
}

extension LedgerStore {
    /// Makes all tally cells anew from the log; no row of a claim, a fund or a cell is read.
    ///
    /// - Parameter progress: receives entries done and in all.
    /// - Returns: the cells.
    /// - Throws: SQLite's failures.
    public func recount(progress: (Int, Int) -> Void = { _, _ in }) throws -> LogRecount {
        try translatingFailures {
            // Entries are never changed, so what was there at the beginning may be read by several
            // readers at once.
            let size = try pool.read {
                try Int64.fetchOne($0, sql: "SELECT coalesce(max(seq) + 1, 0) FROM logEntry") ?? 0
            }
            var run = RecountRun()
            var start: Int64 = 0
            while start < size {
                let end = min(start + RecountRun.stretch, size)
                let ranges = stride(from: start, to: end, by: Int(RecountRun.part)).map {
                    $0..<min($0 + RecountRun.part, end)
                }
                let parts = try Parallel.map(ranges, parts: ranges.count) { part in
                    try part.map { try said(in: $0) }
                }
                for found in parts.joined() { run.take(found) }
                run.result.entries = Int(end)
                progress(Int(end), Int(size))
                start = end
            }
            return run.finished()
        }
    }

    private func said(in range: Range<Int64>) throws -> [RecountRun.Said] {
        try pool.read { database in
            let rows = try HotStatement(
                database, "SELECT seq, body FROM logEntry WHERE seq >= ? AND seq < ? ORDER BY seq")
            rows.bind(1, range.lowerBound)
            rows.bind(2, range.upperBound)
            var found: [RecountRun.Said] = []
            found.reserveCapacity(range.count)
            var next = range.lowerBound
            while try rows.step() {
                let seq = rows.integer(0)
                if seq != next { found.append(.unreadable(next)) }
                next = seq + 1
                if let said = rows.withBlob(1, { RecountRun.read(seq, $0) }) { found.append(said) }
            }
            if next != range.upperBound { found.append(.unreadable(next)) }
            return found
        }
    }
}

/// One recount: entries are read on all cores, and taken in order.
struct RecountRun {
    /// Entries that are taken together, and those that one reader reads of them.
    static let stretch: Int64 = 131_072
    static let part: Int64 = 16_384
    var result = LogRecount()
    private var claims: [Int64: Claim] = [:]
    private var shares: [String: FundingShares] = [:]
    private var places: [Place: Int] = [:]
    private var placeList: [Place] = []

    /// What groups a claim; many claims share one.
    struct Place: Hashable, Sendable {
        var programme: String
        var month: String
        var classKey: String
        var town: String
        var dealer: String
        var fund: String
    }

    private struct Claim {
        var place: Int
        var state: ClaimState
        var isAward: Bool
        var units: Int64
        var price: Int64
        var amount: Int64
    }

    /// What an entry says that tallies count.
    enum Said: Sendable {
        case claim(
            number: Int64, Place, ClaimState, isAward: Bool, units: Int64, price: Int64,
            amount: Int64)
        case step(number: Int64, ClaimState)
        case more(number: Int64, amount: Int64)
        case fund(String, FundingShares)
        case unreadable(Int64)
    }

    mutating func take(_ found: [Said]) { for said in found { apply(said) } }

    private mutating func apply(_ said: Said) {
        switch said {
        case .claim(let number, let place, let state, let isAward, let units, let price, let amount):
            let index = places[place] ?? placeList.count
            if index == placeList.count {
                places[place] = index
                placeList.append(place)
            }
            claims[number] = Claim(
                place: index, state: state, isAward: isAward, units: units, price: price,
                amount: amount)
        case .step(let number, let state): claims[number]?.state = state
        case .more(let number, let amount): claims[number]?.amount &+= amount
        case .fund(let code, let own): shares[code] = own
        case .unreadable(let seq): result.unreadable.append(seq)
        }
    }

    /// The sums of each place and state first, for there are far fewer of them than claims.
    mutating func finished() -> LogRecount {
        struct Group: Hashable {
            var place: Int
            var state: ClaimState
        }
        var groups: [Group: TallySums] = [:]
        for claim in claims.values {
            let own = shares[placeList[claim.place].fund] ?? FundingShares()
            groups[Group(place: claim.place, state: claim.state), default: TallySums()] +=
                TallyRecount.sums(
                    isAward: claim.isAward, units: claim.units, price: claim.price,
                    amount: claim.amount, own)
        }
        for (group, sums) in groups {
            let place = placeList[group.place]
            guard let programme = Programme(rawValue: place.programme),
                case .success(let day) = Day.parse(place.month + "-01")
            else { continue }
            for key in TallyKey.keys(
                programme: programme, soldOn: day, classKey: place.classKey, townKey: place.town,
                dealerCode: place.dealer, state: group.state)
            { result.cells[key, default: TallySums()] += sums }
        }
        result.claims = claims.count
        return result
    }

    // MARK: Reading

    /// The members of an entry that tallies count; each is nil where the entry has none.
    private struct Members {
        var kind: String?
        var claim: Int64?
        var to: String?
        var amount: Int64?
        var state: String?
        var programme: String?
        var town: String?
        var dealer: String?
        var fund: String?
        var itemClass: String?
        var energy: String?
        var soldOn: String?
        var quantity: Int64?
        var price: Int64?
        var body: [UInt8] = []
    }

    static func read(_ seq: Int64, _ bytes: UnsafeBufferPointer<UInt8>) -> Said? {
        var found = Members()
        guard members(of: bytes, &found) else { return .unreadable(seq) }
        switch found.kind {
        case "claim.submit", "claim.correct": return claim(seq, found, isAward: false)
        case "claim.rise": return claim(seq, found, isAward: true)
        case "claim.step":
            guard let number = found.claim, let state = found.to.flatMap(ClaimState.init) else {
                return .unreadable(seq)
            }
            return .step(number: number, state)
        case "claim.supplement":
            guard let number = found.claim, let amount = found.amount else {
                return .unreadable(seq)
            }
            return .more(number: number, amount: amount)
        case "fund.create":
            guard let body = try? JSONValue.parse(found.body), let code = body["fund"]?.string,
                let shares = FundingShares(text: body["shares"]?.string ?? "")
            else { return .unreadable(seq) }
            return .fund(code, shares)
        default: return nil
        }
    }

    private static func claim(_ seq: Int64, _ found: Members, isAward: Bool) -> Said {
        guard let number = found.claim, let amount = found.amount,
            let state = found.state.flatMap(ClaimState.init), let programme = found.programme,
            let town = found.town, let dealer = found.dealer, let fund = found.fund,
            let soldOn = found.soldOn
        else { return .unreadable(seq) }
        let place = Place(
            programme: programme, month: String(soldOn.prefix(7)),
            classKey: found.itemClass ?? found.energy ?? "other", town: town, dealer: dealer,
            fund: fund)
        return .claim(
            number: number, place, state, isAward: isAward,
            units: isAward ? 0 : found.quantity ?? 1, price: isAward ? 0 : found.price ?? 0,
            amount: amount)
    }

    private static func members(
        of bytes: UnsafeBufferPointer<UInt8>, _ found: inout Members
    ) -> Bool {
        var isSound = true
        let isWhole = JSONMembers(bytes).forEach { key, value in
            if key.isText("kind") {
                found.kind = value.plainText
            } else if key.isText("claim") {
                found.claim = value.wholeNumber
            } else if key.isText("to") {
                found.to = value.plainText
            } else if key.isText("amountFen") {
                found.amount = value.wholeNumber
            } else if key.isText("state") {
                found.state = value.plainText
            } else if key.isText("programme") {
                found.programme = value.plainText
            } else if key.isText("town") {
                found.town = value.plainText
            } else if key.isText("dealer") {
                found.dealer = value.plainText
            } else if key.isText("fund") {
                found.fund = value.plainText
            } else if key.isText("facts") {
                isSound = facts(value, &found)
            } else if key.isText("body") {
                found.body = Array(value)
            }
        }
        return isWhole && isSound
    }

    private static func facts(
        _ bytes: UnsafeBufferPointer<UInt8>, _ found: inout Members
    ) -> Bool {
        JSONMembers(bytes).forEach { key, value in
            if key.isText("itemClass") {
                found.itemClass = value.plainText
            } else if key.isText("newEnergy") {
                found.energy = value.plainText
            } else if key.isText("soldOn") {
                found.soldOn = value.plainText
            } else if key.isText("quantity") {
                found.quantity = value.wholeNumber
            } else if key.isText("price") {
                found.price = value.wholeNumber
            }
        }
    }
}
