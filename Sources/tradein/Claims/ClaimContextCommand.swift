import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Shows what stands beside a claim: look-alikes, and the history of its dealer and applicant.
struct ClaimContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context",
        abstract: say("查看相似申领、经销商和申领人情况", "Show look-alikes, and dealer's and applicant's history"),
        discussion: say(
            "供审核使用，个人信息只显示掩码。示例：tradein claim context TC000000018",
            "For reviews; personal data is masked. Example: tradein claim context TC000000018"))

    @Argument(help: ArgumentHelp(say("申领号", "The claim's number")))
    var claim: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let id = try StepRun.number(claim)
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        guard let detail = try store.claim(id) else {
            Output.complain(
                say("没有申领 \(id.text)。请核对编号。", "There is no claim \(id.text). Check the number."))
            throw ExitCode(1)
        }
        let packs = try LedgerPacks.compiled(store)
        let reader = ClaimReader(
            register: try PolicyLibrary.register(), county: try Setting.county())
        let context = try ContextReader(store, reader: reader) { packs[$0] }.context(of: detail)
        let format = options.format ?? .table
        if format == .table { try printHistories(context, store) }
        try listing(context, store, isData: format != .table).print(as: format)
        Output.flush()
    }

    /// The claims found, those of the applicant after those that share something.
    private func listing(
        _ context: ClaimContext, _ store: LedgerStore, isData: Bool
    ) throws -> Listing {
        var listing = Listing([
            .init("relation", "关系", "relation"), .init("claim", "申领号", "claim"),
            .init("state", "状态", "state"), .init("soldOn", "销售日期", "sold on"),
            .init("dealer", "经销商", "dealer"), .init("programme", "项目", "programme"),
            .init("class", "品类", "class"), .init("amount", "补贴", "award", isNumber: true),
            .init("alike", "相同之处", "what is alike"),
        ])
        let classes = try TallyNames(.itemClass, store: store)
        func row(_ relation: String, _ claim: ClaimRow, _ alike: String) throws -> [Listing.Cell] {
            let language = Language.current
            return [
                .text(relation), .text(claim.id.text),
                .text(isData ? claim.state.rawValue : claim.state.title[language]),
                .text(claim.soldOn),
                .text(isData ? claim.dealerCode : context.dealerNames[claim.dealerCode] ?? ""),
                .text(isData ? claim.programme.rawValue : claim.programme.title[language]),
                .text(isData ? claim.classKey : classes.name(claim.classKey)),
                .amount(claim.amount), .text(alike),
            ]
        }
        let (alike, own) =
            isData ? ("alike", "applicant") : (say("相似", "alike"), say("同一申领人", "applicant"))
        for one in context.alike {
            let words = one.likenesses.map { text($0, isData: isData) }
            listing.rows.append(try row(alike, one.row, words.joined(separator: "; ")))
        }
        for claim in context.applicant?.claims ?? [] {
            listing.rows.append(try row(own, claim, ""))
        }
        return listing
    }

    private func text(_ likeness: Likeness, isData: Bool) -> String {
        let language = Language.current
        let subject =
            switch likeness.subject {
            case .column(let field): isData ? field.key : field.title[language]
            case .paper(let kind): isData ? kind.rawValue : kind.title[language]
            }
        let degree = isData ? likeness.degree.rawValue : likeness.degree.title[language]
        return [subject, likeness.value, "(\(degree))"].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private func printHistories(_ context: ClaimContext, _ store: LedgerStore) throws {
        if let dealer = context.dealer { printDealer(dealer) }
        if let applicant = context.applicant { try printApplicant(applicant, store) }
        Output.line()
        if context.hasMoreAlike {
            Output.line(
                say(
                    "相似申领只列出\(ClaimContext.most)笔，还有更多。",
                    "Only \(ClaimContext.most) look-alikes are listed; there are more."))
        }
    }

    private func line(_ zh: String, _ en: String, _ value: String) {
        Output.line(say(zh, en) + say("：", ": ") + value)
    }

    private func printDealer(_ history: DealerHistory) {
        let language = Language.current
        let since = history.recordedAt.map { "  \($0.countyDay.isoText)" } ?? ""
        let entry = history.logIndex.map { "  #\($0)" } ?? ""
        line(
            "经销商", "Dealer",
            "\(history.dealer.name)  \(history.dealer.state.title[language])\(since)\(entry)")
        let states = ClaimState.allCases.compactMap { state -> String? in
            guard let sums = history.states[state], sums.claims > 0 else { return nil }
            return "\(state.title[language]) \(sums.claims)"
        }
        line("申领", "Claims", states.joined(separator: say("，", ", ")))
        let recent = history.recent
        line(
            "最近\(recent.claims)笔", "The newest \(recent.claims)",
            say(
                "存疑\(recent.doubtful)，曾退回\(recent.returned)，驳回\(recent.rejected)",
                "with doubts \(recent.doubtful), once returned \(recent.returned), "
                    + "rejected \(recent.rejected)"))
    }

    private func printApplicant(_ history: ApplicantHistory, _ store: LedgerStore) throws {
        line("申领人连同本笔获得", "Granted to the applicant with this one", history.granted.groupedText)
        let classes = try TallyNames(.itemClass, store: store)
        for use in history.limits {
            let limit = use.limit
            let scope = [
                limit.programme.title[Language.current],
                use.classKey.isEmpty ? "" : classes.name(use.classKey), String(limit.year),
            ].filter { !$0.isEmpty }.joined(separator: " · ")
            line(
                "限额", "Limit",
                "\(scope)  "
                    + say(
                        "已用\(use.used)，上限\(limit.limit.most)，还可\(use.left)",
                        "used \(use.used) of \(limit.limit.most), \(use.left) left"))
        }
    }
}
