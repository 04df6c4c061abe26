import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// All that was announced to dealers, and taking one back.
enum AnnouncementPages {
    static var routes: [Route] {
        [
            .get("/announcements", .doing(.enrolDealer)) { try await show($0) },
            .post("/announcements/:announcement/end", .doing(.enrolDealer)) {
                try await end($0)
            },
        ]
    }

    private static let pageSize = 50

    private static func show(_ visit: Visit) async throws -> Response {
        let before = visit.query("before").flatMap { Int64($0) }
        let found = try await visit.desk.read {
            try $0.announcements(before: before, limit: pageSize + 1)
        }
        let shown = found.prefix(pageSize)
        var content: Content = [
            "rows": shown.map { row($0, visit) }, "hasRows": !shown.isEmpty, "older": "",
            "newest": before == nil ? "" : "/announcements",
        ]
        if found.count > pageSize, let last = shown.last {
            content["older"] = "/announcements?before=\(last.number)"
        }
        return visit.page("announcements", title: visit.say("公告", "Announcements"), content)
    }

    private static func row(_ announcement: Announcement, _ visit: Visit) -> Content {
        let isShown = announcement.isShown(on: visit.now.countyDay)
        return [
            "number": announcement.number, "zh": announcement.text.zh, "en": announcement.text.en,
            "author": announcement.author, "at": announcement.madeAt.countyText,
            "lastDay": announcement.lastDay.isoText, "isShown": isShown,
            "isOver": !isShown && announcement.ended == nil,
            "endedBy": announcement.ended?.by ?? "",
            "endedAt": announcement.ended?.at.countyText ?? "",
        ]
    }

    private static func end(_ visit: Visit) async throws -> Response {
        guard let number = visit.parameters.get("announcement").flatMap({ Int64($0) }) else {
            throw Problem.notFound
        }
        let isThere = try await visit.desk.read {
            [login = visit.user.login, now = visit.now] store in
            try store.endAnnouncement(number, by: login, now: now)
        }
        guard isThere else { throw Problem.notFound }
        return visit.redirect(
            to: "/announcements",
            telling: visit.say("公告已撤下，不再显示。", "It is taken back and no longer shown."))
    }
}
