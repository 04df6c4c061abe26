import Foundation
import Hummingbird
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// A pack tried out: its cases, and what activating it would change.
///
/// Nothing is stored.
enum PackTrialPages {
    static var routes: [Route] {
        [
            .get("/packs/:sha256/cases", .seeing(.packs)) { visit in
                let kept = try await PackPage.Kept.read(visit)
                return try await cases(visit, kept, shippedCases(of: kept))
            },
            .post("/packs/:sha256/cases", .seeing(.packs), upTo: PackProposalPages.mostBytes) {
                visit in
                let kept = try await PackPage.Kept.read(visit)
                let file = visit.form.files.first { !$0.bytes.isEmpty }
                guard let file else {
                    return try await cases(visit, kept, nil, problem: .noEvidence)
                }
                return try await cases(visit, kept, file.bytes)
            },
            .post("/packs/:sha256/preview", .seeing(.packs)) { try await preview($0) },
        ]
    }

    /// One at a time, beside the reads of other visitors: each of these takes a while.
    private static let slowly: OperationQueue = {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 1
        return queue
    }()

    static func slowly<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            slowly.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }

    // MARK: Cases

    /// The cases that came with the program; the ledger keeps none.
    private static func shippedCases(of kept: PackPage.Kept) -> [UInt8]? {
        guard let text = kept.pack?.source.text else { return nil }
        return PolicyLibrary.shippedFiles.first { $0.yaml == Array(text.utf8) }?.cases
    }

    private static func cases(
        _ visit: Visit, _ kept: PackPage.Kept, _ bytes: [UInt8]?, problem: Problem? = nil
    ) async throws -> Response {
        var content = PackPages.row(kept.standing, visit)
        content["hasCases"] = bytes != nil
        content["isLost"] = kept.pack == nil
        var status = problem?.status ?? 200
        if let bytes, let pack = kept.pack {
            let found = try await results(visit, kept, pack, bytes)
            if found["hasFaults"] as? Bool == true { status = 422 }
            content.merge(found) { $1 }
        }
        return visit.page(
            "pack-cases", title: visit.say("案例", "Cases"), content, status: status,
            alert: problem?.detail)
    }

    private static func results(
        _ visit: Visit, _ kept: PackPage.Kept, _ pack: PolicyPack, _ bytes: [UInt8]
    ) async throws -> Content {
        let county = visit.desk.county
        let files = PackFiles(
            base: kept.standing.identifier.replacing("-", with: "_"),
            yaml: Array(pack.source.text.utf8), notice: Array(kept.notice.utf8), cases: bytes)
        let outcome = try await slowly { () -> Result<[PackCaseResult], PackFaults> in
            PackTrial.prepare(files, pack, county: county).flatMap { trial in
                do throws(PackFaults) {
                    return .success(try trial.results())
                } catch {
                    return .failure(error)
                }
            }
        }
        switch outcome {
        case .failure(let faults):
            return [
                "hasFaults": true, "faults": PackProposalPages.content(faults.faults, visit),
            ]
        case .success(let results):
            return content(results, visit)
        }
    }

    /// The most cases of a kind that the page lists.
    private static let mostListed = 200

    /// Those that failed first, for they are what one looks for.
    private static func content(_ results: [PackCaseResult], _ visit: Visit) -> Content {
        let passed = results.filter(\.passed)
        let failed = results.filter { !$0.passed }
        func rows(_ results: [PackCaseResult]) -> [Content] {
            results.prefix(mostListed).map { result in
                let name = result.packCase.name
                return [
                    "line": result.packCase.line, "case": name,
                    "isForeign": visit.language == .zh && PackPage.isEnglish(name),
                    "expected": result.packCase.expected.text(in: visit.language),
                    "got": result.got.text(in: visit.language),
                ]
            }
        }
        return [
            "hasFaults": false, "hasResults": true, "caseCount": results.count,
            "passed": passed.count, "failed": failed.count, "hasFailed": !failed.isEmpty,
            "hasPassed": !passed.isEmpty, "failedRows": rows(failed), "passedRows": rows(passed),
            "isCut": max(passed.count, failed.count) > mostListed, "most": mostListed,
        ]
    }

    // MARK: Preview

    /// Every stored claim decided again under the pack.
    private static func preview(_ visit: Visit) async throws -> Response {
        let kept = try await PackPage.Kept.read(visit)
        guard let pack = kept.pack else { throw Problem.notFound }
        let (store, county) = (visit.desk.store, visit.desk.county)
        if let why = PackProposal.foreign(pack, to: store.countyCode)
            ?? PackProposal.template(pack)
        {
            return visit.page(
                "pack-preview", title: visit.say("预演", "Preview"),
                PackPages.row(kept.standing, visit), status: 409, alert: why)
        }
        let language = visit.language
        let (preview, names, funds) = try await slowly {
            let run = try PreviewRun(store: store, draft: pack, against: nil, county: county)
            return (
                try run.run().preview,
                try TallyNames(.itemClass, store: store, county: county, in: language),
                try store.funds()
            )
        }
        var content = PackPages.row(kept.standing, visit)
        content.merge(self.content(preview, names, funds, visit)) { $1 }
        return visit.page("pack-preview", title: visit.say("预演", "Preview"), content)
    }

    private static func content(
        _ preview: PolicyPreview, _ names: TallyNames, _ funds: [Fund], _ visit: Visit
    ) -> Content {
        [
            "isDone": true, "claims": preview.total.claims.grouped,
            "changed": preview.total.allChanged.grouped,
            "outOfForce": preview.outOfForce.grouped, "hasClaims": preview.total.claims > 0,
            "groups": preview.groups.sorted { $0.key < $1.key }.map { group, sums in
                figures(sums, name: names.name(group.classKey), month: group.month)
            },
            "total": figures(preview.total, name: visit.say("合计", "Total"), month: ""),
            "funds": preview.funds.sorted { $0.key < $1.key }.map { code, sums in
                let available = funds.first { $0.code == code }?.balance(.available) ?? .zero
                let left = available - sums.difference
                return [
                    "fund": code, "claims": sums.claims.grouped,
                    "difference": sums.difference.groupedText,
                    "available": available.groupedText, "left": max(left, .zero).groupedText,
                    "short": max(.zero - left, .zero).groupedText, "isShort": left < .zero,
                ] as Content
            },
        ]
    }

    private static func figures(
        _ sums: PolicyPreview.Sums, name: String, month: String
    ) -> Content {
        [
            "name": name, "month": month, "claims": sums.claims.grouped,
            "more": (sums.changed[.more] ?? 0).grouped, "less": (sums.changed[.less] ?? 0).grouped,
            "refused": (sums.changed[.refused] ?? 0).grouped,
            "verdicts": (sums.changed[.verdict] ?? 0).grouped,
            "before": sums.before.groupedText, "after": sums.after.groupedText,
            "difference": sums.difference.groupedText,
        ]
    }
}
