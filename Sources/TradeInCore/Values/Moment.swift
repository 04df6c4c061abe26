/// An instant in whole seconds of UTC.
public struct Moment: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public var seconds: Int64

    /// The instant `seconds` seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { self.seconds = seconds }

    /// Whether the left instant is earlier.
    public static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

    /// China has used one zone without daylight saving since 1991 (UTC+8).
    public static let countyOffsetSeconds: Int64 = 8 * 3600

    /// The calendar date in the county at this instant.
    public var countyDay: Day { Self.day(ofSeconds: seconds + Self.countyOffsetSeconds) }

    /// Reads what ``text`` writes; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count == 20, text.hasSuffix("Z"),
            let day = try? Day.parse(String(parts[0])).get()
        else { return nil }
        let clock = parts[1].dropLast().split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] < 60 else { return nil }
        seconds = Int64(day.number) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
        guard self.text == text else { return nil }
    }

    /// RFC 3339 in UTC: `2026-03-01T04:05:06Z`.
    public var text: String { Self.day(ofSeconds: seconds).isoText + "T" + clock(seconds) + "Z" }

    /// Date and time in the county, as people read them: `2026-03-01 12:05:06`.
    public var countyText: String {
        countyDay.isoText + " " + clock(seconds + Self.countyOffsetSeconds)
    }

    private static func day(ofSeconds seconds: Int64) -> Day {
        Day(number: Int32(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
    }

    private func clock(_ seconds: Int64) -> String {
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(inDay / 3600)):\(two(inDay / 60 % 60)):\(two(inDay % 60))"
    }
}
