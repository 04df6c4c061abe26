/// What the simulation of reviews and payments expects, in words and plain sums.
///
/// Follows `Docs/reference/claim-life.md` and `duties.md` and shares no code with the machine:
/// states and steps are words, money is a table of numbers.
public struct MoneyModel {
    /// A claim in the model's words.
    public struct Claim {
        var state: String
        var heldFrom = ""
        var fen: Int64
        var enteredBy: String
        var firstReviewer = ""
        /// Counts approvals, so that a batch prepared before a new review is told from one after.
        var approval = 0
        var payment: [Int]?
        var papers: Set<String> = []
    }

    struct Order {
        var kind: String
        var fund: String
        var fen: Int64
        var maker: String
        var isDone = false
    }

    struct Batch {
        var state = "built"
        var maker: String
        var payments: [(claims: [Int], fen: Int64, state: String)]
    }

    /// The steps as the page draws them: where from, and where to.
    static let drawn: [String: [String: String]] = [
        "approve": ["submitted": "firstApproved", "firstApproved": "approved"],
        "return": ["submitted": "returned", "firstApproved": "returned"],
        "hold": ["submitted": "held", "firstApproved": "held"],
        "unhold": ["held": "?"],
        "reject": [
            "submitted": "rejected", "firstApproved": "rejected", "held": "rejected",
            "returned": "rejected", "waitlisted": "rejected",
        ],
        "withdraw": withdrawals, "reopen": ["approved": "submitted"],
        "report-return": withdrawals.merging(["paid": "clawbackDue"]) { first, _ in first },
        "clawback": ["paid": "clawbackDue"], "recover": ["clawbackDue": "clawedBack"],
    ]
    private static let withdrawals = [
        "submitted": "withdrawn", "firstApproved": "withdrawn", "approved": "withdrawn",
        "held": "withdrawn", "returned": "withdrawn", "waitlisted": "withdrawn",
    ]
    private static let reviews: Set<String> = [
        "approve", "return", "hold", "unhold", "reject", "reopen",
    ]
    static let accounts = [
        "submitted": "encumbered", "firstApproved": "encumbered", "returned": "encumbered",
        "held": "encumbered", "approved": "payable", "scheduled": "payable", "paid": "paid",
        "clawbackDue": "receivable",
    ]
    static let roles: [String: String] = [
        "bo": "officer", "shen": "reviewer", "fu": "reviewer", "lu": "reviewer",
        "zhao": "finance-officer", "qian": "finance-checker", "sun": "finance-checker",
        "ji": "auditor",
    ]

    /// All claims, by number from 0.
    public internal(set) var claims: [Claim] = []
    var money: [String: [String: Int64]] = ["C": [:], "P": [:]]
    var orders: [String: Order] = [:]
    var batches: [Batch] = []
    var line: [Int] = []
    /// The most that P grants on one day; nil without a cap.
    var cap: Int64?
    /// The day today.
    public internal(set) var today = 0
    /// Month by month, who drafted it, and whether it still holds; closed ones.
    var drafts: [Int: (maker: String, moves: Int)] = [:]
    var closed = -1
    var closedMonths: Set<Int> = []
    /// Claims that got their money today.
    var grantedToday: Set<Int> = []
    var rights: [Right] = []
    var draws: [String: Int] = [:]
    /// The month and its day today, counted from March 2026 and from 1.
    public internal(set) var thisMonth = 0
    private var dayOfMonth = 1
    /// How many movements each month has booked.
    var moves: [Int: Int] = [:]

    /// Nothing yet.
    public init() {}

    /// The month that a movement is booked in.
    private var month: Int { max(thisMonth, closed + 1) }

    /// A month as `2026-03`.
    public static func name(of month: Int) -> String {
        let (year, place) = (2026 + (month + 2) / 12, (month + 2) % 12 + 1)
        return "\(year)-" + (place < 10 ? "0" : "") + "\(place)"
    }

    /// Lets days pass.
    mutating func advance(_ days: Int) {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for _ in 0..<days {
            today += 1
            grantedToday = []
            dayOfMonth += 1
            let year = 2026 + (thisMonth + 2) / 12
            let isLeap = (thisMonth + 2) % 12 == 1 && year % 4 == 0 && year % 100 != 0
            if dayOfMonth > lengths[(thisMonth + 2) % 12] + (isLeap ? 1 : 0) {
                thisMonth += 1
                dayOfMonth = 1
            }
        }
    }

    func usedToday() -> Int64 {
        grantedToday.reduce(reservedToday()) {
            Self.accounts[claims[$1].state] == nil ? $0 : $0 + claims[$1].fen
        }
    }

    func fits(_ fen: Int64) -> Bool {
        fen <= holds("P", "available") && (cap.map { usedToday() + fen <= $0 } ?? true)
    }

    func holds(_ fund: String, _ account: String) -> Int64 { money[fund]?[account] ?? 0 }

    mutating func move(_ fen: Int64, _ from: [String], _ to: [String]) {
        moves[month, default: 0] += 1
        money[from[0], default: [:]][from[1], default: 0] -= fen
        money[to[0], default: [:]][to[1], default: 0] += fen
    }

    mutating func put(_ claim: Int, into state: String) {
        let from = Self.accounts[claims[claim].state] ?? "available"
        let to = Self.accounts[state] ?? "available"
        if from != to { move(claims[claim].fen, ["P", from], ["P", to]) }
        if claims[claim].state == "waitlisted", state == "submitted" { grantedToday.insert(claim) }
        claims[claim].state = state
    }

