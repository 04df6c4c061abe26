/// Rights in the model's words: drawn, used by the claim of the same person, lapsed, given back.
extension MoneyModel {
    struct Right {
        var person: Int
        var fen: Int64
        var day: Int
        var state = "reserved"
    }

    /// What is kept for rights that were drawn today.
    func reservedToday() -> Int64 {
        rights.suffix(500).filter { $0.day == today && $0.state == "reserved" }
            .reduce(0) { $0 + $1.fen }
    }

    private mutating func end(_ right: Int, _ state: String) {
        rights[right].state = state
        move(rights[right].fen, ["P", "encumbered"], ["P", "available"])
    }

    /// A right is good on the day of the draw and the next.
    mutating func lapse() {
        for right in live where rights[right].day + 1 < today {
            end(right, "lapsed")
            moveUp()
        }
    }

    /// Rights that are live, among the last.
    private var live: [Int] {
        rights.indices.suffix(500).filter { rights[$0].state == "reserved" }
    }

    mutating func reserve(_ person: Int, _ fen: Int64, by actor: String) -> String {
        guard Self.roles[actor] == "officer" else { return "role-missing" }
        wake()
        // The simulation's steps name nothing that a claim frees, so what it counted stays counted.
        if person <= claims.count { return "limit-reached" }
        if live.contains(where: { rights[$0].person == person }) { return "right-already-held" }
        let year = "\(person) \(2026 + (thisMonth + 2) / 12)"
        if draws[year, default: 0] >= 3 { return "draws-used-up" }
        if let cap, usedToday() + fen > cap { return "cap-reached" }
        guard line.isEmpty, fen <= holds("P", "available") else { return "fund-short" }
        move(fen, ["P", "available"], ["P", "encumbered"])
        rights.append(Right(person: person, fen: fen, day: today))
        draws[year, default: 0] += 1
        return "done"
    }

    mutating func cancel(right: Int, byPerson actor: String) -> String {
        guard Self.roles[actor] == "officer" else { return "role-missing" }
        wake()
        guard right < rights.count else { return "right-unknown" }
        guard rights[right].state == "reserved" else { return "right-not-held" }
        end(right, "cancelled")
        moveUp()
        return "done"
    }

    /// What a claim of somebody who holds a right comes to; nil without one.
    mutating func submitOnRight(_ fen: Int64, by actor: String) -> String? {
        let person = claims.count + 1
        guard let right = live.first(where: { rights[$0].person == person }) else { return nil }
        let extra = fen - rights[right].fen
        if extra > 0 {
            let isToday = rights[right].day == today
            let hasRoom = !isToday || (cap.map { usedToday() + extra <= $0 } ?? true)
            guard extra <= holds("P", "available"), line.isEmpty, hasRoom else {
                return "fund-short"
            }
        }
        end(right, "used")
        claims.append(Claim(state: "submitted", fen: fen, enteredBy: actor))
        move(fen, ["P", "available"], ["P", "encumbered"])
        if rights[right].day == today { grantedToday.insert(claims.count - 1) }
        moveUp()
        return "submitted"
    }
}
