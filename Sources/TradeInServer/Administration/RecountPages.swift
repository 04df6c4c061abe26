import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// All tallies made anew from the log alone, at the press of a button.
enum RecountPages {
    static var routes: [Route] {
        [
            .get("/recount", .seeing(.log)) { show($0) },
            .post("/recount", .seeing(.log)) { try await run($0) },
        ]
    }

    private static let mostDifferences = 200

    private static func show(_ visit: Visit, problem: Problem? = nil) -> Response {
        page(visit, ["isDone": false], problem: problem)
    }

    private static func page(
        _ visit: Visit, _ content: Content, problem: Problem? = nil
    ) -> Response {
        visit.page(
            "recount", title: visit.say("重算汇总", "Recount the tallies"), content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func run(_ visit: Visit) async throws -> Response {
        do {
            return try await visit.alone(.wholeLog, otherwise: VerifyPages.isRunning) {
                try await counted(visit)
            }
        } catch let problem as Problem where problem == VerifyPages.isRunning {
            return show(visit, problem: problem)
        } catch let failure as LedgerFailure {
            return show(visit, problem: try Problem(damage: failure))
        }
    }

    private static func counted(_ visit: Visit) async throws -> Response {
        let clock = ContinuousClock()
        let started = clock.now
        let check = try await visit.desk.read { try TallyCheck($0) }
        let took = clock.now - started
        let (differences, unreadable) = (check.differences, check.recount.unreadable)
        return page(
            visit,
            [
                "isDone": true, "isGood": check.isGood,
                "conclusion": check.isGood
                    ? visit.say("与账本的汇总全部一致。", "All tallies are as the ledger keeps them.")
                    : visit.say(
                        "有不一致之处。请停止写入，全面核验账本，并通知管理员。",
                        "Something differs. Stop writing, verify the whole ledger, and tell the "
                            + "administrator."),
                "entries": Int64(check.recount.entries).grouped,
                "claims": Int64(check.recount.claims).grouped,
                "cells": Int64(check.cellCount).grouped,
                "differing": Int64(differences.count).grouped,
                "unreadable": Int64(unreadable.count).grouped,
                "seconds": VerifyPages.seconds(took), "at": visit.now.countyText,
                "differences": differences.prefix(mostDifferences).map { row($0, visit) },
                "hasDifferences": !differences.isEmpty,
                "more": max(0, differences.count - mostDifferences),
                "hasMore": differences.count > mostDifferences,
                "lost": unreadable.prefix(mostDifferences).map { ["index": $0] as Content },
                "hasLost": !unreadable.isEmpty,
            ])
    }

    private static func row(_ difference: TallyCheck.Difference, _ visit: Visit) -> Content {
        let (key, language) = (difference.key, visit.language)
        let value =
            switch key.dimension {
            case .itemClass: visit.names.itemClass(key.value)
            case .town: visit.names.town(key.value)
            case .dealer, .month: key.value
            }
        return [
            "name": key.name, "value": value, "year": String(key.year),
            "programme": key.programme.title[language], "state": key.state.title[language],
            "kept": words(difference.kept, visit), "made": words(difference.made, visit),
        ]
    }

    private static func words(_ sums: TallySums?, _ visit: Visit) -> String {
        guard let sums else { return visit.say("没有", "none") }
        let (claims, amount) = (sums.claims.grouped, sums.subsidy.groupedText)
        return visit.say(
            "\(claims)笔，\(amount)元",
            "\(claims) \(sums.claims == 1 ? "claim" : "claims"), \(amount) yuan")
    }
}