    mutating func moveUp() {
        while let first = line.first {
            if claims[first].state == "waitlisted" {
                guard fits(claims[first].fen) else { return }
                put(first, into: "submitted")
            }
            line.removeFirst()
        }
    }

    mutating func submit(_ fen: Int64, by actor: String) -> String {
        guard ["officer", "reviewer"].contains(Self.roles[actor]) else { return "role-missing" }
        wake()
        if let word = submitOnRight(fen, by: actor) { return word }
        claims.append(Claim(state: "waitlisted", fen: fen, enteredBy: actor))
        if line.isEmpty, fits(fen) {
            put(claims.count - 1, into: "submitted")
            return "submitted"
        }
        line.append(claims.count - 1)
        return "waitlisted"
    }

    mutating func step(_ step: String, _ number: Int, by actor: String) -> String {
        let role = Self.roles[actor] ?? ""
        let able: Set<String> =
            switch step {
            case "withdraw", "report-return": ["officer"]
            case "clawback": ["officer", "finance-officer"]
            case "recover": ["finance-officer"]
            default: ["reviewer"]
            }
        guard able.contains(role) else { return "role-missing" }
        wake()
        let claim = claims[number]
        guard var target = Self.drawn[step]?[claim.state] else { return "step-not-drawn" }
        if Self.reviews.contains(step), claim.enteredBy == actor { return "own-entry" }
        if step == "approve", claim.state == "firstApproved", claim.firstReviewer == actor {
            return "same-reviewer"
        }
        if step == "approve", !claim.papers.contains("invoice") { return "paper-missing" }
        if target == "?" { target = claim.heldFrom }
        if target == "held" { claims[number].heldFrom = claim.state }
        if target == "firstApproved", step == "approve" { claims[number].firstReviewer = actor }
        if target == "submitted" { claims[number].firstReviewer = "" }
        if target == "approved" { claims[number].approval += 1 }
        put(number, into: target)
        moveUp()
        return target
    }

    mutating func order(_ reference: String, _ order: Order) -> String {
        guard Self.roles[order.maker] == "finance-officer" else { return "role-missing" }
        wake()
        guard orders[reference] == nil else { return "appropriation-ref-reused" }
        if order.kind == "allocation", order.fund == "C" { return "fund-has-no-parent" }
        orders[reference] = order
        return "done"
    }

    mutating func releaseMoney(_ reference: String, by actor: String) -> String {
        guard Self.roles[actor] == "finance-checker" else { return "role-missing" }
        wake()
        guard let order = orders[reference] else { return "order-unknown" }
        if order.isDone { return "replayed" }
        let ends: ([String], [String]) =
            switch (order.kind, order.fund) {
            case ("appropriation", let fund): ([fund, "appropriation"], [fund, "available"])
            case ("allocation", _): (["C", "available"], ["P", "available"])
            case (_, "P"): (["P", "available"], ["C", "available"])
            default: (["C", "available"], ["C", "appropriation"])
            }
        if ends.0[1] == "available", holds(ends.0[0], "available") < order.fen {
            return "fund-short"
        }
        move(order.fen, ends.0, ends.1)
        orders[reference]?.isDone = true
        moveUp()
        return "done"
    }

    /// Those in line whom only yesterday's cap held up; any command of a person with the role.
    mutating func wake() {
        lapse()
        if cap != nil { moveUp() }
    }

    mutating func attach(_ kind: String, to claim: Int, by actor: String) -> String {
        guard ["officer", "reviewer"].contains(Self.roles[actor]) else { return "role-missing" }
        wake()
        if claims[claim].papers.contains(kind) { return "replayed" }
        guard !["rejected", "withdrawn", "clawedBack"].contains(claims[claim].state) else {
            return "paper-not-taken"
        }
        claims[claim].papers.insert(kind)
        return claims[claim].state
    }

    mutating func setCap(_ fen: Int64?, isSame: Bool, by actor: String) -> String {
        guard Self.roles[actor] == "finance-officer" else { return "role-missing" }
        wake()
        if isSame { return "replayed" }
        cap = fen
        moveUp()
        return "done"
    }

    mutating func draft(_ month: Int, by actor: String) -> String {
        guard Self.roles[actor] == "finance-officer" else { return "role-missing" }
        wake()
        if closedMonths.contains(month) { return "replayed" }
        if let fault = order(month) { return fault }
        let now = moves[month] ?? 0
        if drafts[month]?.moves == now { return "replayed" }
        drafts[month] = (actor, now)
        return "done"
    }

    mutating func close(_ month: Int, by actor: String) -> String {
        guard Self.roles[actor] == "finance-checker" else { return "role-missing" }
        wake()
        if closedMonths.contains(month) { return "replayed" }
        if let fault = order(month) { return fault }
        guard let draft = drafts[month], draft.moves == moves[month] ?? 0 else {
            return "month-not-drafted"
        }
        closed = month
        closedMonths.insert(month)
        return "done"
    }

    private func order(_ month: Int) -> String? {
        guard month < thisMonth else { return "month-not-ended" }
        if month <= closed { return "month-out-of-order" }
        let isLater = moves.keys.contains { $0 > closed && $0 < month }
        return isLater ? "month-out-of-order" : nil
    }
}
