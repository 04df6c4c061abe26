import PolicyLibrary
import TradeInCore

/// A tiny sound pack that tests change in one place.
enum TestPack {
    static let yaml = """
        pack: tiny-2026
        version: 1.0.0
        title: {zh: 小包, en: Tiny}
        programme: appliance
        place: CN
        inForce: {from: 2026-01-01, to: 2026-12-31, by: soldOn}
        source: {number: 测〔2026〕1号, title: 测试, issued: 2025-12-30}
        verification: {status: unverified, mark: S2, note: none}
        rounding: {mode: down, to: fen, basis: assumption}
        samePerson: [applicantId]
        parameters:
          rate: [{from: 2026-01-01, value: 15%, article: 一, mark: S2}]
          cap: [{from: 2026-01-01, value: 1500.00 yuan, article: 一, mark: S2}]
          classes: [{from: 2026-01-01, value: [refrigerator, television], article: 一, mark: S2}]
        requirements:
          - code: class-not-covered
            require: itemClass in classes
            article: 二
            severity: error
            field: itemClass
            message: {zh: "品类{itemClass}", en: "Class {itemClass} of {classes}"}
        awards:
          - {code: award-rate, when: true, rate: rate, of: price, cap: cap, article: 一}
        limits:
          - code: one-per-class
            counter: tiny
            count: "1"
            per: [applicant, itemClass]
            window: year
            article: 二
            message: {zh: "每人{count}件", en: "At most {count}"}
        deadlines:
          reviewWorkingDays: {value: 15, article: 三, mark: S3}

        """

    static let notice = """
        # 通知

        ## 一 标准
        ## 二 品类
        ## 三 其他 [no rule]

        """

    static let classes = ItemClassRegister([
        ItemClass(
            key: "refrigerator", title: LocalizedText(zh: "冰箱", en: "Refrigerator"), aliases: []),
        ItemClass(key: "television", title: LocalizedText(zh: "电视", en: "Television"), aliases: []),
        ItemClass(key: "phone", title: LocalizedText(zh: "手机", en: "Phone"), aliases: []),
    ])

    /// Reads and compiles a pack under the base name `tiny`.
    static func load(
        _ yaml: String = yaml, notice: String = notice
    ) -> Result<PolicyPack, PackFaults> {
        let files = PackFiles(
            base: "tiny", yaml: Array(yaml.utf8), notice: Array(notice.utf8), cases: [])
        return PolicyLibrary.pack(from: files, register: classes)
    }

    /// The faults of a pack; empty when it loads.
    static func faults(_ yaml: String = yaml, notice: String = notice) -> [PackFault] {
        switch load(yaml, notice: notice) {
        case .success: []
        case .failure(let found): found.faults
        }
    }
}

/// A text with `⟦` at the place where a fault is expected.
struct MarkedText {
    let text: String
    let line: Int
    let column: Int

    init(_ marked: String) {
        let parts = marked.components(at: "⟦")
        let head = parts.first ?? ""
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false)
        text = parts.joined()
        line = lines.count
        column = (lines.last?.unicodeScalars.count ?? 0) + 1
    }
}

extension String {
    func components(at mark: Character) -> [String] {
        split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    }
}
