import ArgumentParser
import TradeInCore
import TradeInStore

/// Records one event.
struct EventAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: say("登记一场活动", "Record one event"),
        discussion: say(
            """
            示例：tradein event add E-2026-07 --kind nev-fair --name 羊山新能源汽车下乡展 --town 羊山镇 \\
                    --starts-on 2026-12-05 --rural-basis 羊山镇大集
            """,
            """
            Example: tradein event add E-2026-07 --kind nev-fair --name "Yangshan NEV fair" \\
                       --town yangshan --starts-on 2026-12-05 --rural-basis "Yangshan market"
            """))

    @Argument(help: ArgumentHelp(say("活动编号", "The event's reference")))
    var eventRef: String

    @Option(
        help: ArgumentHelp(
            say("类型", "The kind"),
            valueName: CountyEvent.Kind.allCases.map(\.rawValue).joined(separator: "|")))
    var kind: String

    @Option(help: ArgumentHelp(say("名称", "The name")))
    var name: String

    @Option(help: ArgumentHelp(say("镇街，多个用“、”隔开", "The town; several with ; between them")))
    var town: String

    @Option(help: ArgumentHelp(say("开始日期", "The first day")))
    var startsOn: String

    @Option(help: ArgumentHelp(say("结束日期；不写为一天", "The last day; a one-day event without it")))
    var endsOn: String?

    @Option(
        help: ArgumentHelp(say("下乡依据；写了即为下乡活动", "What makes it rural; it is when this is said")))
    var ruralBasis: String?

    @Option(help: ArgumentHelp(say("主办单位", "Who holds it")))
    var organiser: String?

    @Option(
        help: ArgumentHelp(
            say("状态，默认为计划", "The state; planned without it"), valueName: "planned|held"))
    var state = "planned"

    @Option(help: ArgumentHelp(say("到场人数", "How many came")))
    var attendance: String?

    @Option(help: ArgumentHelp(say("销售额（元）", "Sales in yuan")))
    var sales: String?

    @Flag(help: ArgumentHelp(say("按真实流程试算后撤销", "Do it for real, then roll it back")))
    var dryRun = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let cells = [
            "eventRef": eventRef, "kind": kind, "name": name, "town": town, "startsOn": startsOn,
            "endsOn": endsOn ?? "", "rural": ruralBasis == nil ? "N" : "Y",
            "ruralBasis": ruralBasis ?? "", "organiser": organiser ?? "", "state": state,
            "attendance": attendance ?? "", "sales": sales ?? "",
        ]
        let (event, findings) = CountyEvent.read(
            cells, county: try Setting.county(), today: options.context().now.countyDay)
        try RecordAnswer.tell(
            (event.map { .recordEvent($0) }, findings), options, dryRun: dryRun
        ) { receipt in
            say(
                "已登记活动\(eventRef)（日志第\(receipt.logIndex)条）。",
                "Recorded event \(eventRef) (log entry \(receipt.logIndex)).")
        }
    }
}

/// Says that an event was held.
struct EventHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: say("登记活动已举办", "Say that an event was held"),
        discussion: say(
            "只有已举办的计入方案。示例：tradein event hold E-2026-07 --attendance 320 --sales 1850000",
            "Only held events count. Example: tradein event hold E-2026-07 --attendance 320 --sales 1850000"
        ))

    @Argument(help: ArgumentHelp(say("活动编号", "The event's reference")))
    var eventRef: String

    @Option(help: ArgumentHelp(say("到场人数", "How many came")))
    var attendance: String?

    @Option(help: ArgumentHelp(say("销售额（元）", "Sales in yuan")))
    var sales: String?

    @Option(help: ArgumentHelp(say("下乡依据，原来没写的", "What makes it rural, where that was not said")))
    var ruralBasis: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try EventChange.run(
            eventRef, to: .held,
            ["attendance": attendance, "sales": sales, "ruralBasis": ruralBasis], options
        ) {
            say("活动\(eventRef)已举办（日志第\($0)条）。", "Event \(eventRef) was held (log entry \($0)).")
        }
    }
}

/// Cancels an event.
struct EventCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: say("取消活动", "Cancel an event"),
        discussion: say(
            "误记为已举办的也用本命令作废，计数随之减去。示例：tradein event cancel E-2026-07 --reason 台风",
            "One that was entered as held by mistake is taken out of the count too. "
                + "Example: tradein event cancel E-2026-07 --reason typhoon"))

    @Argument(help: ArgumentHelp(say("活动编号", "The event's reference")))
    var eventRef: String

    @Option(help: ArgumentHelp(say("原因", "Why")))
    var reason: String

    @Option(help: ArgumentHelp(say("下乡依据，原来没写的", "What makes it rural, where that was not said")))
    var ruralBasis: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try EventChange.run(
            eventRef, to: .cancelled, ["reason": reason, "ruralBasis": ruralBasis], options
        ) {
            say("活动\(eventRef)已取消（日志第\($0)条）。", "Event \(eventRef) is cancelled (log entry \($0)).")
        }
    }
}

/// Puts evidence to an event.
struct EventEvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: say("上传活动佐证（照片、报道）", "Attach photos and reports of an event"),
        discussion: say(
            "收JPEG、PNG、PDF、OFD、XML。示例：tradein event evidence E-2026-07 现场.jpg",
            "JPEG, PNG, PDF, OFD and XML. Example: tradein event evidence E-2026-07 fair.jpg"))

    @Argument(help: ArgumentHelp(say("活动编号", "The event's reference")))
    var eventRef: String

    @Argument(help: ArgumentHelp(say("文件", "Files")))
    var files: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws { try EvidenceRun.attach(files, to: "event:" + eventRef, options) }
}

/// An event as it stands, with another state and what became known.
enum EventChange {
    static func run(
        _ reference: String, to state: CountyEvent.State, _ changes: [String: String?],
        _ options: GlobalOptions, done: (Int64) -> String
    ) throws {
        let county = try Setting.county()
        let changes = changes.merging(["state": state.rawValue]) { $1 }
        try RecordChange.run(
            "event:" + reference, { try $0.event(reference)?.cells }, changes, options,
            read: { cells, today in
                let (event, findings) = CountyEvent.read(cells, county: county, today: today)
                return (event.map { .recordEvent($0) }, findings)
            }, done: done)
    }
}
