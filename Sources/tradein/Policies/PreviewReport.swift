import FileExchange
import TradeInCore
import TradeInDesk
import TradeInStore

/// What a draft would change, as people and programs read it.
struct PreviewReport {
    private let preview: PolicyPreview
    private let pack: PolicyPack
    private let names: TallyNames
    private let funds: [Fund]
    /// Whether two packs are compared, so that the ledger's balances say nothing of it.
    private let comparesPacks: Bool

    init(
        _ preview: PolicyPreview, pack: PolicyPack, comparesPacks: Bool, store: LedgerStore
    ) throws {
        self.comparesPacks = comparesPacks
        self.preview = preview
        self.pack = pack
        names = try TallyNames(.itemClass, store: store)
        funds = try store.funds()
    }

    func print(_ format: OutputFormat) throws {
        guard format == .table else { return try groups.print(as: format) }
        Output.line(
            say(
                "草稿 \(pack.identifier) \(pack.source.version)：重新判定\(preview.total.claims)笔，"
                    + "变动\(preview.total.allChanged)笔；另有\(preview.outOfForce)笔不在其有效期内。",
                "Draft \(pack.identifier) \(pack.source.version): \(preview.total.claims) claims decided "
                    + "again, \(preview.total.allChanged) change; \(preview.outOfForce) more lie outside "
                    + "its days."))
        guard preview.total.claims > 0 else { return }
        try groups.print(as: .table)
        Output.line()
        Output.line(say("── 对资金的影响", "── What it does to the funds"))
        try fundListing.print(as: .table)
        Output.line(say("账本未作任何改动。", "The ledger is as it was."))
    }

    private static let kinds: [(PolicyPreview.Change, zh: String, en: String)] = [
        (.more, "增加", "more"), (.less, "减少", "less"), (.refused, "变为不符合", "refused"),
        (.verdict, "仅判定变化", "verdict only"),
    ]

    /// A row per class and month, and the total.
    private var groups: Listing {
        var listing = Listing(
            [
                .init("class", "品类", "class"), .init("month", "月份", "month"),
                .init("claims", "笔数", "claims", isNumber: true),
            ]
                + Self.kinds.map { .init($0.0.rawValue, $0.zh, $0.en, isNumber: true) }
                + [
                    .init("before", "原补贴", "before", isNumber: true),
                    .init("after", "新补贴", "after", isNumber: true),
                    .init("difference", "差额", "difference", isNumber: true),
                ])
        for (group, sums) in preview.groups.sorted(by: { $0.key < $1.key }) {
            listing.rows.append(row(names.name(group.classKey), group.month, sums))
        }
        listing.rows.append(row(say("合计", "all"), "", preview.total))
        return listing
    }

    private func row(_ name: String, _ month: String, _ sums: PolicyPreview.Sums) -> [Listing.Cell]
    {
        [.text(name), .text(month), .integer(sums.claims)]
            + Self.kinds.map { .integer(sums.changed[$0.0] ?? 0) }
            + [.amount(sums.before), .amount(sums.after), .amount(sums.difference)]
    }

    /// A row per fund: what it has, what the draft takes, what is left or short.
    private var fundListing: Listing {
        var columns: [Listing.Column] = [
            .init("fund", "资金", "fund"), .init("claims", "笔数", "claims", isNumber: true),
            .init("difference", "占用变化", "difference", isNumber: true),
        ]
        if !comparesPacks {
            columns += [
                .init("available", "可用", "available", isNumber: true),
                .init("after", "之后可用", "left", isNumber: true),
                .init("short", "缺口", "short", isNumber: true),
            ]
        }
        var listing = Listing(columns)
        for (code, sums) in preview.funds.sorted(by: { $0.key < $1.key }) {
            let available = funds.first { $0.code == code }?.balance(.available) ?? .zero
            let left = available - sums.difference
            let balances: [Listing.Cell] = [
                .amount(available), .amount(max(left, .zero)), .amount(max(.zero - left, .zero)),
            ]
            listing.rows.append(
                [.text(code), .integer(sums.claims), .amount(sums.difference)]
                    + (comparesPacks ? [] : balances))
        }
        return listing
    }

    /// Writes every changed claim, in order of number.
    func write(_ claims: [PolicyPreview.ChangedClaim], to writer: CSVWriter) throws {
        let headings = [
            say("申领号", "claim"), say("品类", "class"), say("月份", "month"),
            say("变化", "change"), say("原判定", "verdictBefore"), say("新判定", "verdictAfter"),
            say("原补贴", "before"), say("新补贴", "after"), say("差额", "difference"),
            say("原因", "findings"),
        ]
        try writer.write(headings.map { .text($0) })
        for claim in claims {
            let kind = Self.kinds.first { $0.0 == claim.change }
            try writer.write([
                .text(ClaimID(number: claim.number).text), .text(names.name(claim.group.classKey)),
                .text(claim.group.month), .text(say(kind?.zh ?? "", claim.change.rawValue)),
                .text(claim.verdict.before.title[Language.current]),
                .text(claim.verdict.after.title[Language.current]),
                .number(claim.amount.before.yuanText), .number(claim.amount.after.yuanText),
                .number((claim.amount.after - claim.amount.before).yuanText),
                .text(claim.codes.joined(separator: " ")),
            ])
        }
        try writer.finish()
    }
}
