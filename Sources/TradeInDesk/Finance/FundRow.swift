import TradeInCore

/// A fund with its first money, as a file or the command line states it.
public struct FundRow: Sendable {
    /// The fund's code.
    public var code: String
    /// Its name.
    public var title: LocalizedText
    /// The year of the sales.
    public var year: Int
    /// What it pays for.
    public var scope: FundScope
    /// Zero where none is asked for.
    public var amount: Money
    /// Who bears what it pays; none where that is not settled.
    public var shares: FundingShares

    /// The columns of a fund file.
    public static let columns: [RegisterColumn] = [
        RegisterColumn("code", "资金代码", required: true),
        RegisterColumn("zh", "名称", required: false),
        RegisterColumn("en", "英文名称", required: false),
        RegisterColumn("year", "年度", required: true),
        RegisterColumn("scope", "范围", required: true),
        RegisterColumn("amount", "金额", required: true),
        RegisterColumn("shares", "资金分担", required: false),
    ]

    /// Creates the fund.
    public var create: LedgerCommand {
        .createFund(Fund(code: code, title: title, year: year, scope: scope, shares: shares))
    }

    /// Orders the money, under a reference of the file's own.
    public var appropriation: LedgerCommand {
        .orderMoney(
            MoneyOrder(
                reference: "import:" + code, kind: .appropriation, fundCode: code, amount: amount))
    }

    /// Reads a row; all findings at once.
    ///
    /// A name left out is made of year and scope.
    ///
    /// - Parameters:
    ///   - cells: texts by column key.
    ///   - needsAmount: whether the row has to say how much money comes with it.
    /// - Returns: the row unless something is wrong, and the findings.
    public static func read(
        _ cells: [String: String], needsAmount: Bool
    ) -> (row: FundRow?, findings: [Finding]) {
        var findings: [Finding] = []
        let code = code(TextFolding.folded(cells["code"] ?? ""), &findings)
        let year = year(TextFolding.folded(cells["year"] ?? ""), &findings)
        let scope = scope(TextFolding.folded(cells["scope"] ?? ""), &findings)
        let amount =
            needsAmount
            ? amount(TextFolding.folded(cells["amount"] ?? ""), &findings) : Money.zero
        let shares = shares(TextFolding.folded(cells["shares"] ?? ""), &findings)
        let zh = name(cells["zh"] ?? "", &findings)
        let en = name(cells["en"] ?? "", &findings)
        guard findings.isEmpty, let code, let year, let scope, let amount else {
            return (nil, findings)
        }
        let title = LocalizedText(
            zh: zh.isEmpty ? "\(year)年\(scope.title.zh)资金" : zh,
            en: en.isEmpty ? "\(scope.title.en) \(year)" : en)
        return (
            FundRow(
                code: code, title: title, year: year, scope: scope, amount: amount, shares: shares),
            findings
        )
    }

    private static func add(
        _ code: String, zh: String, en: String, to findings: inout [Finding]
    ) {
        findings.append(Finding(code, .error, zh: zh, en: en))
    }

    private static func code(_ text: String, _ findings: inout [Finding]) -> String? {
        let isSound =
            (1...64).contains(text.count)
            && !text.unicodeScalars.contains { scalar in
                scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            }
        if isSound { return text }
        add(
            "fund-code-shape", zh: "资金代码“\(shown(text))”应为1到64个字，不含空格。请改正。",
            en: "Fund code “\(shown(text))” must be 1 to 64 characters without blanks. Correct it.",
            to: &findings)
        return nil
    }

    private static func year(_ text: String, _ findings: inout [Finding]) -> Int? {
        if let year = Int(text), (2000...2100).contains(year) { return year }
        add(
            "fund-year-implausible", zh: "年度“\(shown(text))”应为2000到2100之间的四位年份。请改正。",
            en: "Year “\(shown(text))” must be a year from 2000 to 2100. Correct it.",
            to: &findings)
        return nil
    }

    private static func scope(_ text: String, _ findings: inout [Finding]) -> FundScope? {
        if let scope = FundScope(named: text) { return scope }
        if let category = Category.allCases.first(where: { $0.title.zh == text }) {
            return .category(category)
        }
        let programmes = Programme.allCases
        let categories = Category.allCases
        add(
            "fund-scope-unknown",
            zh: "没有“\(shown(text))”这个范围。可填补贴项目（"
                + programmes.map(\.title.zh).joined(separator: "、") + "）或类别（"
                + categories.map(\.title.zh).joined(separator: "、") + "）。",
            en: "No scope “\(shown(text))”. Use a programme ("
                + programmes.map(\.rawValue).joined(separator: ", ") + ") or a category ("
                + categories.map { FundScope.category($0).key }.joined(separator: ", ") + ").",
            to: &findings)
        return nil
    }

    private static func shares(_ text: String, _ findings: inout [Finding]) -> FundingShares {
        if let shares = FundingShares(text: text) { return shares }
        add(
            "fund-shares-unreadable",
            zh: "资金分担“\(shown(text))”应写成“来源:份额”，如central:85 county:15；来源为central、province、"
                + "city、county，各写一次，份额为1到10000。请改正。",
            en:
                "Shares “\(shown(text))” must read source:weight, as central:85 county:15, with central, "
                + "province, city or county once each and weights from 1 to 10000. Correct it.",
            to: &findings)
        return FundingShares()
    }

    private static func amount(_ text: String, _ findings: inout [Finding]) -> Money? {
        switch Money.parse(yuan: text, limit: .largestAppropriation) {
        case .success(let amount) where amount > .zero: return amount
        case .success:
            add(
                "fund-amount-not-positive", zh: "金额“\(shown(text))”应大于0。请改正。",
                en: "Amount “\(shown(text))” must be above zero. Correct it.", to: &findings)
        case .failure(let fault):
            let message = TypingFault.message(fault, text)
            add("fund-amount-unreadable", zh: message.zh, en: message.en, to: &findings)
        }
        return nil
    }

    private static func name(_ text: String, _ findings: inout [Finding]) -> String {
        if text.count <= 100 { return text }
        add(
            "fund-name-too-long", zh: "名称共\(text.count)字，最多100字。请缩短。",
            en: "The name has \(text.count) characters, the limit is 100. Shorten it.",
            to: &findings)
        return text
    }

    private static func shown(_ text: String) -> String { TypingFault.shown(text) }
}
