import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of consumption events: planned, held, cancelled, each with its evidence.
enum RegistersEvents {
    static var routes: [Route] {
        [
            .get("/registers/events", .seeing(.registers)) { try await list($0) },
            .get("/registers/events/new", .doing(.recordEvent)) { newPage($0, nil) },
            .post("/registers/events/new", .doing(.recordEvent)) { try await add($0) },
            .get("/registers/events/:event", .seeing(.registers)) { visit in
                try await page(visit, read(visit))
            },
            .post("/registers/events/:event", .doing(.recordEvent)) { try await change($0) },
            .post(
                "/registers/events/:event/evidence", .doing(.attachEvidence),
                upTo: Route.paperBytes
            ) { visit in
                let event = try await read(visit)
                return try await RegistersEvidence.attach(
                    visit, to: key(event), at: address(event),
                    otherwise: { try await page(visit, event, problem: $0) })
            },
            .post("/registers/events/:event/evidence/:file/view", .doing(.viewEvidence)) { visit in
                let event = try await read(visit)
                return try await RegistersEvidence.look(
                    visit, of: key(event), otherwise: { try await page(visit, event, problem: $0) })
            },
        ]
    }

    static func key(_ event: CountyEvent) -> String { "event:" + event.eventRef }

    static func address(_ event: CountyEvent) -> String {
        "/registers/events/" + Visit.escaped(event.eventRef)
    }

    // MARK: List

    static func list(_ visit: Visit) async throws -> Response {
        let year = visit.query("year") == nil ? nil : try visit.question.year()
        let state = try visit.known("state", CountyEvent.State.allCases)
        let kind = try visit.known("kind", CountyEvent.Kind.allCases)
        let (events, files) = try await visit.desk.read { store in
            (try store.events(), try store.evidenceCounts("event:"))
        }
        let shown = events.reversed().filter { event in
            (year.map { $0 == event.startsOn.year } ?? true)
                && (state.map { $0 == event.state } ?? true)
                && (kind.map { $0 == event.kind } ?? true)
        }
        let language = visit.language
        let years = Set(events.map(\.startsOn.year)).sorted(by: >)
        return visit.page(
            "events", title: visit.say("促消费活动", "Events"),
            [
                "rows": shown.map { event in
                    var content = row(event, visit)
                    content["files"] = files[key(event)] ?? 0
                    return content
                },
                "hasRows": !shown.isEmpty, "count": shown.count,
                "held": shown.count { $0.state == .held },
                "years": years.map {
                    Visit.option(String($0), String($0), chosen: year.map { String($0) })
                },
                "states": CountyEvent.State.allCases.map {
                    Visit.option($0.rawValue, $0.title[language], chosen: state?.rawValue)
                },
                "kinds": CountyEvent.Kind.allCases.map {
                    Visit.option($0.rawValue, $0.title[language], chosen: kind?.rawValue)
                },
                "mayRecord": visit.offers(.recordEvent),
            ])
    }

    static func row(_ event: CountyEvent, _ visit: Visit) -> Content {
        let language = visit.language
        let isOneDay = event.startsOn == event.endsOn
        return [
            "ref": event.eventRef, "address": address(event), "name": event.name,
            "kind": event.kind.title[language],
            "days": event.startsOn.isoText + (isOneDay ? "" : " – " + event.endsOn.isoText),
            "towns": event.towns.map { visit.names.town($0) }
                .joined(separator: visit.say("、", ", ")),
            "rural": event.rural, "ruralBasis": event.ruralBasis ?? "",
            "organiser": event.organiser ?? "", "state": event.state.title[language],
            "mark": event.state.mark,
            "attendance": event.attendance.map { Int64($0).grouped } ?? "",
            "sales": event.sales?.groupedText ?? "", "reason": event.reason ?? "",
            "isLate": event.state == .planned && event.endsOn < visit.now.countyDay,
        ]
    }

    // MARK: One event

    static func read(_ visit: Visit) async throws -> CountyEvent {
        let reference = try visit.pathText("event")
        guard let event = try await visit.desk.read({ try $0.event(reference) }) else {
            throw Problem.notFound
        }
        return event
    }

    static func page(
        _ visit: Visit, _ event: CountyEvent, hold: RegisterForm? = nil,
        cancel: RegisterForm? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let files = try await RegistersEvidence.content(visit, of: key(event))
        let isFaulty = hold != nil || cancel != nil
        var content = row(event, visit)
        content["hold"] = (hold ?? RegisterForm(holdFields(event))).content(visit)
        content["cancel"] = (cancel ?? RegisterForm(cancelFields(event), prefix: "c-")).content(
            visit)
        content["mayHold"] = visit.offers(.recordEvent) && event.state == .planned
        content["mayCancel"] = visit.offers(.recordEvent) && event.state != .cancelled
        content["opensCancel"] = cancel != nil
        content["evidence"] = files
        content["evidenceAddress"] = address(event) + "/evidence"
        content["mayAttach"] = visit.offers(.attachEvidence)
        content.merge(RegistersEvidence.looking(visit)) { $1 }
        return visit.page(
            "event", title: event.name, content,
            status: problem?.status ?? (isFaulty ? 422 : 200), alert: problem?.detail)
    }
}

extension CountyEvent.State {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .planned: "calm"
        case .held: "ok"
        case .cancelled: "bad"
        }
    }
}
