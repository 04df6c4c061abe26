import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of old goods handed in.
struct RecycleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recycle",
        abstract: say("旧货回收：登记、查询", "Old goods: record, list"),
        discussion: say(
            "示例：tradein recycle import 回收.csv", "Example: tradein recycle import recycling.csv"),
        subcommands: [
            RecycleImportCommand.self, RecycleListCommand.self, RecycleReceiveCommand.self,
            RecycleDismantleCommand.self, RecycleGapsCommand.self, RecycleEvidenceCommand.self,
        ])
}

/// Records the old goods of a file.
struct RecycleImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: say("登记文件中的回收记录", "Record the old goods of a file"),
        discussion: say(
            """
            列：记录编号、类别、品类、数量、质量千克、回收企业代码、回收企业资质、回收证明编号、交旧日期、
            接收日期、拆解日期、关联申领编号、关联经销商代码、旧机序列号、反向开票号码。不计入方案目标的记录会说明原因。
            示例：tradein recycle import 回收.csv --dry-run
            """,
            """
            Columns: recordRef, kind, itemClass, quantity, massKg, recyclerCode, recyclerLicensed, \
            certificate, handedInOn, receivedOn, dismantledOn, claimRef, dealerCode, \
            serialNumber, reverseInvoice. A record that \
            does not count towards the plan says why.
            Example: tradein recycle import recycling.csv --dry-run
            """))

    @OptionGroup var arguments: RegisterArguments

    func run() throws {
        let today = arguments.options.context().now.countyDay
        try RegisterImport.recycling(today: today)
            .run(arguments, in: try arguments.options.open())
    }
}

/// Lists the recycling records.
struct RecycleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出回收记录", "List the recycling records"),
        discussion: say(
            "按登记先后全部列出。示例：tradein recycle list --format csv",
            "All of them, in order of entry. Example: tradein recycle list --format csv"))

    private static let page = 1_000

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let format = options.format ?? .table
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        var stream = try RowStream(
            [
                .init("recordRef", "记录编号", "record"), .init("kind", "类别", "kind"),
                .init("itemClass", "品类", "class"),
                .init("quantity", "数量", "quantity", isNumber: true),
                .init("massKg", "千克", "kg", isNumber: true),
                .init("recyclerCode", "回收企业", "recycler"),
                .init("recyclerLicensed", "有资质", "licensed"),
                .init("certificate", "回收证明", "certificate"),
                .init("handedInOn", "交旧", "handed in"), .init("receivedOn", "接收", "received"),
                .init("dismantledOn", "拆解", "dismantled"),
                .init("countedYear", "计入年度", "counts in", isNumber: true),
                .init("claimRef", "申领编号", "claim"), .init("dealerCode", "经销商", "dealer"),
                .init("serialNumber", "旧机序列号", "serial"),
                .init("reverseInvoice", "反向开票", "reverse invoice"),
            ], as: format, shrinking: ["itemClass", "kind"],
            dropping: [
                "serialNumber", "reverseInvoice", "dealerCode", "recyclerCode", "recyclerLicensed",
                "certificate", "dismantledOn",
                "massKg", "claimRef", "handedInOn", "quantity",
            ])
        var last: Int64 = 0
        repeat {
            let page = try store.recycling(after: last, limit: Self.page)
            try stream.add(page.map { cells($0.record, isData: format != .table) })
            guard page.count == Self.page, let end = page.last else { break }
            last = end.row
        } while true
        try stream.finish()
        if format == .table {
            Output.line(say("共\(stream.count)条", "\(stream.count) records"))
        }
        Output.flush()
    }

    private func cells(_ record: RecyclingRecord, isData: Bool) -> [Listing.Cell] {
        func text(_ text: String?) -> Listing.Cell { text.map { .text($0) } ?? .none }
        let mass = record.massGrams.map { TargetNumber(thousandths: $0).text }
        return [
            .text(record.recordRef),
            .text(isData ? record.kind.rawValue : record.kind.title[Language.current]),
            text(record.itemClass), .integer(Int64(record.quantity)), text(mass),
            .text(record.recyclerCode), .flag(record.recyclerLicensed), text(record.certificate),
            .text(record.handedInOn.isoText), text(record.receivedOn?.isoText),
            text(record.dismantledOn?.isoText),
            record.countedYear.map { .integer(Int64($0)) } ?? .none, text(record.claimRef),
            text(record.dealerCode), text(record.serialNumber), text(record.reverseInvoice),
        ]
    }
}
