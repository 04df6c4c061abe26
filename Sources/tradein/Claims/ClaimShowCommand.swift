import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Shows one claim: what was decided and why, its facts, its masked persons.
struct ClaimShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: say("查看一笔申领", "Show one claim"),
        discussion: say(
            "个人信息只显示掩码。示例：tradein claim show TC000000018 --explain",
            "Personal data is masked. Example: tradein claim show TC000000018 --explain"))

    @Argument(help: ArgumentHelp(say("申领号", "The claim's number")))
    var claim: String

    @Flag(
        help: ArgumentHelp(
            say("逐条列出依据：规则、用到的值、算式和通知原文要点", "Every rule with its values, arithmetic and article")))
    var explain = false

    @Flag(
        help: ArgumentHelp(
            say("显示个人信息原文；须写理由，先记入日志", "Show persons in clear; takes a reason and is logged first"))
    )
    var unmask = false

    @OptionGroup var why: ViewOptions

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard unmask == (why.reason != nil) else {
            throw ValidationError(
                say("--unmask 须写 --reason，反之亦然。", "--unmask takes a --reason, and the reverse."))
        }
    }

    func run() throws {
        guard let id = ClaimID(text: claim) else { throw ClaimListCommand.badNumber(claim) }
        let store = try unmask ? options.open() : options.openForReading()
        if let reason = why.reason {
            try ViewOptions.log(.record(claim: id.number, reason), store, options)
        }
        guard let detail = try store.claim(id) else {
            Output.complain(
                say("没有申领 \(id.text)。请核对编号。", "There is no claim \(id.text). Check the number."))
            throw ExitCode(1)
        }
        try options.mustSee(detail.row.dealerCode, in: store)
        let supplements = try store.supplements(of: id)
        let digests = Set([detail.row.packSha256] + supplements.map(\.packSha256))
        let standings = try store.packStandings().filter { digests.contains($0.sha256) }
        let banner = PolicyBanner(used: standings)
        let packs = try LedgerPacks.compiled(store) { $0.sha256 == detail.row.packSha256 }
        let pack = packs[detail.row.packSha256]
        let decision = try pack.flatMap { try again(JSONValue.parse(detail.entry), $0) }
        if let format = options.format, format != .table {
            Output.line(json(detail, decision, supplements, banner))
            banner.print(format)
        } else {
            try printHeader(detail, store)
            let standing = standings.first { $0.sha256 == detail.row.packSha256 }
            printPack(detail.row, standing, isReadable: pack != nil)
            banner.print(.table)
            try printPapers(id, store)
            for rise in try store.rises(of: id) {
                line(
                    "补差", "Supplement",
                    "\(rise.amount.groupedText)  \(rise.code)  \(rise.id.text)  "
                        + rise.state.title[Language.current])
            }
            printRest(detail, decision, supplements)
            if explain, let decision { try explain(decision, detail, store) }
        }
        Output.flush()
    }

    /// Decides the claim again from its logged facts, which gives the lines that were shown first.
    private func again(_ entry: JSONValue, _ pack: PolicyPack) -> Determination? {
        guard let facts = entry["facts"].flatMap({ FactSet(json: $0, register: pack.register) }),
            let day = facts.day(pack.source.dayOfLaw), pack.isInForce(on: day)
        else { return nil }
        return pack.determine(facts, on: day)
    }

    private func line(_ zh: String, _ en: String, _ value: String) {
        Output.line(say(zh, en) + say("：", ": ") + value)
    }

    private func printHeader(_ detail: ClaimDetail, _ store: LedgerStore) throws {
        let language = Language.current
        let itemClass = try TallyNames(.itemClass, store: store).name(detail.row.classKey)
        let town = try TallyNames(.town, store: store).name(detail.row.townKey)
        let row = detail.row
        Output.line("\(row.id.text)  \(row.state.title[language])  \(row.verdict.title[language])")
        line("申领编号", "Reference", row.ref)
        line("经销商", "Dealer", row.dealerCode)
        line("项目", "Programme", "\(row.programme.title[language]) · \(itemClass)")
        line("销售", "Sold", "\(row.soldOn)  \(town)  \(row.price.groupedText)")
        line("补贴", "Award", "\(row.amount.groupedText)  (\(row.fundCode))")
        line("日志", "Log", "#\(row.logIndex)")
    }

    /// The pack that decided, as the ledger names it, whether or not its text can still be read.
    private func printPack(_ row: ClaimRow, _ standing: PackStanding?, isReadable: Bool) {
        let name = standing.map { "\($0.identifier) \($0.version) " } ?? ""
        line("政策包", "Pack", name + row.packSha256.prefix(12))
        guard !isReadable else { return }
        Terminal.paragraph(
            say(
                "⚠ 账本中这个政策包的文本已不能编译或与摘要不符，依据不能重算；判定和金额以日志为准。请运行 tradein verify。",
                "⚠ The ledger's text of this pack no longer compiles or lacks its digest, so the "
                    + "reasons cannot be worked out again; verdict and award stand as logged. "
                    + "Run tradein verify."), indent: 2)
    }

    private func printRest(
        _ detail: ClaimDetail, _ decision: Determination?, _ supplements: [NewSupplement]
    ) {
        let language = Language.current
        if let parent = detail.row.parent { line("补差对应申领", "Supplement to", parent.text) }
        for supplement in supplements {
            line(
                "补差", "Supplement",
                "\(supplement.amount.groupedText)  \(supplement.code)  #\(supplement.logIndex)")
        }
        if !explain { showReasons(decision) }
        Output.line(
            unmask
                ? say("登记内容：", "Sealed columns:")
                : say("登记内容（掩码）：", "Sealed columns (masked):"))
        guard let personal = detail.personal else {
            return Output.line(say("  已删除", "  erased"))
        }
        for field in ClaimField.allCases {
            guard let value = personal[field] else { continue }
            Output.line(
                "  \(field.title[language])\(say("：", ": "))\(shown(value, field))")
        }
    }

    private func shown(_ value: String, _ field: ClaimField) -> String {
        unmask ? value : Masking.value(value, of: field)
    }

    private func printPapers(_ id: ClaimID, _ store: LedgerStore) throws {
        let (papers, missing) = try store.papers(of: id)
        func names(_ kinds: [PaperKind]) -> String {
            kinds.map { $0.title[Language.current] }.joined(separator: say("、", ", "))
        }
        if !papers.isEmpty {
            let also = papers.filter { !$0.alsoOn.isEmpty }.count
            let warning =
                also == 0 ? "" : say("  ⚠ \(also)份另有申领使用", "  ⚠ \(also) stand on other claims too")
            line("材料", "Papers", names(papers.map(\.paper.kind)) + warning)
        }
        if !missing.isEmpty { line("缺少材料", "Missing papers", names(missing.map(\.kind))) }
    }

    private func showReasons(_ decision: Determination?) {
        Output.line(say("依据：", "Reasons:"))
        for item in decision?.lines(in: Language.current) ?? [] {
            Output.line(
                "  " + say("第\(item.article)条 ", "art. \(item.article) ") + item.rule + "  "
                    + item.text)
        }
    }

    /// Each rule as it was applied, under the article of the notice that it rests on.
    private func explain(
        _ decision: Determination, _ detail: ClaimDetail, _ store: LedgerStore
    ) throws {
        let kept = try store.keptPacks().first { $0.standing.sha256 == detail.row.packSha256 }
        let notice = NoticeSections(kept?.notice ?? "")
        Output.line()
        Output.line(say("── 依据：规则、用到的值、通知要点", "── Reasons: rules, values used, the notice"))
        var last = ""
        for item in decision.lines(in: Language.current) {
            if item.article != last, let section = notice[item.article] {
                Output.line()
                Output.line(say("第\(section.label)条 ", "Art. \(section.label) ") + section.title)
                for text in section.text(in: Language.current) {
                    Terminal.paragraph("  " + text, indent: 2)
                }
            }
            last = item.article
            Terminal.paragraph("  → \(item.rule)  \(item.text)", indent: 4)
        }
        for finding in decision.findings where finding.severity != .notice {
            Terminal.paragraph(
                "  ⚠ \(finding.code): \(finding.message[Language.current])", indent: 4)
        }
    }

    private func json(
        _ detail: ClaimDetail, _ decision: Determination?, _ supplements: [NewSupplement],
        _ banner: PolicyBanner
    ) -> [UInt8] {
        let row = detail.row
        var seen: Set<String> = []
        let unverified = banner.packs.flatMap(\.open).filter { seen.insert($0).inserted }
        return canonicalObject(capacity: 2048) { json in
            json.field("claimId", row.id.text)
            json.field("ref", row.ref)
            json.field("state", row.state.rawValue)
            json.field("verdict", row.verdict.rawValue)
            json.field("amountFen", row.amount.fen)
            json.key("lines")
            json.array { json in
                for line in decision?.lines(in: Language.current) ?? [] {
                    json.object { json in
                        json.field("rule", line.rule)
                        json.field("article", line.article)
                        json.field("text", line.text)
                    }
                }
            }
            json.key("supplements")
            json.array { json in
                for supplement in supplements {
                    json.object { json in
                        json.field("code", supplement.code)
                        json.field("amountFen", supplement.amount.fen)
                        json.field("logIndex", supplement.logIndex)
                        json.field("pack", supplement.packSha256)
                    }
                }
            }
            json.key("unverified")
            json.array { json in unverified.forEach { json.string($0) } }
            json.key("sealed")
            json.object { json in
                for field in ClaimField.allCases {
                    if let value = detail.personal?[field] {
                        json.field(field.key, shown(value, field))
                    }
                }
            }
            json.field("entry", raw: detail.entry)
        }
    }
}
