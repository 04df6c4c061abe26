import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Decides a ledger's claims again under a draft and says what would change; stores nothing.
struct PolicyPreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: say("按草稿重新判定已登记的申领，不作任何改动", "Decide stored claims again under a draft"),
        discussion: say(
            """
            按品类和月份列出变动笔数、金额差、对各项资金的影响；--changed 把变动的申领逐笔写入CSV。账本不变。
            只包括已登记的申领：被拒绝的申领账本里没有内容，草稿放宽条件时，实际增加会更多。
            示例：tradein policy preview drafts/cn_appliance_2026.yaml --changed 变动.csv
            """,
            """
            Lists per class and month how many claims change, by how much, and what that does to each
            fund; --changed writes every changed claim to a CSV file. The ledger stays as it is.
            Refused claims are not stored, so a draft that asks for less will add more than is shown.
            Example: tradein policy preview drafts/cn_appliance_2026.yaml --changed changed.csv
            """))

    @Argument(
        help: ArgumentHelp(say("草稿文件，或政策包标识", "A draft's file, or a pack's identifier")))
    var draft: String

    @Option(
        help: ArgumentHelp(
            say("与这个政策包比较，而不与已登记的结果比较", "Compare with this pack instead of what is stored")))
    var against: String?

    @Option(help: ArgumentHelp(say("变动的申领写入的CSV文件", "The CSV file for changed claims")))
    var changed: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let pack = try PackChoice.decidingPack(named: draft, options)
        let other = try against.map { try PackChoice.decidingPack(named: $0, options) }
        let store = try options.open()
        try check(pack, other, store)
        let run = try PreviewRun(
            store: store, draft: pack, against: other, county: Setting.county())
        var progress = ProgressBar(say("重新判定", "deciding again"))
        let (preview, claims) = try run.run { progress.update(done: $0, total: $1, rows: $0) }
        progress.finish()
        let report = try PreviewReport(
            preview, pack: pack, comparesPacks: other != nil, store: store)
        try report.print(options.format ?? .table)
        if let changed {
            try report.write(claims, to: CSVWriter(path: changed))
            Output.complain(
                say(
                    "变动的\(claims.count)笔申领已写入 \(changed)。",
                    "Wrote \(claims.count) changed claims to \(changed)."))
        }
        PolicyBanner(used: [pack], standings: try store.packStandings()).print(options.format)
        try store.close()
        Output.flush()
    }

    /// Refuses packs that could never decide this ledger's claims.
    private func check(_ pack: PolicyPack, _ other: PolicyPack?, _ store: LedgerStore) throws {
        if let why = PackProposal.foreign(pack, to: store.countyCode) {
            throw ValidationError(why[Language.current])
        }
        guard let other, other.source.programme != pack.source.programme else { return }
        throw ValidationError(
            say(
                "“\(other.identifier)”是另一个补贴项目，不能比较。",
                "\(other.identifier) is of another programme; the two cannot be compared."))
    }
}
