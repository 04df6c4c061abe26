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
        ]
    }

    private static func target(_ visit: Visit) throws(Problem) -> PlanTarget {
        guard let target = visit.desk.plan.target(id: try visit.pathText("target").uppercased())
        else { throw .notFound }
        return target
    }

    private static func address(_ target: PlanTarget) -> String { "/targets/" + target.id }

    // MARK: Page

    private static func page(
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
        content["clauseTitle"] = clause?.title[language] ?? ""
        content["clauseText"] = clause?.text ?? ""
        content["quote"] = target.quote
        content["readYear"] = row.reading.year
        content["figures"] = figures.map { Self.content(of: $0, visit) }
        content["hasFigures"] = !figures.isEmpty
        content["mayRecord"] = visit.offers(.recordFigure) && (target.measure == nil || target.usesBase)
        content["isCounted"] = target.measure != nil
        content["mayAttach"] = visit.offers(.attachEvidence) && !figures.isEmpty
        let months = TargetEvaluation.months(
            target, actuals: board.actuals, asOf: board.asOf.countyDay, year: year)
        content.merge(TargetMonths(months).content) { $1 }
        content["report"] = Visit.address("/targets/report", [("year", String(year))])
        return visit.page(
            "target", title: target.title[language], content,
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    /// A figure with when it was entered, its files, and whether it still holds.
    private struct Figure: Sendable {
        var standing: StandingFigure
        var at: Moment?
        var files: Int
        var holds: Bool
    }

    private static func figures(_ visit: Visit, of target: PlanTarget) async throws -> [Figure] {
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

    private static func content(of figure: Figure, _ visit: Visit) -> Content {
        let stated = figure.standing.figure
        let point = stated.point.kind + ":" + stated.point.period
        return [
            "what": stated.point.title[visit.language], "value": stated.value.groupedText,
            "document": stated.document,
            "reporter": TargetPages.units([stated.reporter], visit.desk.plan, visit),
            "actor": figure.standing.actor, "at": figure.at?.countyText ?? "",
            "log": figure.standing.logIndex, "files": figure.files, "holds": figure.holds,
            "isCorrection": stated.isCorrection, "point": point,
            "correct": Visit.address("/targets/" + stated.targetID, [("correct", point)]) + "#figure",
        ]
    }

    // MARK: Figures

    private static func fields(_ visit: Visit, _ target: PlanTarget) -> [RegisterForm.Field] {
        let day = RegisterForm.Field(
            key: "day", label: LocalizedText(zh: "观测日期", en: "Day of the observation"),
            hint: LocalizedText(zh: "数值所属的日期；登记基数时留空", en: "The day it holds for; empty for a base"),
            kind: .day)
        let year = RegisterForm.Field(
            key: "baseYear", label: LocalizedText(zh: "基年", en: "Year of the base"),
            hint: LocalizedText(zh: "登记基数时填写，如2023", en: "For a base, such as 2023"), kind: .number)
        let units = visit.desk.plan.units.map { ($0.name.zh, $0.name) }
        return (target.measure == nil ? [day] : []) + (target.usesBase ? [year] : []) + [
            .init(
                key: "value", label: LocalizedText(zh: "数值", en: "Value"),
                hint: LocalizedText(
                    zh: "不带单位；增长类填数量本身，比值可写成4200/5000",
                    en: "Without a unit; of growth the level itself; a ratio may be 4200/5000"),
                isNeeded: true),
            .init(
                key: "document", label: LocalizedText(zh: "来源文件", en: "Document"),
                hint: LocalizedText(zh: "文号或名称", en: "Its number or name"), kind: .text(most: 200),
                isNeeded: true),
            .init(
                key: "reporter", label: LocalizedText(zh: "上报单位", en: "Reported by"),
                kind: .choice([("", LocalizedText(zh: "—", en: "—"))] + units), isNeeded: true),
            .init(
                key: "corrects", label: LocalizedText(zh: "更正", en: "Correction"),
                kind: .several([
                    ("Y", LocalizedText(zh: "更正此前登记的数值", en: "It corrects an earlier figure"))
                ])),
        ]
    }

    /// An empty form; one that corrects a figure names what it corrects.
    private static func blank(
        _ visit: Visit, _ target: PlanTarget, _ figures: [Figure]
    ) -> RegisterForm {
        var values: [String: String] = [:]
        let asked = visit.query("correct")
        let corrected = figures.last { figure in
            let point = figure.standing.figure.point
            return point.kind + ":" + point.period == asked
        }
        if let stated = corrected?.standing.figure {
            values[stated.point.kind == "base" ? "baseYear" : "day"] = stated.point.period
            values["reporter"] = stated.reporter
            values["corrects"] = "Y"
        }
        return RegisterForm(fields(visit, target), values: values)
    }

    private static func record(_ visit: Visit) async throws -> Response {
        let target = try target(visit)
        var form = RegisterForm(fields(visit, target), sentIn: visit)
        var cells = form.values
        cells["target"] = target.id
        let (figure, findings) = TargetFigure.read(
            cells, plan: visit.desk.plan, today: visit.now.countyDay)
        form.findings = findings
        let told = form
        guard let figure else { return try await page(visit, target, form: told) }
        let doubts = findings.map { $0.message[visit.language] }
        return try await visit.perform(
            .recordFigure(figure), then: address(target),
            telling: ([visit.say("已登记。", "Recorded.")] + doubts).joined(separator: " "),
            otherwise: { try await page(visit, target, form: told, problem: $0) })
    }

    private static func attach(_ visit: Visit) async throws -> Response {
        let target = try target(visit)
        let parts = (visit.form["point"] ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2,
            let point = TargetFigure.Point(kind: parts[0], period: parts[1])
        else { throw Problem.formUnsound }
        let key = "figure:\(visit.desk.plan.code):\(target.id):\(point.kind):\(point.period)"
        return try await RegistersEvidence.attach(
            visit, to: key, at: address(target),
            otherwise: { try await page(visit, target, problem: $0) })
    }
}

/// A target's months as a table and a plot beside it.
struct TargetMonths {
    let content: Content

    init(_ months: [TargetMonth]) {
        let all = months.compactMap(\.actual) + months.compactMap(\.due)
        let known = months.compactMap(\.actual)
        let top = max(all.map(\.thousandths).max() ?? 0, 1)
        func place(_ month: Int, _ value: TargetNumber) -> (x: Int, y: Int) {
            let height = Int(clamping: Int128(max(value.thousandths, 0)) * 140 / Int128(top))
            return (20 + month * 29, 170 - height)
        }
        func line(_ values: [TargetNumber?]) -> [(x: Int, y: Int)] {
            values.enumerated().compactMap { month, value in value.map { place(month, $0) } }
        }
        let (actual, due) = (line(months.map(\.actual)), line(months.map(\.due)))
        func points(_ places: [(x: Int, y: Int)]) -> String {
            places.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        }
        content = [
            "hasMonths": !all.isEmpty, "hasPlot": !known.isEmpty,
            "top": TargetNumber(thousandths: top).groupedText,
            "actualPoints": points(actual), "duePoints": points(due),
            "dots": actual.map { ["x": $0.x, "y": $0.y] as Content },
            "labels": months.indices.map { ["x": 20 + $0 * 29, "text": $0 + 1] as Content },
            "months": months.map { month in
                [
                    "month": month.month.text, "dueText": month.due?.groupedText ?? "—",
                    "actualText": month.actual?.groupedText ?? "—",
                ] as Content
            },
        ]
    }
}
