import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// A random sample of claims for the auditor, that anybody can draw again from its seed.
enum SamplePages {
    static var routes: [Route] {
        [
            .get("/sample", .seeing(.log)) { try await show($0) },
            .get("/sample.csv", .seeing(.log)) { try await download($0) },
        ]
    }

    private static let turn = OneAtATime()

    /// What an outsider does with the numbers of the claims; `Docs/guides/audit-sample.md` has more.
    private static let python = """
        from hashlib import sha256
        def rank(claim):
            return sha256((seed + ":" + claim).encode()).hexdigest()
        sample = sorted(claims, key=rank)[:size]
        """

    private static func show(_ visit: Visit) async throws -> Response {
        var form = SampleForm(try visit.asked())
        guard form.isSent, let wish = form.wish() else { return page(visit, form) }
        let sample = try await draw(wish, visit)
        return page(visit, form, sample)
    }

    /// It goes through all claims, so one at a time for each ledger.
    private static func draw(_ wish: SampleForm.Wish, _ visit: Visit) async throws -> DrawnSample {
        do {
            return try await visit.alone(turn, otherwise: .busy) {
                try await visit.desk.read { store in
                    try AuditSample.draw(wish.size, seed: wish.seed, from: store, wish.filter)
                }
            }
        } catch let failure as LedgerFailure {
            throw try Problem(damage: failure)
        }
    }

    private static func page(
        _ visit: Visit, _ form: SampleForm, _ sample: DrawnSample? = nil
    ) -> Response {
        var content = form.content(visit)
        content["python"] = python
        content["isDrawn"] = sample != nil
        content["mayOpen"] = visit.user.maySee(.claims)
        if let sample {
            content["rows"] = sample.claims.enumerated().map { row($0, $1, visit) }
            content["hasRows"] = !sample.claims.isEmpty
            content["drawn"] = sample.claims.count
            content["offered"] = sample.offered
            content["logSize"] = visit.count(sample.statement?.size ?? 0, "条", "entry", "entries")
            content["root"] = sample.statement?.rootText ?? ""
            content["table"] = visit.here("/sample.csv", replacing: "format", by: nil)
        }
        return visit.page(
            "sample", title: visit.say("抽样", "A sample of claims"), content,
            status: form.isSent && sample == nil ? 422 : 200)
    }

    private static func row(
        _ place: Int, _ drawn: (row: ClaimRow, rank: LogHash), _ visit: Visit
    ) -> Content {
        var row = ClaimListPage.row(drawn.row, visit)
        row["place"] = place + 1
        row["rank"] = String(drawn.rank.hexText.prefix(16))
        row["logIndex"] = drawn.row.logIndex
        return row
    }

    private static func download(_ visit: Visit) async throws -> Response {
        var form = SampleForm(try visit.asked())
        guard let wish = form.wish() else { return page(visit, form) }
        let sample = try await draw(wish, visit)
        return visit.download(
            Array("\u{FEFF}".utf8) + Array(sample.csv.utf8), type: "text/csv; charset=utf-8",
            name: "sample-\(sample.statement?.size ?? 0).csv")
    }
}
