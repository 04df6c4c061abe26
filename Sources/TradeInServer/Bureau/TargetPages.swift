import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The plan's targets: how they stand, by lead unit and state, and the report to print.
enum TargetPages {
    static var routes: [Route] {
        [
            .get("/targets", .seeing(.tallies)) { try await list($0) },
            .get("/targets/report", .seeing(.tallies)) { try await report($0) },
            .get("/targets/report.css", .seeing(.tallies)) { _ in
                Response(
                    status: .ok,
                    headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: PlanReportTemplate.style)))
            },
        ] + TargetPage.routes
    }

    /// The year asked for, one that the plan can be read for.
    static func year(_ visit: Visit) throws(Problem) -> Int {
        guard visit.query("year") != nil, let year = try visit.question.year() else {
            return visit.now.countyDay.year
        }
        guard (2000...2100).contains(year) else {
            throw .badParameter(
                "year", String(year), wanted: LocalizedText(zh: "2000至2100", en: "2000 to 2100"))
        }
        return year
    }

    /// Every target with its reading, at one checkpoint.
    static func board(_ visit: Visit, year: Int) async throws -> TargetBoard {
        let (plan, now) = (visit.desk.plan, visit.now)
        return try await visit.desk.read { store in
            try TargetBoard(plan: plan, store: store, asOf: now, year: year)
        }
    }

    private static func list(_ visit: Visit) async throws -> Response {
        let year = try year(visit)
        let (plan, language) = (visit.desk.plan, visit.language)
        let unit = visit.query("unit")
        let state = try visit.known("state", TargetState.allCases)
        let board = try await board(visit, year: year)
        let ofUnit = board.rows.filter { row in
            unit.map { plan.leads(of: row.target).contains($0) } ?? true
        }
        let shown = ofUnit.filter { row in state.map { $0 == row.reading.state } ?? true }
        let leads = plan.units.map(\.name).filter { name in
            plan.targets.contains { plan.leads(of: $0).contains(name.zh) }
        }
        return visit.page(
            "targets", title: visit.say("方案目标", "Targets of the plan"),
            [
                "plan": plan.title[language], "number": plan.number, "year": year,
                "asOf": board.asOf.countyText, "count": shown.count,
                "counts": TargetState.allCases.map { each in
                    [
                        "title": each.title[language],
                        "count": ofUnit.count { $0.reading.state == each },
                        "address": Visit.address(
                            "/targets",
                            [("year", String(year)), ("unit", unit), ("state", each.rawValue)]),
                    ] as Content
                },
                "units": leads.map { Visit.option($0.zh, $0[language], chosen: unit) },
                "states": TargetState.allCases.map {
                    Visit.option($0.rawValue, $0.title[language], chosen: state?.rawValue)
                },
                "hasRows": !shown.isEmpty,
                "rows": shown.map { row($0, plan, visit) },
                "report": Visit.address("/targets/report", [("year", String(year))]),
                "mayRecord": visit.offers(.recordFigure),
            ])
    }

    /// A target as lists and its page show it.
    static func row(_ row: TargetBoard.Row, _ plan: CountyPlan, _ visit: Visit) -> Content {
        let (target, reading, language) = (row.target, row.reading, visit.language)
        let card = TargetCard(BoardTarget(target: target, reading: reading), language)
        var content: Content = [
            "id": target.id, "clause": card.clause, "name": card.title,
            "address": "/targets/\(target.id)?year=\(reading.year)",
            "requirement": card.requirement, "state": card.stateTitle, "sign": card.sign,
            "mark": reading.state.mark, "actual": actual(row, visit),
            "leads": units(plan.leads(of: target), plan, visit), "hasBar": card.bar != nil,
            "hasNote": card.note != nil, "note": card.note ?? "", "hasDue": card.due != nil,
        ]
        content["bar"] = card.bar ?? 0
        content["due"] = card.due ?? 0
        return content
    }

    /// The value; where growth has no base, the count that is known.
    private static func actual(_ row: TargetBoard.Row, _ visit: Visit) -> String {
        if let actual = row.reading.actual {
            return row.target.unit.text(actual)[visit.language]
        }
        guard let measured = row.reading.measured?.groupedText else { return "—" }
        return row.target.measure == nil
            ? visit.say("上报\(measured)", "\(measured) reported")
            : visit.say("登记\(measured)", "\(measured) counted")
    }

    /// Units by the names that the visitor reads.
    static func units(_ names: [String], _ plan: CountyPlan, _ visit: Visit) -> String {
        names.map { plan.unit(named: $0)?.name[visit.language] ?? $0 }
            .joined(separator: visit.say("、", ", "))
    }

    /// Every target on one page that phones load too; the whole report is a file.
    private static func report(_ visit: Visit) async throws -> Response {
        let year = try year(visit)
        let (plan, now) = (visit.desk.plan, visit.now)
        let report = try await visit.desk.read { store in
            try TargetEvidenceBook.report(plan, store, asOf: now, year: year)
        }
        let type = "text/html; charset=utf-8"
        guard visit.query("save") == nil else {
            let html = try report.html(.annual, visit.language)
            return visit.download(Array(html.utf8), type: type, name: "targets-\(year).html")
        }
        let html = try report.html(
            .board, visit.language,
            page: PlanReport.Page(
                styleAddress: "/targets/report.css",
                wholeAddress: "/targets/report?year=\(year)&save=1"))
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

extension TargetState {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .met, .onPace: "ok"
        case .behind: "warn"
        case .missed: "bad"
        case .noData, .baseMissing: "wait"
        }
    }
}
