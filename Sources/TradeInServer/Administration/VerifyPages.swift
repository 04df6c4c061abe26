import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The whole ledger recomputed from its log, at the press of a button.
enum VerifyPages {
    static var routes: [Route] {
        [
            .get("/verify", .seeing(.log)) { show($0) },
            .post("/verify", .seeing(.log)) { try await run($0) },
        ]
    }

    private static let mostProblems = 200

    static let isRunning = Problem(
        code: "verification-running", status: 409,
        title: LocalizedText(zh: "正在核验", en: "Verification is under way"),
        detail: LocalizedText(
            zh: "已有一次核验或重算正在进行，同时只做一次。请稍候再试。",
            en:
                "Somebody's verification or recount is under way, and one runs at a time. Try again "
                + "in a moment."))

    private static func show(_ visit: Visit, problem: Problem? = nil) -> Response {
        visit.page(
            "verify", title: visit.say("核验整个账本", "Verify the whole ledger"),
            ["isDone": false, "checks": VerifyCheck.named.map { row($0, visit) }],
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func run(_ visit: Visit) async throws -> Response {
        do {
            return try await visit.alone(.wholeLog, otherwise: isRunning) {
                try await verified(visit)
            }
        } catch let problem as Problem where problem == isRunning {
            return show(visit, problem: problem)
        } catch let failure as LedgerFailure {
            return show(visit, problem: try Problem(damage: failure))
        }
    }

    private static func verified(_ visit: Visit) async throws -> Response {
        let clock = ContinuousClock()
        let started = clock.now
        let (report, statement) = try await visit.desk.read { store in
            let report = try LedgerVerification.run(store)
            let key = try store.verifier()
            return (report, try store.latestCheckpoint().flatMap { key.checkpoint(of: $0) })
        }
        let took = clock.now - started
        var content: Content = [
            "isDone": true, "isClean": report.isClean,
            "conclusion": report.conclusion[visit.language],
            "counts": report.counts.map { $0[visit.language] }.joined(
                separator: visit.say("", " ")),
            "seconds": seconds(took), "at": visit.now.countyText,
            "problems": report.problems.prefix(mostProblems).map { problem in
                [
                    "code": problem.code, "place": problem.place,
                    "message": problem.message[visit.language],
                ] as Content
            },
            "hasProblems": !report.problems.isEmpty,
            "more": max(0, report.problemCount - mostProblems),
            "hasMore": report.problemCount > mostProblems,
        ]
        let checks =
            VerifyCheck.named + (VerifyCheck.other.problems(in: report).isEmpty ? [] : [.other])
        content["checks"] = checks.map { row($0, visit, report) }
        content["size"] = statement.map { String($0.size) } ?? "0"
        content["root"] = statement?.rootText ?? ""
        return visit.page("verify", title: visit.say("核验整个账本", "Verify the whole ledger"), content)
    }

    private static func row(
        _ check: VerifyCheck, _ visit: Visit, _ report: VerifyReport? = nil
    ) -> Content {
        guard let report else {
            return ["title": check.title[visit.language], "style": "open", "hasCount": false]
        }
        let found = check.problems(in: report).count
        // Beyond those listed there may be more of any kind.
        let isCut = report.problemCount > report.problems.count
        return [
            "title": check.title[visit.language],
            "style": found == 0 ? (isCut ? "open" : "done") : "doubt",
            "hasCount": check.count(in: report) != nil,
            "count": check.count(in: report).map(String.init) ?? "",
            "hasFound": found > 0, "found": String(found) + (isCut ? "+" : ""),
        ]
    }

    /// Seconds to a hundredth.
    static func seconds(_ duration: Duration) -> String {
        let parts = duration.components
        let hundredths = parts.attoseconds / 10_000_000_000_000_000
        return "\(parts.seconds).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}

extension VerifyCheck {
    /// The checks that have a name of their own.
    fileprivate static let named = allCases.filter { $0 != .other }
}
