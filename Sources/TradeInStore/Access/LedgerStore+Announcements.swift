import GRDB
import TradeInCore

/// What the bureau tells dealers.
public struct Announcement: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// The text.
    public var text: LocalizedText
    /// Who wrote it.
    public var author: String
    /// When.
    public var madeAt: Moment
    /// The last day on which it is shown.
    public var lastDay: Day
    /// Who took it back before that, and when; nil while nobody has.
    public var ended: Ending?

    /// Who took an announcement back, and when.
    public struct Ending: Hashable, Sendable {
        /// Who.
        public var by: String
        /// When.
        public var at: Moment
    }

    /// Whether dealers read it on a day.
    public func isShown(on day: Day) -> Bool { ended == nil && day <= lastDay }
}

extension LedgerStore {
    private static let announcementColumns = """
        SELECT announcementId, zh, en, author, madeAt, lastDay, endedBy, endedAt FROM announcement
        """

    /// What is announced on a day, newest first.
    public func announcements(on day: Day) throws -> [Announcement] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                Self.announcementColumns
                    + " WHERE lastDay >= ? AND endedAt IS NULL ORDER BY announcementId DESC LIMIT 20"
            )
            rows.bind(1, day.isoText)
            return try Self.announcements(rows)
        }
    }

    /// All that was announced, also what is over or was taken back; newest first.
    ///
    /// - Parameters:
    ///   - before: the number of the last one of the page before; nil for the first page.
    ///   - limit: the most of a page.
    /// - Returns: a page of announcements.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func announcements(before: Int64?, limit: Int) throws -> [Announcement] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                Self.announcementColumns
                    + " WHERE announcementId < ? ORDER BY announcementId DESC LIMIT ?")
            rows.bind(1, before ?? Int64.max)
            rows.bind(2, Int64(limit))
            return try Self.announcements(rows)
        }
    }

    private static func announcements(_ rows: HotStatement) throws -> [Announcement] {
        var found: [Announcement] = []
        while try rows.step() {
            guard let lastDay = try? Day.parse(rows.text(5)).get() else {
                throw LedgerFailure.corrupt("announcement \(rows.integer(0))")
            }
            let ended =
                rows.isNull(7)
                ? nil
                : Announcement.Ending(by: rows.text(6), at: Moment(seconds: rows.integer(7)))
            found.append(
                Announcement(
                    number: rows.integer(0),
                    text: LocalizedText(zh: rows.text(1), en: rows.text(2)), author: rows.text(3),
                    madeAt: Moment(seconds: rows.integer(4)), lastDay: lastDay, ended: ended))
        }
        return found
    }

    /// Announces something until the end of a day.
    public func announce(
        _ text: LocalizedText, until lastDay: Day, by author: String, now: Moment
    ) throws {
        try writeAccess { database in
            try database.execute(
                sql: """
                    INSERT INTO announcement (zh, en, author, madeAt, lastDay)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [text.zh, text.en, author, now.seconds, lastDay.isoText])
        }
    }

    /// Takes an announcement back: it is no longer shown, and stays readable with who took it back.
    ///
    /// - Parameters:
    ///   - number: which.
    ///   - login: who takes it back.
    ///   - now: the present moment.
    /// - Returns: whether it was there; one that was taken back before stays as it was.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func endAnnouncement(_ number: Int64, by login: String, now: Moment) throws -> Bool {
        try writeAccess { database in
            try database.execute(
                sql: """
                    UPDATE announcement SET endedAt = ?, endedBy = ?
                    WHERE announcementId = ? AND endedAt IS NULL
                    """, arguments: [now.seconds, login, number])
            return try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM announcement WHERE announcementId = ?)",
                arguments: [number]) ?? false
        }
    }
}
