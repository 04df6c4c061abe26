import TradeInCore

/// A claim of the simulation in small numbers, from which a row is made.
struct ModelClaim: Hashable {
    var programme: Programme
    var reference: Int
    var dealer: Int
    var person: Int
    var phone: Int
    var invoice: Int
    /// Two spellings of one look-alike form per pair: 0 and 1, then 2 and 3.
    var serial: Int
    var imei: Int
    var oldCar: Int
    var newCar: Int
    var certificate: Int
    var fen: Int64
    /// The efficiency grade of an appliance; whether a car is electric.
    var grade: Int
    var isTelevision: Bool
    var month: Int
    var town: String
}

/// What the simulation expects of the ledger, in dictionaries and plain sums.
struct LedgerModel {
    struct Fund: Equatable {
        var appropriated: Int64 = 0
        var available: Int64 = 0
        var encumbered: Int64 = 0
    }

    enum Answer: Equatable {
        case refused(String)
        case replayed(Int64)
        case registered(Int64, fen: Int64, isWaiting: Bool, isAlike: Bool)
        case done
    }

    var dealers: [Int: (programmes: Set<Programme>, isActive: Bool)] = [:]
    var funds: [String: Fund] = [:]
    var documents: [String: String] = [:]
    var claims: [String: (body: ModelClaim, number: Int64)] = [:]
    var taken: Set<String> = []
    var usage: [String: Int] = [:]
    var tally: [String: [Int64]] = [:]
    /// Claims in line by fund, with what they need, first come first.
    var lines: [String: [(claim: ModelClaim, fen: Int64)]] = [:]
    var refusedBefore: Set<String> = []
    var entries = 0
    var registered: Int64 = 0

    mutating func submit(_ claim: ModelClaim) -> Answer {
        let reference = "\(claim.dealer)/\(claim.reference)"
        if let known = claims[reference], known.body == claim { return .replayed(known.number) }
        if let code = refusal(claim, reference) {
            if refusedBefore.insert("\(code)|\(claim)").inserted { entries += 1 }
            return .refused(code)
        }
        registered += 1
        entries += 1
        let isAlike =
            claim.programme.isVehicle ? false : taken.contains("serial:\(claim.serial ^ 1)")
        let fen = Self.award(claim)
        let fund = fundCode(claim) ?? ""
        let isBehind = !(lines[fund] ?? []).isEmpty
        let isWaiting = fen > 0 && (isBehind || fen > (funds[fund]?.available ?? 0))
        if !isWaiting {
            funds[fund]?.available -= fen
            funds[fund]?.encumbered += fen
        }
        for thing in Self.things(claim) { taken.insert(thing.key) }
        for counter in Self.counters(claim) { usage[counter, default: 0] += 1 }
        if isWaiting { lines[fund, default: []].append((claim, fen)) }
        count(claim, fen, isWaiting, 1)
        claims[reference] = (claim, registered)
        return .registered(registered, fen: fen, isWaiting: isWaiting, isAlike: isAlike)
    }

    private func refusal(_ claim: ModelClaim, _ reference: String) -> String? {
        if claims[reference] != nil { return "claim-ref-reused" }
        guard let dealer = dealers[claim.dealer] else { return "dealer-unknown" }
        if !dealer.isActive { return "dealer-not-active" }
        if !dealer.programmes.contains(claim.programme) { return "dealer-not-enrolled" }
        if Self.isIneligible(claim) { return "ineligible" }
        for thing in Self.things(claim) where taken.contains(thing.key) { return thing.code }
        let most = claim.programme == .digital ? 2 : 1
        if Self.counters(claim).contains(where: { usage[$0] ?? 0 >= most }) {
            return "limit-reached"
        }
        return fundCode(claim) == nil ? "fund-missing" : nil
    }

    private static func isIneligible(_ claim: ModelClaim) -> Bool {
        switch claim.programme {
        case .digital: claim.fen > 600_000
        case .appliance: claim.grade != 1
        default: false
        }
    }

    private static func award(_ claim: ModelClaim) -> Int64 {
        switch claim.programme {
        case .digital: min(claim.fen * 15 / 100, 50_000)
        case .appliance: min(claim.fen * 15 / 100, 150_000)
        default: claim.grade == 1 ? 2_000_000 : 1_500_000
        }
    }

