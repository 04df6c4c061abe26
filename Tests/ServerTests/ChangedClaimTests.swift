import Foundation
import Hummingbird
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

@Suite("Who decides on a page that is out of date is told what changed")
struct ChangedClaimTests {
    private static let page = "/claims/TC000000018"

    private static func version(in page: String) throws -> String {
        let match = page.firstMatch(of: /name="version" value="([^"]+)"/)
        return String(try #require(match).output.1)
    }

    @Test("the step of an older page is not taken, and the page shows what came between")
    func olderPage() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.test { client in
            let (first, second) = (Browser(client), Browser(client))
            try await first.signIn("shen")
            try await second.signIn("fu")
            let seen = try Self.version(in: try await first.get(Self.page).body)
            #expect(try Self.version(in: try await second.get(Self.page).body) == seen)
            let held = try await first.post(
                Self.page + "/steps",
                ["step": "hold", "reason": "under-investigation", "version": seen])
            #expect(held.status == 303)
            let stale = try await second.post(
                Self.page + "/steps", ["step": "reject", "reason": "not-eligible", "version": seen])
            #expect(stale.status == 412)
            for words in ["这笔申领已被改动", "您查看之后的变动", "shen", "暂缓"] {
                #expect(stale.body.contains(words), "\(words)")
            }
            #expect(try server.store.steps(of: ClaimID(number: 1)).count == 1)
            // The page that tells it is of now: who decides on it has seen what changed.
            let now = try Self.version(in: stale.body)
            let english = try await second.get(Self.page + "?lang=en")
            #expect(!english.body.contains("What changed since you looked"))
            let decided = try await second.post(
                Self.page + "/steps", ["step": "reject", "reason": "not-eligible", "version": now])
            #expect(decided.status == 303)
            #expect(try server.store.claim(ClaimID(number: 1))?.row.state == .rejected)
        }
    }

    @Test(
        "a version that nobody wrote is none", arguments: ["0", "submitted-x", "submitted-99999"])
    func invented(version: String) async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("shen")
            try await browser.get(Self.page)
            let answer = try await browser.post(
                Self.page + "/steps",
                ["step": "hold", "reason": "under-investigation", "version": version])
            #expect(answer.status == 412)
        }
    }
}

@Suite("Announcements are taken back by who may announce, and stay readable")
struct AnnouncementTests {
    @Test("one that is taken back is shown to nobody, with who took it back and when")
    func takenBack() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        let today = TestServer.now.countyDay
        try await server.test { client in
            let (officer, dealer) = (Browser(client), Browser(client))
            try await officer.signIn("bo")
            try await dealer.signIn("dian")
            try await officer.post(
                "/announcements",
                ["zh": "本周停机", "en": "Closed this week", "lastDay": "2026-12-31"])
            #expect(try await dealer.get("/home").body.contains("本周停机"))
            #expect(try await dealer.get("/announcements").status == 403)
            #expect(try await dealer.post("/announcements/1/end", [:]).status == 403)
            #expect(try server.store.announcements(on: today).count == 1)
            #expect(try await officer.get("/announcements").body.contains("/announcements/1/end"))
            #expect(try await officer.post("/announcements/1/end", [:]).status == 303)
            #expect(try await !dealer.get("/home").body.contains("本周停机"))
            let page = try await officer.get("/announcements")
            #expect(page.body.contains("本周停机") && page.body.contains("已撤下"))
            #expect(!page.body.contains("/announcements/1/end"))
            for number in ["2", "x", "-1"] {
                #expect(try await officer.post("/announcements/\(number)/end", [:]).status == 404)
            }
            // Once more changes nothing: who was first stays.
            try server.store.keep(
                try Passwords.credential(TestServer.password, isInitial: false),
                of: User(login: "guan", roles: [.administrator]), by: "ji", now: TestServer.now)
            #expect(
                try server.store.endAnnouncement(
                    1, by: "guan", now: Moment(seconds: TestServer.now.seconds + 9)))
        }
        let row = try #require(try server.store.announcements(before: nil, limit: 9).first)
        #expect(row.ended?.by == "bo" && row.ended?.at == TestServer.now)
    }
}

@Suite("The administrator sees when the last backup was")
struct BackupPageTests {
    @Test("never, good, old, and not good are told apart; the gauges say the same")
    func states() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        let folder = server.folder.appendingPathComponent("b").path
        let context = CommandContext(actor: "guan", now: TestServer.now)
        try await server.browse { browser in
            try await browser.signIn("guan")
            #expect(try await browser.get("/access").body.contains("从未备份"))
            let never = try await browser.get("/metrics").body
            #expect(never.contains("\ntradein_backup_last_timestamp_seconds 0\n"))
            let made = try server.store.backUp(to: folder, withKeys: false, context)
            try server.store.keepBackup(made, named: "night-1", context)
            let page = try await browser.get("/access").body
            #expect(page.contains("night-1") && page.contains("已核验") && page.contains("刚刚"))
            let gauges = try await browser.get("/metrics").body
            #expect(
                gauges.contains(
                    "\ntradein_backup_last_timestamp_seconds \(TestServer.now.seconds)\n"))
            #expect(gauges.contains("\ntradein_backup_entries_behind 0\n"))
            _ = try server.store.commit(
                [.keepUser(User(login: "new", roles: [.auditor]))], context,
                register: server.shelf.register)
            let behind = try await browser.get("/metrics").body
            #expect(behind.contains("\ntradein_backup_entries_behind 1\n"))
            var faulty = made
            faulty.manifest.faultyPapers = ["x"]
            try server.store.keepBackup(faulty, named: "night-2", context)
            let bad = try await browser.get("/access").body
            #expect(bad.contains("night-1") && bad.contains("缺少损坏的材料"))
        }
        let later = Moment(seconds: TestServer.now.seconds + 90_000)
        try await server.browse(now: later) { browser in
            try await browser.signIn("guan")
            let page = try await browser.get("/access?lang=en").body
            #expect(page.contains("older than a day") && page.contains("25 hours ago"))
        }
    }
}
