import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// All that one page shows of a claim.
struct ClaimView: Sendable {
    let detail: ClaimDetail
    let determination: Determination?
    let steps: [StepRow]
    let papers: [PaperRow]
    let missing: [PaperNeed]
    let rises: [(id: ClaimID, amount: Money)]
    let supplements: [NewSupplement]
    let registered: (at: Moment?, by: String, logIndex: Int64)
    /// When its steps were taken, by their entries in the log.
    let times: [Int64: Moment]
    let dealer: Dealer?
    /// How it stands; what its forms send along, so that nobody decides on an older page unknowingly.
    let version: ClaimVersion
    /// Look-alikes and histories; nil for who may not look at all dealers' claims.
    let context: ClaimContext?
    /// Whether persons are shown in clear, after a look that was logged.
    var isClear = false

    /// Reads a claim that the visitor may see.
    static func read(_ visit: Visit) async throws -> ClaimView {
        let (desk, number) = (visit.desk, try visit.claimNumber())
        // Before the rest: a version that is too old is told of, one too new would hide a change.
        let version = try await desk.read { try $0.version(of: number) }
        let detail = try await visit.claim()
        guard let version else { throw Problem.notFound }
        let seesAll = visit.user.maySee(.queue)
        return try await desk.read { store in
            let id = detail.row.id
            let (papers, missing) = try store.papers(of: id)
            let start = try store.start(of: detail.row)
            let steps = try store.steps(of: id)
            return ClaimView(
                detail: detail, determination: try desk.determination(of: detail),
                steps: steps, papers: papers, missing: missing,
                rises: try store.rises(of: id).map { ($0.id, $0.amount) },
                supplements: try store.supplements(of: id),
                registered: (start?.at, start?.actor ?? "", start?.logIndex ?? 0),
                times: try store.moments(of: steps.map(\.logIndex)),
                dealer: try store.dealer(code: detail.row.dealerCode), version: version,
                context: seesAll ? try desk.context(of: detail) : nil)
        }
    }

    var row: ClaimRow { detail.row }
}

/// A claim's page: where it stands, why, with what papers, and what can be done next.
enum ClaimPage {
    static var routes: [Route] {
        [
            .get("/claims/:claim", .seeing(.claims)) { try await show($0) },
            .get("/claims/:claim/receipt", .seeing(.claims)) { try await receipt($0) },
            .post("/claims/:claim/view", .doing(.viewPersonal)) { try await unmask($0) },
        ]
    }

    private static func show(_ visit: Visit) async throws -> Response {
        page(try await ClaimView.read(visit), visit)
    }

    /// The page of a claim; a refusal of what was tried stands above it.
    ///
    /// - Parameters:
    ///   - view: the claim.
    ///   - visit: who asks.
    ///   - problem: why what was tried was not done.
    ///   - seen: the log entry up to which the visitor had seen the claim; what came after is told.
    /// - Returns: the page.
    static func page(
        _ view: ClaimView, _ visit: Visit, problem: Problem? = nil, seen: Int64? = nil
    ) -> Response {
        let alert = problem?.detail
        var content = content(view, visit)
        content["changes"] = seen.map { ClaimChanges.rows(view, after: $0, visit) } ?? []
        content["hasChanges"] = (content["changes"] as? [Content])?.isEmpty == false
        return visit.page(
            "claim", title: visit.say("申领 \(view.row.id.text)", "Claim \(view.row.id.text)"),
            content, status: problem?.status ?? 200, alert: alert)
    }

    private static func content(_ view: ClaimView, _ visit: Visit) -> Content {
        let row = view.row
        let language = visit.language
        var content: Content = [
            "id": row.id.text, "ref": row.ref, "dealerCode": row.dealerCode,
            "dealerName": view.dealer?.name ?? "",
            "programme": row.programme.title[language],
            "class": visit.names.itemClass(row.classKey),
            "town": visit.names.town(row.townKey), "soldOn": row.soldOn,
            "price": row.price.groupedText, "amount": row.amount.groupedText, "fund": row.fundCode,
            "state": row.state.title[language], "mark": row.state.mark,
            "verdict": row.verdict.title[language], "verdictKey": row.verdict.rawValue,
            "logIndex": row.logIndex, "version": view.version.text,
            "parent": row.parent?.text ?? "",
            "pack": view.determination?.pack.map { "\($0.identifier) \($0.source.version)" } ?? "",
            "isPackLost": view.determination == nil,
            "fields": ClaimFields.rows(view, visit), "isErased": view.detail.personal == nil,
            "isClear": view.isClear, "mayView": visit.user.mayDo(.viewPersonal) && !view.isClear,
            "reasons": ViewReason.allCases.map {
                Visit.option($0.rawValue, $0.title[language], chosen: nil)
            },
            "timeline": ClaimFields.timeline(view, visit),
            "rises": view.rises.map {
                ["id": $0.id.text, "amount": $0.amount.groupedText] as Content
            },
            "tasks": ReviewTasks.rows(view, visit),
        ]
        content.merge(PaperPages.content(view, visit)) { $1 }
        content.merge(StepPages.content(view, visit)) { $1 }
        content.merge(ContextRows.content(view.context, visit)) { $1 }
        return content
    }

    /// Shows persons in clear; the look is in the log before anything is shown.
    private static func unmask(_ visit: Visit) async throws -> Response {
        var view = try await ClaimView.read(visit)
        guard let reason = visit.form["reason"].flatMap(ViewReason.init(rawValue:)) else {
            return page(view, visit, problem: .reasonMissing)
        }
        do {
            try await visit.execute(.view(.record(claim: view.row.id.number, reason)))
        } catch let refused as Refused {
            return page(view, visit, problem: Problem(refused))
        }
        view.isClear = true
        return page(view, visit)
    }

    /// A paper to take along: number, verdict, amount, and what proves that it stands in the log.
    private static func receipt(_ visit: Visit) async throws -> Response {
        let view = try await ClaimView.read(visit)
        let note = try await visit.desk.read { try $0.latestCheckpoint() }
        let checkpoint = note.flatMap(CheckpointFacts.init)
        let row = view.row
        let proof = [
            row.id.text, row.amount.yuanText, "#\(row.logIndex)", visit.desk.store.origin,
            checkpoint.map { "\($0.size) \($0.root)" } ?? "",
        ].joined(separator: " ")
        var content: Content = [
            "id": row.id.text, "ref": row.ref, "dealerName": view.dealer?.name ?? row.dealerCode,
            "programme": row.programme.title[visit.language],
            "class": visit.names.itemClass(row.classKey), "soldOn": row.soldOn,
            "price": row.price.groupedText, "amount": row.amount.groupedText,
            "verdict": row.verdict.title[visit.language],
            "state": row.state.title[visit.language], "logIndex": row.logIndex,
            "registeredAt": view.registered.at?.countyText ?? "", "origin": visit.desk.store.origin,
            "size": checkpoint?.size ?? "", "root": checkpoint?.root ?? "",
            "pack": view.determination?.pack?.source.title[visit.language] ?? "",
        ]
        if let code = QRCode.path(of: proof) {
            content["qr"] = ["width": code.width, "path": code.path] as Content
        }
        return visit.page("receipt", title: visit.say("申领回执", "Receipt"), content)
    }
}

extension Problem {
    static let reasonMissing = Problem(
        code: "reason-unfit", status: 422,
        title: LocalizedText(zh: "请选择理由", en: "Say why"),
        detail: LocalizedText(
            zh: "没有选择理由，因此没有办理。请从列表中选一个。",
            en: "No reason was chosen, so nothing was done. Choose one of the list."))
}
