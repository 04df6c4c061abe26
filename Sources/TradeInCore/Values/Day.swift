/// A calendar date in the county's zone, without a time.
///
/// Kept as days since 1970-01-01 in the proleptic Gregorian calendar, so that
/// days compare and subtract as numbers (algorithm: days from civil, as in
/// ISO 8601 calendars; valid for years 1 to 9999).
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public var number: Int32

    /// The day `number` days after 1970-01-01.
    public init(number: Int32) { self.number = number }

    /// The given date, or nil when no such day exists (2025-02-30).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month and day of the month.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The calendar year.
    public var year: Int { civil.year }

    /// The month as `2026-03`.
    public var monthText: String { String(isoText.prefix(7)) }

    /// The date as `2026-03-01`.
    public var isoText: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            var writer = ByteWriter(buffer)
            writer.write(self)
            return writer.count
        }
    }

    /// Whether the left day is earlier.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// Days from `start` to this day; negative when this day is earlier.
    public func days(since start: Day) -> Int { Int(number) - Int(start.number) }

    /// The day `count` days later.
    public func advanced(byDays count: Int) -> Day { Day(number: number + Int32(count)) }
}

extension Day {
    /// Why a text is not a day.
    public enum TextFault: Error, Hashable, Sendable {
        /// It has not the shape of a date.
        case notADate
        /// It has the shape of a date that the calendar does not hold.
        case noSuchDay
    }

    /// Reads `2026-03-01`, `2026/3/1`, `2026.3.1`, `20260301` or `2026年3月1日`, with an
    /// optional time after a blank, which spreadsheets add when they save dates.
    ///
    /// - Parameter text: the cell, trimmed and ASCII-folded.
    /// - Returns: the day, or why there is none.
    public static func parse(_ text: String) -> Result<Day, TextFault> {
        let parts = numbers(in: text)
        guard let parts else { return .failure(.notADate) }
        guard let day = Day(year: parts.0, month: parts.1, day: parts.2) else {
            return .failure(.noSuchDay)
        }
        return .success(day)
    }

    /// The text before the time that spreadsheets add, or nil when what follows is no time.
    private static func withoutTime(_ text: String) -> Substring? {
        guard let gap = text.firstIndex(where: { $0 == " " || $0 == "T" }) else { return text[...] }
        let time = text[text.index(after: gap)...].unicodeScalars
        guard let first = time.first, digitValue(first) != nil, time.contains(":"),
            time.allSatisfy({ "0123456789:.+-Z".unicodeScalars.contains($0) })
        else { return nil }
        return text[..<gap]
    }

    /// Three numbers: a year of four digits, a month and a day of one or two.
    private static func numbers(in text: String) -> (Int, Int, Int)? {
        guard let date = withoutTime(text) else { return nil }
        let isCompact = date.utf8.count == 8 && date.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        if isCompact, let all = Int(date) { return (all / 10_000, all / 100 % 100, all % 100) }
        var groups: [(value: Int, digits: Int)] = []
        var open = false
        for scalar in date.unicodeScalars {
            if let digit = digitValue(scalar) {
                if !open { groups.append((0, 0)) }
                open = true
                groups[groups.count - 1].value = groups[groups.count - 1].value * 10 + digit
                groups[groups.count - 1].digits += 1
                guard groups[groups.count - 1].digits <= 4 else { return nil }
            } else {
                guard open, "-/.年月日".unicodeScalars.contains(scalar) else { return nil }
                open = false
            }
        }
        guard open || date.hasSuffix("日"), groups.count == 3, groups[0].digits == 4,
            groups[1].digits <= 2, groups[2].digits <= 2
        else { return nil }
        return (groups[0].value, groups[1].value, groups[2].value)
    }

    private static func digitValue(_ scalar: Unicode.Scalar) -> Int? {
        scalar.value >= 48 && scalar.value <= 57 ? Int(scalar.value) - 48 : nil
    }
}
