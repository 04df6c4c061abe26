import Hummingbird
import TradeInCore
import TradeInStore

/// The board as a page, and its style sheet.
struct BoardRoutes: Sendable {
    let board: Board
    let page: BoardPage

    var routes: [Route] {
        [
            .get("/", .everyone) { try await show($0.question, $0.language) },
            .get("/board.css", .everyone) { _ in style() },
        ]
    }

    private func show(
        _ question: Question, _ language: Language
    ) async throws -> Response {
        let year = try question.year() ?? board.currentYear
        let (known, checkpoint) = try await board.readTogether {
            [plan = board.plan.code] store in
            (
                actuals: try store.targetActuals(plan: plan),
                cells: try store.tally(.itemClass, year: year),
                funds: try store.funds().filter { $0.year == year },
                packs: try store.packStandings()
            )
        }
        let content = BoardContent(
            board: board, year: year, language: language, checkpoint: checkpoint,
            targets: board.readings(known.actuals, year: year), cells: known.cells,
            funds: known.funds, packs: known.packs)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: language.tag,
                .cacheControl: "no-cache",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.render(content))))
    }

    /// The address names the digest of the sheet, so a copy is good for a year.
    private func style() -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/css; charset=utf-8",
                .cacheControl: "public, max-age=31536000, immutable",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: BoardStyle.text)))
    }
}
