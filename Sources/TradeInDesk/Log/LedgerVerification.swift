import PolicyLibrary
import TradeInCore
import TradeInStore

/// A whole ledger recomputed from its log, and what that came to, in words.
public enum LedgerVerification {
    /// Recomputes the ledger and compares; changes nothing.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - progress: receives entries done and in all.
    /// - Returns: the report.
    /// - Throws: ``LedgerFailure`` when the file cannot be read.
    public static func run(
        _ store: LedgerStore, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> VerifyReport {
        let packs = try LedgerPacks.compiled(store)
        return try store.verify(
            register: try PolicyLibrary.register(), pack: { packs[$0] }, progress: progress)
    }
}

extension VerifyReport {
    /// How much was recomputed, in two sentences' halves.
    public var counts: [LocalizedText] {
        [
            LocalizedText(
                zh: "日志\(entries)条，检查点\(checkpoints)个，申领\(claims)笔重新判定，个人信息\(records)份核对承诺值，",
                en: counted(entries, "log entry", "log entries") + ", "
                    + counted(checkpoints, "checkpoint") + ", " + counted(claims, "claim")
                    + " decided again, " + counted(records, "personal record")
                    + " held against \(noun(records, "its commitment", "their commitments")),"),
            LocalizedText(
                zh: "分录\(postings)笔，汇总单元\(cells)个，材料文件\(papers)份。",
                en: counted(postings, "posting") + ", " + counted(cells, "tally cell") + ", "
                    + counted(papers, "paper") + "."),
        ]
    }

    /// Whether all agrees, and what to do when not.
    public var conclusion: LocalizedText {
        isClean
            ? LocalizedText(zh: "全部一致。", en: "All agrees.")
            : LocalizedText(
                zh: "有\(problemCount)处不一致。未作修复；请停止写入并从备份恢复。",
                en: counted(problemCount, "disagreement") + ". Nothing was repaired; stop writing "
                    + "and restore a backup.")
    }
}

/// What verification looks at, as a list that can be ticked off.
public enum VerifyCheck: String, Sendable, CaseIterable {
    case entries, tree, determinations, records, claims, money, months, tallies, papers, payments
    case registers, packs, file, other

    /// What is checked.
    public var title: LocalizedText {
        switch self {
        case .entries:
            LocalizedText(
                zh: "日志条目连续、完整、可读", en: "log entries: none missing, all whole and readable")
        case .tree:
            LocalizedText(zh: "哈希树、根和检查点签名", en: "hash tree, roots and signatures of checkpoints")
        case .determinations:
            LocalizedText(zh: "每笔申领按当时政策重新判定", en: "every claim decided again under its pack")
        case .records:
            LocalizedText(zh: "个人信息与日志中的承诺值相符", en: "personal records against their commitments")
        case .claims:
            LocalizedText(
                zh: "申领、办理过程、查重键、资格和补差", en: "claims, their steps, keys, rights and supplements")
        case .money:
            LocalizedText(zh: "分录、余额、上限，合计为零", en: "postings, balances and caps; all sum to zero")
        case .months: LocalizedText(zh: "已结月份没有变动", en: "closed months have not changed")
        case .tallies: LocalizedText(zh: "汇总单元重算", en: "tally cells made anew")
        case .papers:
            LocalizedText(zh: "材料和佐证文件在，且未变", en: "papers and evidence are there, and unchanged")
        case .payments: LocalizedText(zh: "付款批次和付款", en: "pay batches and payments")
        case .registers:
            LocalizedText(zh: "登记簿、目标数值和用户", en: "registers, figures of targets, users")
        case .packs: LocalizedText(zh: "政策包及其批准、核实", en: "packs, their activation and confirmation")
        case .file: LocalizedText(zh: "数据库文件没有损坏", en: "the database file is not damaged")
        case .other: LocalizedText(zh: "其他", en: "anything else")
        }
    }

    /// The codes of what it finds.
    public var codes: Set<String> {
        switch self {
        case .entries: ["entry-missing", "entry-unreadable", "entry-incomplete"]
        case .tree: ["root-differs", "signature-bad", "checkpoint-missing", "tile-differs"]
        case .determinations:
            ["determination-differs", "pack-missing", "pack-not-active", "encumbrance-differs"]
        case .records: ["commitment-differs", "record-unreadable"]
        case .claims:
            [
                "claim-differs", "claim-missing", "claim-unlogged", "claims-differ", "step-differs",
                "step-missing", "supplement-differs", "supplement-foreign", "right-differs",
                "key-missing", "key-orphaned", "reference-missing",
            ]
        case .money:
            [
                "posting-differs", "posting-missing", "sum-not-zero", "balance-differs",
                "cap-differs", "shares-differ",
            ]
        case .months: ["month-changed", "month-differs", "month-unlogged"]
        case .tallies: ["tally-differs"]
        case .papers:
            [
                "paper-changed", "paper-differs", "paper-lost", "paper-missing",
                "evidence-differs", "evidence-missing",
            ]
        case .payments: ["batch-differs", "payment-differs", "payment-state-differs"]
        case .registers:
            [
                "record-differs", "record-missing", "figure-missing", "register-count-differs",
                "user-unlogged",
            ]
        case .packs:
            [
                "activation-differs", "confirmation-differs", "pack-differs",
                "pack-scope-differs", "pack-unlogged",
            ]
        case .file: ["file-damaged"]
        case .other: []
        }
    }

    /// How much of it was looked at; nil where the report does not count it.
    public func count(in report: VerifyReport) -> Int? {
        switch self {
        case .entries: report.entries
        case .tree: report.checkpoints
        case .determinations: report.claims
        case .records: report.records
        case .money: report.postings
        case .tallies: report.cells
        case .papers: report.papers
        default: nil
        }
    }

    /// What it found, of what the report lists.
    public func problems(in report: VerifyReport) -> [VerifyReport.Problem] {
        report.problems.filter { Self.check(of: $0.code) == self }
    }

    /// The check that finds a code.
    public static func check(of code: String) -> VerifyCheck {
        allCases.first { $0.codes.contains(code) } ?? .other
    }
}
