import ArgumentParser
import TradeInCore
import TradeInStore

/// Says that a recycler received what was handed in.
struct RecycleReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: say("登记回收企业已接收", "Say that the recycler received it"),
        discussion: say(
            """
            只补填原记录缺少的内容，不改已有内容；同一证明、序列号只计一次。
            示例：tradein recycle receive R-0007 --on 2026-11-20 --certificate 3708002600123
            """,
            """
            Adds what the record lacks and changes nothing that it says; a certificate and a serial number
            count once.
            Example: tradein recycle receive R-0007 --on 2026-11-20 --certificate 3708002600123
            """))

    @Argument(help: ArgumentHelp(say("记录编号", "The record's reference")))
    var recordRef: String

    @Option(help: ArgumentHelp(say("接收日期", "The day of receipt")))
    var on: String

    @Option(help: ArgumentHelp(say("回收证明编号", "The recycling certificate")))
    var certificate: String?

    @Option(help: ArgumentHelp(say("质量（千克）", "The mass in kilograms")))
    var massKg: String?

    @Option(help: ArgumentHelp(say("反向开票发票号码", "The number of the reverse invoice")))
    var reverseInvoice: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try RecyclingChange.run(
            recordRef,
            [
                "receivedOn": on, "certificate": certificate, "massKg": massKg,
                "reverseInvoice": reverseInvoice,
            ], options)
    }
}

/// Says that what was received is dismantled.
struct RecycleDismantleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismantle",
        abstract: say("登记已拆解", "Say that it is dismantled"),
        discussion: say(
            "示例：tradein recycle dismantle R-0007 --on 2026-11-25",
            "Example: tradein recycle dismantle R-0007 --on 2026-11-25"))

    @Argument(help: ArgumentHelp(say("记录编号", "The record's reference")))
    var recordRef: String

    @Option(help: ArgumentHelp(say("拆解日期", "The day of dismantling")))
    var on: String

    @Option(help: ArgumentHelp(say("回收证明编号", "The recycling certificate")))
    var certificate: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try RecyclingChange.run(
            recordRef, ["dismantledOn": on, "certificate": certificate], options)
    }
}

/// Lists old goods that are stuck on their way.
struct RecycleGapsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: say("列出流转断点", "List old goods that are stuck"),
        discussion: say(
            """
            已交旧未接收、已接收未拆解、已接收无回收证明的，等得最久的在前。
            示例：tradein recycle gaps --days 30
            """,
            """
            Handed in and never received, received and never dismantled, received without a certificate;
            those that wait longest first.
            Example: tradein recycle gaps --days 30
            """))

    @Option(help: ArgumentHelp(say("至少已过多少天", "For at least so many days")))
    var days = 0

    @Option(help: ArgumentHelp(say("每类最多列出多少条", "The most records of each kind")))
    var limit = 100

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (0...36_500).contains(days), (1...1_000_000).contains(limit) else {
            throw ValidationError(
                say(
                    "--days 为0到36500，--limit 为1到1000000。",
                    "--days takes 0 to 36500, --limit 1 to 1000000."))
        }
    }

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let today = options.context().now.countyDay
        let since = today.advanced(byDays: -days)
        let format = options.format ?? .table
        var listing = Listing([
            .init("gap", "断点", "gap"), .init("recordRef", "记录编号", "record"),
            .init("kind", "类别", "kind"), .init("itemClass", "品类", "class"),
            .init("quantity", "数量", "quantity", isNumber: true), .init("since", "自", "since"),
            .init("days", "天数", "days", isNumber: true), .init("recyclerCode", "回收企业", "recycler"),
            .init("claimRef", "申领编号", "claim"), .init("dealerCode", "经销商", "dealer"),
        ])
        for gap in CustodyGap.allCases {
            for (_, record) in try store.recycling(stuckAt: gap, since: since, limit: limit) {
                listing.rows.append(cells(record, gap, today, isData: format != .table))
            }
        }
        try listing.show(
            as: format, shrinking: ["itemClass", "gap"],
            dropping: ["dealerCode", "claimRef", "recyclerCode", "since", "itemClass"])
        if format == .table {
            for gap in CustodyGap.allCases {
                let (records, items) = try store.stuckCounts(gap, since: since)
                Output.line(
                    say(
                        "\(gap.title.zh)：\(records)条，\(items)件",
                        "\(gap.title.en): \(records) records, \(items) items"))
            }
        }
        Output.flush()
    }

    private func cells(
        _ record: RecyclingRecord, _ gap: CustodyGap, _ today: Day, isData: Bool
    ) -> [Listing.Cell] {
        let since = gap == .notReceived ? record.handedInOn : record.receivedOn ?? record.handedInOn
        let language = Language.current
        return [
            .text(isData ? gap.rawValue : gap.title[language]), .text(record.recordRef),
            .text(isData ? record.kind.rawValue : record.kind.title[language]),
            record.itemClass.map { .text($0) } ?? .none, .integer(Int64(record.quantity)),
            .text(since.isoText), .integer(Int64(today.days(since: since))),
            .text(record.recyclerCode), record.claimRef.map { .text($0) } ?? .none,
            record.dealerCode.map { .text($0) } ?? .none,
        ]
    }
}

/// Puts evidence to a recycling record.
struct RecycleEvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: say("上传回收佐证（证明、照片）", "Attach certificates and photos of a record"),
        discussion: say(
            "示例：tradein recycle evidence R-0007 回收证明.pdf",
            "Example: tradein recycle evidence R-0007 certificate.pdf"))

    @Argument(help: ArgumentHelp(say("记录编号", "The record's reference")))
    var recordRef: String

    @Argument(help: ArgumentHelp(say("文件", "Files")))
    var files: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws { try EvidenceRun.attach(files, to: "recycling:" + recordRef, options) }
}

/// A recycling record as it stands, with what became known.
enum RecyclingChange {
    static func run(
        _ reference: String, _ changes: [String: String?], _ options: GlobalOptions
    ) throws {
        try RecordChange.run(
            "recycling:" + reference, { try $0.recycling(reference)?.cells }, changes, options,
            read: { cells, today in
                let (record, findings) = RecyclingRecord.read(cells, today: today)
                return (record.map { .recordRecycling($0) }, findings)
            },
            done: {
                say(
                    "已登记\(reference)（日志第\($0)条）。", "Recorded \(reference) (log entry \($0)).")
            })
    }
}
