import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Lists claims in the order of their numbers.
struct ClaimListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出申领", "List claims"),
        discussion: say(
            "不含个人信息。示例：tradein claim list --state waitlisted --limit 20",
            "Without personal data. Example: tradein claim list --state waitlisted --limit 20"))

    @Option(help: ArgumentHelp(say("只列该经销商（信用代码）", "Only this dealer's (credit code)")))
    var dealer: String?

    @Option(help: ArgumentHelp(say("只列该补贴项目", "Only this programme")))
    var programme: String?

    @Option(
        help: ArgumentHelp(
            say("只列该状态", "Only this state"),
            valueName: ClaimState.allCases.map(\.rawValue).joined(separator: "|")))
    var state: String?

    @Option(name: .customLong("class"), help: ArgumentHelp(say("只列该品类", "Only this class")))
    var itemClass: String?

    @Option(help: ArgumentHelp(say("只列该镇街", "Only this town")))
    var town: String?

    @Option(
        help: ArgumentHelp(
            say("只列该年或该月的销售，如2026、2026-03", "Only sales of this year or month, as 2026 or 2026-03"))
    )
    var period: String?

    @Option(help: ArgumentHelp(say("只列该判定", "Only this verdict"), valueName: "eligible|review"))
    var verdict: String?

    @Option(help: ArgumentHelp(say("从此编号之后开始", "Begin after this claim")))
    var after: String?

    @Option(help: ArgumentHelp(say("最多列几笔，0为全部", "At most so many, 0 for all")))
    var limit = 50

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        var filter = try filter()
        if let own = try options.ownDealer(in: store) {
            try options.mustSee(filter.dealerCode ?? own, in: store)
            filter.dealerCode = own
        }
        var listing = Listing([
            .init("claim", "编号", "claim"), .init("ref", "申领编号", "ref"),
            .init("programme", "项目", "programme"), .init("class", "品类", "class"),
            .init("town", "镇街", "town"), .init("soldOn", "销售日期", "sold on"),
            .init("price", "价税合计", "price", isNumber: true),
            .init("amount", "补贴", "amount", isNumber: true), .init("verdict", "判定", "verdict"),
            .init("state", "状态", "state"),
        ])
        let names = try (
            classes: TallyNames(.itemClass, store: store), towns: TallyNames(.town, store: store)
        )
        var last = try start()
        let most = limit == 0 ? Int.max : limit
        var isMore = false
        while listing.rows.count < most {
            let page = try store.claims(
                filter, after: last, limit: min(1_000, most - listing.rows.count) + 1)
            let shown = page.prefix(min(1_000, most - listing.rows.count))
            listing.rows += shown.map { cells($0, names.classes, names.towns) }
            isMore = page.count > shown.count
            guard isMore, let end = shown.last else { break }
            last = end.id.number
        }
        try listing.print(as: options.format ?? .table)
        if !listing.rows.isEmpty { try PolicyBanner(of: store).print(options.format) }
        Output.flush()
        if isMore, let end = shownEnd(last) {
            Output.complain(
                say(
                    "还有更多：加 --after \(end) 继续，或 --limit 0 列出全部。",
                    "There are more: --after \(end), or --limit 0."))
        }
    }

    private func shownEnd(_ last: Int64) -> String? { last > 0 ? ClaimID(number: last).text : nil }

    private func start() throws -> Int64 {
        guard let after else { return 0 }
        guard let id = ClaimID(text: after) else { throw Self.badNumber(after) }
        return id.number
    }

    static func badNumber(_ text: String) -> ValidationError {
        ValidationError(
            say(
                "“\(text)”不是申领号，校验位不符；应如 \(ClaimID(number: 1).text)",
                "\(text) is not a claim number or fails its check; one looks like \(ClaimID(number: 1).text)"
            ))
    }

    private func filter() throws -> ClaimFilter {
        var filter = ClaimFilter()
        filter.dealerCode = dealer
        filter.programme = try programme.map { try known(Programme(named: $0), $0) }
        filter.state = try state.map { try known(ClaimState(rawValue: $0), $0) }
        filter.classKey = try itemClass.map { try TallyNames.typedClassKey($0) }
        filter.townKey = try town.map { text in
            try known(Setting.county().town(named: text)?.key, text)
        }
        filter.period = try period.map { text in
            let isYear = text.utf8.count == 4 && Int(text).map { 2000...2100 ~= $0 } == true
            return try known(isYear ? text : Month(text: text)?.text, text)
        }
        filter.verdict = try verdict.map { try known(Verdict(rawValue: $0), $0) }
        return filter
    }

    private func known<Value>(_ value: Value?, _ text: String) throws -> Value {
        guard let value else {
            throw ValidationError(
                say("没有“\(text)”这个取值；见 --help", "No such value: \(text); see --help"))
        }
        return value
    }

    private func cells(
        _ claim: ClaimRow, _ classes: TallyNames, _ towns: TallyNames
    ) -> [Listing.Cell] {
        let language = Language.current
        let isData = options.format != nil && options.format != .table
        return [
            .text(claim.id.text), .text(claim.ref),
            .text(isData ? claim.programme.rawValue : claim.programme.title[language]),
            .text(isData ? claim.classKey : classes.name(claim.classKey)),
            .text(isData ? claim.townKey : towns.name(claim.townKey)), .text(claim.soldOn),
            .amount(claim.price),
            .amount(claim.amount + claim.supplement),
            .text(isData ? claim.verdict.rawValue : claim.verdict.title[language]),
            .text(isData ? claim.state.rawValue : claim.state.title[language]),
        ]
    }
}
