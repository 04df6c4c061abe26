import Foundation
import Testing
import TradeInCore

@Suite("Days are the days of the calendar")
struct ValuesDayTests {
    @Test(
        "the forms in which people write dates give one day",
        arguments: [
            "2026-03-01", "2026-3-1", "2026/03/01", "2026/3/1", "2026.3.1", "20260301",
            "2026年3月1日", "2026年03月01日", "2026-03-01 00:00:00", "2026-03-01T08:30:00Z",
            "2026/3/1 8:05", "2026-03-01T00:00:00+08:00", "2026-03-01 23:59:59.000",
        ])
    func forms(text: String) throws {
        #expect(try Day.parse(text).get().isoText == "2026-03-01")
    }

    @Test(
        "what has not the shape of a date is not a date",
        arguments: [
            "", " ", "2026", "2026-03", "26-03-01", "2026-003-01", "2026-03-001", "2026--03-01",
            "-2026-03-01", "2026-03-01-02", "03/01/2026", "1/3/2026", "46082", "2026-Mar-01",
            "三月一日", "2026_03_01", "20260301000000", "2026-03-01x", "２０２６-03-01", "2026 03 01",
            "2026-03-0１", "99999-01-01", "2026-03-01 and later", "2026-03-01 2026-03-02",
            "2026-03-01T", "2026-03-01-", "日2026-03-01", "2026年3月1日日", "2026-03-01 25",
        ])
    func shapeless(text: String) {
        #expect(Day.parse(text) == .failure(.notADate), "\(text)")
    }

    @Test(
        "a date that the calendar does not hold is told apart",
        arguments: [
            "2025-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
            "2026-01-32", "1900-02-29", "2100-02-29", "0000-01-01", "20260230", "2026年2月30日",
        ])
    func impossible(text: String) {
        #expect(Day.parse(text) == .failure(.noSuchDay), "\(text)")
    }

    @Test(
        "leap days are where the Gregorian calendar has them",
        arguments: [
            (2024, true), (2025, false), (2000, true), (1900, false), (2100, false), (2400, true),
            (4, true), (9996, true),
        ])
    func leapDays(year: Int, isLeap: Bool) {
        #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
    }

    @Test("known days have their numbers")
    func anchors() throws {
        #expect(try day("1970-01-01").number == 0)
        #expect(try day("1969-12-31").number == -1)
        #expect(try day("2000-03-01").number == 11_017)
        #expect(try day("2026-03-01").days(since: day("2025-03-01")) == 365)
        #expect(try day("2024-03-01").days(since: day("2024-02-28")) == 2)
        #expect(try day("2025-12-31").advanced(byDays: 1) == day("2026-01-01"))
        #expect(try day("2026-01-01").advanced(byDays: -1) < day("2026-01-01"))
        #expect(try day("2026-11-05").monthText == "2026-11" && day("2026-11-05").year == 2026)
    }

    @Test("the years 1 and 9999 are the bounds")
    func bounds() {
        #expect(Day(year: 0, month: 12, day: 31) == nil)
        #expect(Day(year: 10_000, month: 1, day: 1) == nil)
        #expect(Day(year: 1, month: 1, day: 1)?.isoText == "0001-01-01")
        #expect(Day(year: 9999, month: 12, day: 31)?.isoText == "9999-12-31")
        #expect(Day(year: Int.max, month: Int.min, day: 0) == nil)
    }

    @Test("numbers, civil dates and texts agree from year 1 to 9999")
    func roundTrip() throws {
        let first = try #require(Day(year: 1, month: 1, day: 1)).number
        let last = try #require(Day(year: 9999, month: 12, day: 31)).number
        for number in stride(from: first, through: last, by: 97) {
            let day = Day(number: number)
            let (year, month, dayOfMonth) = day.civil
            #expect(Day(year: year, month: month, day: dayOfMonth) == day)
            #expect(Day.parse(day.isoText) == .success(day))
        }
    }

    @Test("the calendar is Foundation's where that one is Gregorian")
    func foundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let first = try day("1583-01-01").number
        let last = try day("9999-12-31").number
        for number in stride(from: first, through: last, by: 1_009) {
            let date = Date(timeIntervalSince1970: TimeInterval(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let (year, month, dayOfMonth) = Day(number: number).civil
            #expect(parts.year == year && parts.month == month && parts.day == dayOfMonth)
        }
    }
}

@Suite("Moments are shown in UTC and in the county's time")
struct ValuesMomentTests {
    @Test(
        "an instant has one text in UTC and one in the county",
        arguments: [
            (0, "1970-01-01T00:00:00Z", "1970-01-01 08:00:00"),
            (-1, "1969-12-31T23:59:59Z", "1970-01-01 07:59:59"),
            (-86_401, "1969-12-30T23:59:59Z", "1969-12-31 07:59:59"),
            (1_772_323_199, "2026-02-28T23:59:59Z", "2026-03-01 07:59:59"),
            (1_772_294_400, "2026-02-28T16:00:00Z", "2026-03-01 00:00:00"),
            (1_772_294_399, "2026-02-28T15:59:59Z", "2026-02-28 23:59:59"),
        ] as [(Int64, String, String)])
    func texts(seconds: Int64, utc: String, county: String) {
        let moment = Moment(seconds: seconds)
        #expect(moment.text == utc)
        #expect(moment.countyText == county)
        #expect(moment.countyDay.isoText == county.prefix(10))
    }

    @Test("texts are Foundation's", arguments: [1, 2] as [UInt64])
    func foundation(seed: UInt64) throws {
        print("ValuesMomentTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let style = Date.ISO8601FormatStyle(timeZone: try #require(TimeZone(secondsFromGMT: 0)))
        for _ in 0..<500 {
            let seconds = Int64.random(in: -4_000_000_000...9_000_000_000, using: &random)
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            #expect(Moment(seconds: seconds).text == date.formatted(style), "seed \(seed)")
        }
    }
}