    private static func things(_ claim: ModelClaim) -> [(key: String, code: String)] {
        var things = [("invoice:\(claim.invoice)", "invoice-already-claimed")]
        if claim.programme.isVehicle {
            things += [
                ("new:\(claim.newCar)", "new-vehicle-already-claimed"),
                ("old:\(claim.oldCar)", "old-vehicle-already-claimed"),
            ]
            if claim.programme == .vehicleScrappage {
                things.append(("certificate:\(claim.certificate)", "certificate-already-claimed"))
            }
        } else {
            things.append(("serial:\(claim.serial)", "serial-already-claimed"))
        }
        if claim.programme == .digital {
            things.append(("imei:\(claim.imei)", "imei-already-claimed"))
        }
        return things
    }

    private static func counters(_ claim: ModelClaim) -> [String] {
        switch claim.programme {
        case .digital: ["digital id \(claim.person)", "digital phone \(claim.phone)"]
        case .appliance: ["appliance \(claim.isTelevision) id \(claim.person)"]
        default: ["vehicle id \(claim.person)"]
        }
    }

    private func fundCode(_ claim: ModelClaim) -> String? {
        if claim.programme == .digital, funds["D"] != nil { return "D" }
        let wide = claim.programme.isVehicle ? "V" : "A"
        return funds[wide] == nil ? nil : wide
    }

    private mutating func count(
        _ claim: ModelClaim, _ fen: Int64, _ isWaiting: Bool, _ sign: Int64
    ) {
        for cell in Self.cells(claim, isWaiting) {
            let old = tally[cell] ?? [0, 0, 0, 0]
            tally[cell] = [
                old[0] + sign, old[1] + sign, old[2] + sign * claim.fen, old[3] + sign * fen,
            ]
        }
    }

    /// Whoever is first in line goes as soon as the money is there, one after the other.
    private mutating func moveUp(_ fund: String) {
        while let first = lines[fund]?.first, first.fen <= funds[fund]?.available ?? 0 {
            lines[fund]?.removeFirst()
            funds[fund]?.available -= first.fen
            funds[fund]?.encumbered += first.fen
            count(first.claim, first.fen, true, -1)
            count(first.claim, first.fen, false, 1)
            entries += 1
        }
    }

    private static func cells(_ claim: ModelClaim, _ isWaiting: Bool) -> [String] {
        let end = "2026|\(claim.programme.rawValue)|" + (isWaiting ? "waitlisted" : "submitted")
        let itemClass =
            switch claim.programme {
            case .digital: "phone"
            case .appliance: claim.isTelevision ? "television" : "refrigerator"
            default: claim.grade == 1 ? "nev" : "fuel"
            }
        return [
            "class|\(itemClass)|\(end)", "town|\(claim.town)|\(end)",
            "dealer|\(Sample.creditCode(claim.dealer))|\(end)", "month|2026-0\(claim.month)|\(end)",
        ]
    }
}

extension LedgerModel {
    mutating func enrol(
        _ number: Int, _ programmes: Set<Programme>, isActive: Bool
    ) -> Answer {
        if let known = dealers[number], known.programmes == programmes, known.isActive == isActive {
            return .replayed(0)
        }
        dealers[number] = (programmes, isActive)
        entries += 1
        return .done
    }

    mutating func createFund(_ code: String) -> Answer {
        if funds[code] != nil { return .replayed(0) }
        funds[code] = Fund()
        entries += 1
        return .done
    }

    mutating func appropriate(_ code: String, fen: Int64, _ reference: String) -> Answer {
        let body = "\(code) \(fen)"
        if documents[reference] == body { return .replayed(0) }
        if documents[reference] != nil { return .refused("appropriation-ref-reused") }
        guard funds[code] != nil else { return .refused("fund-unknown") }
        if fen <= 0 { return .refused("amount-not-positive") }
        documents[reference] = body
        funds[code]?.appropriated += fen
        funds[code]?.available += fen
        entries += 2
        moveUp(code)
        return .done
    }
}
