/// A calendar month in the county's zone, by which finance keeps its books.
public struct Month: Hashable, Comparable, Sendable {
    /// Months since January of the year 0.
    public var number: Int32

    /// The month that a day lies in.
    public init(of day: Day) {
        let (year, month, _) = day.civil
        number = Int32(year * 12 + month - 1)
    }

    /// The month in the county at an instant.
    public init(of moment: Moment) { self.init(of: moment.countyDay) }

    /// Reads `2026-03`; nil for anything else.
    public init?(text: String) {
        guard text.utf8.count == 7, case .success(let day) = Day.parse(text + "-01") else {
            return nil
        }
        self.init(of: day)
        guard self.text == text else { return nil }
    }

    private init(number: Int32) { self.number = number }

    /// The month as `2026-03`.
    public var text: String {
        guard let first = Day(year: Int(number / 12), month: Int(number % 12) + 1, day: 1) else {
            preconditionFailure("a month is of a year from 1 to 9999")
        }
        return first.monthText
    }

    /// Its calendar year.
    public var year: Int { Int(number / 12) }

    /// The month after this one.
    public var next: Month { Month(number: number + 1) }

    /// Whether the left month is earlier.
    public static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}
