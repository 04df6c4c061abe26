import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Recording an event, and saying that it was held or is cancelled.
extension RegistersEvents {
    static func basis(_ event: CountyEvent) -> [RegisterForm.Field] {
        guard event.rural, event.ruralBasis == nil else { return [] }
        return [
            .init(
                key: "ruralBasis", label: LocalizedText(zh: "下乡依据", en: "What makes it rural"),
                isNeeded: true)
        ]
    }

    static func holdFields(_ event: CountyEvent) -> [RegisterForm.Field] {
        [
            .init(
                key: "attendance", label: LocalizedText(zh: "到场人数", en: "Attendance"),
                kind: .number),
            .init(
                key: "sales", label: LocalizedText(zh: "销售额（元）", en: "Sales (yuan)"), kind: .amount),
        ] + basis(event)
    }

    static func cancelFields(_ event: CountyEvent) -> [RegisterForm.Field] {
        [
            .init(
                key: "reason", label: LocalizedText(zh: "取消原因", en: "Why"), kind: .text(most: 200),
                isNeeded: true, isWide: true)
        ] + basis(event)
    }

    /// Holds or cancels: the event as it stands, with what became known, read again like a row.
    static func change(_ visit: Visit) async throws -> Response {
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
        form.findings = findings.filter { $0.severity == .error }
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

    static func newPage(
        _ visit: Visit, _ form: RegisterForm?, problem: Problem? = nil
    ) -> Response {
        let shown = form ?? RegisterForm(fields(visit), values: ["state": "planned"])
        return visit.page(
            "event-new", title: visit.say("登记活动", "Record an event"), shown.content(visit),
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    static func add(_ visit: Visit) async throws -> Response {
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

    static func fields(_ visit: Visit) -> [RegisterForm.Field] {
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
                    zh: "填写了即为下乡活动，如“羊山镇李楼村大集”",
                    en: "The village, the market, the tour; it is rural when this is said")),
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
