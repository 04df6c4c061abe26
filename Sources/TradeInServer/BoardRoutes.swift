import Hummingbird
import TradeInCore
import TradeInStore

/// The board as a page, and its style sheet.
struct BoardRoutes: Sendable {
    let board: Board
    let page: BoardPage

    func add(to router: Router<BasicRequestContext>) {
        router.get("/") { request, _ in try await show(Question(request: request)) }
        router.get("board.css") { _, _ in style() }
    }

    private func show(_ question: Question) async throws -> Response {
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
        let language = question.pageLanguage ?? .zh
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
