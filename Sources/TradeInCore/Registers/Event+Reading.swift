extension CountyEvent {
    /// The columns of an event file, in template order.
    public static let columns: [RegisterColumn] = [
        RegisterColumn("eventRef", "活动编号", required: true),
        RegisterColumn("kind", "类型", required: true),
        RegisterColumn("name", "名称", required: true),
        RegisterColumn("rural", "是否下乡", required: false),
        RegisterColumn("startsOn", "开始日期", required: true),
        RegisterColumn("endsOn", "结束日期", required: false),
        RegisterColumn("town", "镇街", required: true),
        RegisterColumn("organiser", "主办单位", required: false),
        RegisterColumn("state", "状态", required: true),
        RegisterColumn("attendance", "到场人数", required: false),
        RegisterColumn("sales", "销售额", required: false),
        RegisterColumn("ruralBasis", "下乡依据", required: false),
        RegisterColumn("reason", "取消原因", required: false),
    ]

    /// Reads one row of text cells.
    ///
    /// An empty last day means a one-day event; `rural` must be said for NEV fairs and
    /// is no elsewhere when empty. A held event is over: its last day is not in the future.
    ///
    /// - Parameters:
    ///   - cells: text by column key; absent keys are empty, unknown keys are ignored
    ///     (the file reader reports unknown columns once).
    ///   - county: the register of towns.
    ///   - today: the county's calendar date.
    /// - Returns: the event, or nil when a finding is an error; and all findings.
    public static func read(
        _ cells: [String: String], county: County, today: Day
    ) -> (event: CountyEvent?, findings: [Finding]) {
        var row = RegisterCells(cells, columns: columns)
        let kind = row.choice(
            "kind", "event-kind-unknown",
            among: Kind.allCases.map { ($0, $0.rawValue, $0.title.zh) })
        let state = row.choice(
            "state", "event-state-unknown",
            among: State.allCases.map { ($0, $0.rawValue, $0.title.zh) })
        let eventRef = row.text("eventRef", limit: 40)
        let name = row.text("name", limit: 100)
        let organiser = row.text("organiser", limit: 100)
        let rural = row.boolean("rural", required: kind == .nevFair) ?? false
        let startsOn = row.day("startsOn")
        let endsOn = row.isEmpty("endsOn") ? startsOn : row.day("endsOn")
        let towns = towns(in: &row, of: county)
        let attendance = row.count("attendance", limit: 10_000_000)
        let sales = row.amount("sales")
        checkDays(startsOn, endsOn, state, today, in: &row)
        let ruralBasis = ruralBasis(rural, in: &row)
        let reason = row.text("reason", limit: 200)
        checkResults(
            state == .cancelled && reason != nil ? nil : state,
            isStated: attendance != nil || sales != nil, in: &row)
        guard !row.hasErrors, let kind, let state, let eventRef, let name, let startsOn, let endsOn,
            let towns
        else { return (nil, row.findings) }
        let event = CountyEvent(
            eventRef: eventRef, kind: kind, name: name, rural: rural, startsOn: startsOn,
            endsOn: endsOn, town: towns[0], otherTowns: Array(towns.dropFirst()),
            ruralBasis: ruralBasis, organiser: organiser, state: state, attendance: attendance,
            sales: sales, reason: reason)
        return (event, row.findings)
    }

    /// The towns of a cell, several with 、 or ; between them; nil with a finding for each unknown.
    private static func towns(in row: inout RegisterCells, of county: County) -> [String]? {
        guard !row.isEmpty("town") else { return nil }
        var keys: [String] = []
        let names = row.folded("town").split { "、;,；，".contains($0) }.map(\.trimmedOfBlanks)
        for name in names where !name.isEmpty {
            guard let town = county.town(named: name) else {
                row.add(
                    "event-town-unknown", on: "town",
                    zh:
                        "\(row.title("town").zh)“\(RegisterCells.shown(name))”不是\(county.name.zh)的镇街。"
                        + "请填写镇街全称，如\(county.towns.first?.name.zh ?? "")；多个用“、”隔开。",
                    en:
                        "\(RegisterCells.shown(name)) is no town of \(county.name.en). Use the full "
                        + "name or the key of a town; put ; between several.")
                return nil
            }
            if !keys.contains(town.key) { keys.append(town.key) }
        }
        if keys.isEmpty {
            row.add(
                "event-town-unknown", at: "town", zh: "没有写镇街。请填写镇街全称。",
                en: "it names no town. Use the full name or the key of a town.")
        }
        return keys.isEmpty ? nil : keys
    }

    /// What a rural event is rural by; a flag that counts towards the plan says why it is set.
    private static func ruralBasis(_ rural: Bool, in row: inout RegisterCells) -> String? {
        let basis = row.text("ruralBasis", limit: 100)
        if rural, basis == nil, !row.hasErrors {
            row.add(
                "event-rural-basis-missing", on: "ruralBasis",
                zh: "“是否下乡”为是，但没有填写下乡依据。请写明地点或活动安排，如“羊山镇李楼村大集”。",
                en: "The event is marked rural and ruralBasis is empty. Say what makes it so: the "
                    + "village, the market, the tour.")
        }
        if !rural, basis != nil, !row.hasErrors {
            row.add(
                "event-rural-basis-unused", .warning, zh: "填写了下乡依据，“是否下乡”却不为是。请核对。",
                en: "ruralBasis is given, yet the event is not marked rural. Check it.")
        }
        return rural ? basis : nil
    }

    private static func checkDays(
        _ first: Day?, _ last: Day?, _ state: State?, _ today: Day, in row: inout RegisterCells
    ) {
        guard let first, let last else { return }
        let span = "\(first.isoText) – \(last.isoText)"
        if last < first {
            row.add(
                "event-ends-before-start", on: "endsOn", zh: "结束日期早于开始日期（\(span)）。请核对两个日期。",
                en: "The event ends before it starts (\(span)). Check both days.")
        } else if last.year != first.year {
            row.add(
                "event-spans-years", on: "endsOn", zh: "活动跨两个年度（\(span)），无法计入某一年。请按年度拆成两条登记。",
                en: "The event spans two years (\(span)), so no year can count it. "
                    + "Enter one event for each year.")
        }
        let latest = max(first, last)
        if state == .held, latest > today {
            row.add(
                "event-held-in-future",
                zh: "状态为“已举办”，但活动到\(latest.isoText)才结束，今天是\(today.isoText)。请改为“计划”或核对日期。",
                en: "The state is held, but the event ends on \(latest.isoText) and today is "
                    + "\(today.isoText). Set the state to planned or check the days.")
        }
        if state == .planned, latest < today {
            row.add(
                "event-plan-overdue", .warning,
                zh: "活动已于\(latest.isoText)到期，状态仍为“计划”，不计入。请改为“已举办”或“取消”。",
                en: "The event was to end on \(latest.isoText) and is still planned, so it does "
                    + "not count. Mark it held or cancelled.")
        }
    }

    private static func checkResults(
        _ state: State?, isStated: Bool, in row: inout RegisterCells
    ) {
        guard isStated, let state, state != .held else { return }
        row.add(
            "event-result-before-held", .warning,
            zh: "状态为“\(state.title.zh)”，却填写了到场人数或销售额。请核对状态。",
            en:
                "The state is \(state.rawValue), yet attendance or sales are given. Check the state."
        )
    }
}
