import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// One target: its clause beside the reading, the figures reported so far, and a form for more.
enum TargetPage {
    static var routes: [Route] {
        [
            .get("/targets/:target", .seeing(.tallies)) { try await page($0, target($0)) },
            .post("/targets/:target/figures", .doing(.recordFigure)) { try await record($0) },
            .post(
                "/targets/:target/evidence", .doing(.attachEvidence), upTo: Route.paperBytes
            ) { try await attach($0) },
            .post("/targets/:target/evidence/:file/view", .doing(.viewEvidence)) {
                try await look($0)
            },
        ]
    }

    static func target(_ visit: Visit) throws(Problem) -> PlanTarget {
        guard let target = visit.desk.plan.target(id: try visit.pathText("target").uppercased())
        else { throw .notFound }
        return target
    }

    static func address(_ target: PlanTarget) -> String { "/targets/" + target.id }

    // MARK: Page

    static func page(
        _ visit: Visit, _ target: PlanTarget, form: RegisterForm? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let year = try TargetPages.year(visit)
        let (plan, language) = (visit.desk.plan, visit.language)
        let board = try await TargetPages.board(visit, year: year)
        guard let row = board.rows.first(where: { $0.target.id == target.id }) else {
            preconditionFailure("the board has every target of the plan")
        }
        let figures = try await figures(visit, of: target)
        let clause = plan.clause(target.clause)
        var content = TargetPages.row(row, plan, visit)
        content.merge((form ?? blank(visit, target, figures)).content(visit)) { $1 }
        content["title"] = target.title[language]
        content["explanation"] = row.reading.explanation[language]
        if let forecast = row.reading.forecast {
            content["forecast"] = target.unit.text(forecast.value)[language]
            content["method"] = forecast.method.title[language]
        }
        content["responsible"] = TargetPages.units(plan.responsible(for: target), plan, visit)
        let clauseTitle = clause?.title[language] ?? ""
        // The general section has no number to be named by.
        let isNamed = clauseTitle != target.clauseTitle[language]
        content["clauseTitle"] = isNamed ? clauseTitle : ""
        content["clauseText"] = clause?.text ?? ""
        content["quote"] = target.quote
        content["readYear"] = row.reading.year
        content["figures"] = figures.map { Self.content(of: $0, visit) }
        content["hasFigures"] = !figures.isEmpty
        content["mayRecord"] =
            visit.offers(.recordFigure) && (target.measure == nil || target.usesBase)
        content["isCounted"] = target.measure != nil
        content["mayAttach"] = visit.offers(.attachEvidence) && !figures.isEmpty
        content["shown"] = try await files(visit, of: figures)
        content["isShown"] = figures.contains { $0.files > 0 }
        content.merge(RegistersEvidence.looking(visit)) { $1 }
        let months = TargetEvaluation.months(
            target, actuals: board.actuals, asOf: board.asOf.countyDay, year: year)
        content.merge(TargetMonths(months).content) { $1 }
        content["report"] = Visit.address("/targets/report", [("year", String(year))])
        return visit.page(
            "target", title: target.title[language], content,
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    /// A figure with when it was entered, its files, and whether it still holds.
    struct Figure: Sendable {
        var standing: StandingFigure
        var at: Moment?
        var files: Int
        var holds: Bool
    }

    static func figures(_ visit: Visit, of target: PlanTarget) async throws -> [Figure] {
        let plan = visit.desk.plan.code
        return try await visit.desk.read { store in
            let own = try store.figures(plan: plan).filter { $0.figure.targetID == target.id }
            let moments = try store.moments(of: own.map(\.logIndex))
            let files = try store.evidenceCounts("figure:\(plan):\(target.id):")
            var last: [String: Int64] = [:]
            for standing in own { last[standing.figure.key] = standing.logIndex }
            return own.map { standing in
                Figure(
                    standing: standing, at: moments[standing.logIndex],
                    files: files[standing.figure.key] ?? 0,
                    holds: last[standing.figure.key] == standing.logIndex)
            }
        }
    }

    static func content(of figure: Figure, _ visit: Visit) -> Content {
        let stated = figure.standing.figure
        let point = stated.point.kind + ":" + stated.point.period
        return [
            "what": stated.point.title[visit.language], "value": stated.value.groupedText,
            "document": stated.document,
            "reporter": TargetPages.units([stated.reporter], visit.desk.plan, visit),
            "actor": figure.standing.actor, "at": figure.at?.countyText ?? "",
            "log": figure.standing.logIndex, "files": figure.files, "holds": figure.holds,
            "isCorrection": stated.isCorrection, "point": point,
            "correct": Visit.address("/targets/" + stated.targetID, [("correct", point)])
                + "#figure",
        ]
    }
}
