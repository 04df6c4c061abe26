import GRDB
import TradeInCore

/// What the log tells of a right.
struct LoggedRight: Sendable {
    var number: Int64
    var seq: Int64
    /// Nil where the entry draws it.
    var end: RightState?
    var claim: Int64?
    var fund = ""
    var fen: Int64 = 0
    var lastDay = ""
    var actor = ""
    var day: Day
}

extension EntryCheck {
    /// Reads a draw, a lapse, a cancellation, or the claim that used a right.
    func takeRight(
        _ seq: Int64, _ json: JSONValue, _ end: RightState?, _ result: inout Result
    ) {
        guard let number = json["right"]?.integer,
            let at = json["at"]?.string.flatMap(Moment.init(text:))
        else {
            return result.report.add(
                "entry-incomplete", "log \(seq)", zh: "资格记录不完整。",
                en: "The right's entry is incomplete.")
        }
        var right = LoggedRight(number: number, seq: seq, end: end, day: at.countyDay)
        right.claim = end == .used ? json["claim"]?.integer : nil
        right.fund = json["fund"]?.string ?? ""
        right.fen = json[end == .used ? "rightFen" : "amountFen"]?.integer ?? 0
        right.lastDay = json["lastDay"]?.string ?? ""
        right.actor = json["actor"]?.string ?? ""
        result.rights.append(right)
        if end != .used { takePostings(json["postings"], json, seq, &result) }
    }
}

/// Rights against the log, and their money against what is encumbered.
extension VerifyRun {
    mutating func rightRows() throws {
        var drawn: [Int64: (draw: LoggedRight, end: LoggedRight?)] = [:]
        for right in rights {
            guard right.end != nil else {
                drawn[right.number] = (right, nil)
                continue
            }
            guard let known = drawn[right.number], known.end == nil, known.draw.fen == right.fen
            else {
                rightDiffers(right.number)
                continue
            }
            let lastDay = try? Day.parse(known.draw.lastDay).get()
            // It lapses after its last day, and is used or given back up to it.
            let isPast = lastDay.map { right.day > $0 } ?? false
            if isPast != (right.end == .lapsed) { rightDiffers(right.number) }
            drawn[right.number]?.end = right
        }
        let rows = try HotStatement(
            database,
            """
            SELECT rightId, fund.code, amountFen, lastDay, claimRight.state, claimId, actor, logIndex,
                reservedOn
            FROM claimRight JOIN fund USING (fundId)
            """)
        while try rows.step() {
            let number = rows.integer(0)
            let logged = drawn.removeValue(forKey: number)
            let state = logged?.end?.end ?? .reserved
            let draw = logged?.draw
            let claim = logged?.end?.claim
            let expected: [String?] = [
                draw?.fund, draw.map { String($0.fen) }, draw?.lastDay, state.rawValue,
                claim.map(String.init), draw?.actor, draw.map { String($0.seq) },
                draw?.day.isoText,
            ]
            let stored: [String?] = (1...8).map { rows.isNull($0) ? nil : rows.text($0) }
            if stored != expected { rightDiffers(number) }
        }
        for number in drawn.keys { rightDiffers(number) }
    }

    private mutating func rightDiffers(_ number: Int64) {
        report.add(
            "right-differs", RightID(number: number).text, zh: "资格与日志不符。",
            en: "The right does not agree with the log.")
    }
}
