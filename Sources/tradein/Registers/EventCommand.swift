import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of consumption events (clauses 15 to 17 of the plan).
struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: say("促消费活动：登记、查询", "Consumption events: record, list"),
        discussion: say(
            "示例：tradein event import 活动.csv", "Example: tradein event import events.csv"),
        subcommands: [
            EventAddCommand.self, EventImportCommand.self, EventListCommand.self,
            EventHoldCommand.self, EventCancelCommand.self, EventEvidenceCommand.self,
        ])
}

/// Records the events of a file.
struct EventImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: say("登记文件中的活动", "Record the events of a file"),
        discussion: say(
            """
            列：活动编号、类型、名称、是否下乡、开始日期、结束日期、镇街、主办单位、状态、到场人数、
            销售额、下乡依据、取消原因。镇街可填多个，用“、”隔开；下乡的须写明依据。
            只有“已举办”的活动计入方案目标。
            示例：tradein event import 活动.csv --dry-run
            """,
            """
            Columns: eventRef, kind, name, rural, startsOn, endsOn, town, organiser, state, \
            attendance, sales, ruralBasis, reason. Several towns go with ; between them; a rural event \
            says what makes it so. Only held events count towards the plan.
            Example: tradein event import events.csv --dry-run
            """))

    @OptionGroup var arguments: RegisterArguments

    func run() throws {
        let county = try Setting.county()
        let today = arguments.options.context().now.countyDay
        try RegisterImport.events(county, today: today)
            .run(arguments, in: try arguments.options.open())
    }
}

/// Lists the events.
struct EventListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出活动", "List the events"),
        discussion: say(
            "按开始日期排列。示例：tradein event list --format csv",
            "In order of the first day. Example: tradein event list --format csv"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let format = options.format ?? .table
        let county = try Setting.county()
        var listing = Listing([
            .init("eventRef", "活动编号", "event"), .init("startsOn", "开始日期", "starts on"),
            .init("endsOn", "结束日期", "ends on"), .init("name", "名称", "name"),
            .init("kind", "类型", "kind"), .init("town", "镇街", "town"),
            .init("rural", "下乡", "rural"), .init("state", "状态", "state"),
            .init("ruralBasis", "下乡依据", "rural by"),
            .init("organiser", "主办单位", "organiser"),
            .init("attendance", "到场人数", "attendance", isNumber: true),
            .init("sales", "销售额", "sales", isNumber: true),
            .init("evidence", "佐证", "files", isNumber: true),
        ])
        let store = try options.openForReading()
        let events = try store.events()
        let files = try store.evidenceCounts("event:")
        listing.rows = events.map { event in
            cells(event, county, isData: format != .table)
                + [.integer(Int64(files["event:" + event.eventRef] ?? 0))]
        }
        try listing.show(
            as: format, shrinking: ["name", "kind", "town", "organiser"],
            dropping: ["ruralBasis", "organiser", "attendance", "endsOn", "sales", "town", "kind"])
        if format == .table {
            let held = events.count { $0.state == .held }
            Output.line(
                say("共\(events.count)场，已举办\(held)场", "\(events.count) events, \(held) held"))
        }
        Output.flush()
    }

    private func cells(
        _ event: CountyEvent, _ county: County, isData: Bool
    ) -> [Listing.Cell] {
        let language = Language.current
        let towns = event.towns.map { county.town(named: $0)?.name[language] ?? $0 }
        return [
            .text(event.eventRef), .text(event.startsOn.isoText), .text(event.endsOn.isoText),
            .text(event.name), .text(isData ? event.kind.rawValue : event.kind.title[language]),
            .text(
                isData
                    ? event.towns.joined(separator: " ") : towns.joined(separator: say("、", ", "))),
            .flag(event.rural),
            .text(isData ? event.state.rawValue : event.state.title[language]),
            event.ruralBasis.map { .text($0) } ?? .none,
            event.organiser.map { .text($0) } ?? .none,
            event.attendance.map { .integer(Int64($0)) } ?? .none,
            event.sales.map { .amount($0) } ?? .none,
        ]
    }
}
