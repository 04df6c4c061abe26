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
        ]
    }

    private static func key(_ event: CountyEvent) -> String { "event:" + event.eventRef }

    private static func address(_ event: CountyEvent) -> String {
        "/registers/events/" + Visit.escaped(event.eventRef)
    }

    // MARK: List

    private static func list(_ visit: Visit) async throws -> Response {
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

    private static func row(_ event: CountyEvent, _ visit: Visit) -> Content {
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
            "mark": event.state.mark, "attendance": event.attendance.map { Int64($0).grouped } ?? "",
            "sales": event.sales?.groupedText ?? "", "reason": event.reason ?? "",
            "isLate": event.state == .planned && event.endsOn < visit.now.countyDay,
        ]
    }

    // MARK: One event

    private static func read(_ visit: Visit) async throws -> CountyEvent {
        let reference = try visit.pathText("event")
        guard let event = try await visit.desk.read({ try $0.event(reference) }) else {
            throw Problem.notFound
        }
        return event
    }

    private static func page(
        _ visit: Visit, _ event: CountyEvent, hold: RegisterForm? = nil,
        cancel: RegisterForm? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let files = try await RegistersEvidence.content(visit, of: key(event))
        let isFaulty = hold != nil || cancel != nil
        var content = row(event, visit)
        content["hold"] = (hold ?? RegisterForm(holdFields(event))).content(visit)
        content["cancel"] = (cancel ?? RegisterForm(cancelFields(event), prefix: "c-")).content(visit)
        content["mayHold"] = visit.offers(.recordEvent) && event.state == .planned
        content["mayCancel"] = visit.offers(.recordEvent) && event.state != .cancelled
        content["opensCancel"] = cancel != nil
        content["evidence"] = files
        content["evidenceAddress"] = address(event) + "/evidence"
        content["mayAttach"] = visit.offers(.attachEvidence)
        return visit.page(
            "event", title: event.name, content,
            status: problem?.status ?? (isFaulty ? 422 : 200), alert: problem?.detail)
    }

    private static func basis(_ event: CountyEvent) -> [RegisterForm.Field] {
        guard event.rural, event.ruralBasis == nil else { return [] }
        return [
            .init(
                key: "ruralBasis", label: LocalizedText(zh: "下乡依据", en: "What makes it rural"),
                isNeeded: true)
        ]
    }

    private static func holdFields(_ event: CountyEvent) -> [RegisterForm.Field] {
        [
            .init(
                key: "attendance", label: LocalizedText(zh: "到场人数", en: "Attendance"),
                kind: .number),
            .init(
                key: "sales", label: LocalizedText(zh: "销售额（元）", en: "Sales (yuan)"), kind: .amount),
        ] + basis(event)
    }

    private static func cancelFields(_ event: CountyEvent) -> [RegisterForm.Field] {
        [
            .init(
                key: "reason", label: LocalizedText(zh: "取消原因", en: "Why"), kind: .text(most: 200),
                isNeeded: true, isWide: true)
        ] + basis(event)
    }

    /// Holds or cancels: the event as it stands, with what became known, read again like a row.
    private static func change(_ visit: Visit) async throws -> Response {
        let event = try await read(visit)
        guard let state = visit.form["state"].flatMap(CountyEvent.State.init(rawValue:)),
            state != .planned
        else { throw Problem.formUnsound }
        let isHeld = state == .held
        var form = RegisterForm(isHeld ? holdFields(event) : cancelFields(event), sentIn: visit)
        form.prefix = isHeld ? "" : "c-"
        var changes = form.values.filter { !$0.value.isEmpty }
        changes["state"] = state.rawValue
        let (changed, findings) = CountyEvent.read(
            event.cells.merging(changes) { $1 }, county: visit.desk.county,
            today: visit.now.countyDay)
        form.findings = findings
        if !isHeld, form.values["reason"]?.isEmpty != false {
            var missing = Finding(
                "register-field-missing", .error, zh: "请写明取消原因。", en: "Say why it is cancelled.")
            missing.column = "reason"
            form.findings.append(missing)
        }
        guard let changed, !form.findings.contains(where: { $0.severity == .error }) else {
            return try await page(
                visit, event, hold: isHeld ? form : nil, cancel: isHeld ? nil : form)
        }
        let told = form
        return try await visit.perform(
            .recordEvent(changed), then: address(event),
            telling: isHeld
                ? visit.say("已登记举办。", "It is on record as held.")
                : visit.say("已取消。", "It is cancelled."),
            otherwise: {
                try await page(
                    visit, event, hold: isHeld ? told : nil, cancel: isHeld ? nil : told,
                    problem: $0)
            })
    }

    // MARK: New

    private static func newPage(
        _ visit: Visit, _ form: RegisterForm?, problem: Problem? = nil
    ) -> Response {
        let shown = form ?? RegisterForm(fields(visit), values: ["state": "planned"])
        return visit.page(
            "event-new", title: visit.say("登记活动", "Record an event"), shown.content(visit),
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    private static func add(_ visit: Visit) async throws -> Response {
        var form = RegisterForm(fields(visit), sentIn: visit)
        var cells = form.values
        cells["rural"] = cells["ruralBasis"]?.isEmpty == false ? "Y" : "N"
        let (event, findings) = CountyEvent.read(
            cells, county: visit.desk.county, today: visit.now.countyDay)
        form.findings = findings
        guard let event else { return newPage(visit, form) }
        let told = form
        return try await visit.perform(
            .recordEvent(event), then: address(event),
            telling: visit.say("已登记。", "Recorded."),
            otherwise: { newPage(visit, told, problem: $0) })
    }

    private static func fields(_ visit: Visit) -> [RegisterForm.Field] {
        let nothing = [("", LocalizedText(zh: "—", en: "—"))]
        return [
            .init(
                key: "eventRef", label: LocalizedText(zh: "活动编号", en: "Reference"),
                hint: LocalizedText(zh: "如E-2026-07", en: "such as E-2026-07"),
                kind: .text(most: 40), isNeeded: true),
            .init(
                key: "kind", label: LocalizedText(zh: "类型", en: "Kind"),
                kind: .choice(nothing + CountyEvent.Kind.allCases.map { ($0.rawValue, $0.title) }),
                isNeeded: true),
            .init(key: "name", label: LocalizedText(zh: "名称", en: "Name"), isNeeded: true),
            .init(
                key: "startsOn", label: LocalizedText(zh: "开始日期", en: "First day"), kind: .day,
                isNeeded: true),
            .init(
                key: "endsOn", label: LocalizedText(zh: "结束日期", en: "Last day"),
                hint: LocalizedText(zh: "只有一天的不填", en: "Empty for one day"), kind: .day),
            .init(
                key: "town", label: LocalizedText(zh: "镇街", en: "Towns"),
                kind: .several(visit.desk.county.towns.map { ($0.key, $0.name) }),
                isNeeded: true),
            .init(
                key: "ruralBasis", label: LocalizedText(zh: "下乡依据", en: "What makes it rural"),
                hint: LocalizedText(
                    zh: "填写了即为下乡活动，如“羊山镇李楼村大集”", en: "The village, the market, the tour; it is rural when this is said")),
            .init(key: "organiser", label: LocalizedText(zh: "主办单位", en: "Organiser")),
            .init(
                key: "state", label: LocalizedText(zh: "状态", en: "State"),
                kind: .choice([
                    ("planned", CountyEvent.State.planned.title),
                    ("held", CountyEvent.State.held.title),
                ]), isNeeded: true),
            .init(
                key: "attendance", label: LocalizedText(zh: "到场人数", en: "Attendance"),
                hint: LocalizedText(zh: "已举办的填写", en: "Of one that was held"), kind: .number),
            .init(
                key: "sales", label: LocalizedText(zh: "销售额（元）", en: "Sales (yuan)"),
                hint: LocalizedText(zh: "已举办的填写", en: "Of one that was held"), kind: .amount),
        ]
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
