import TradeInCore

/// What to do about a finding or a refusal, in a few words, by its code.
public enum FindingRemedy {
    /// The remedy.
    ///
    /// - Parameters:
    ///   - code: the code of the finding or refusal.
    ///   - severity: how much it matters.
    ///   - isOfRule: whether a rule of a pack spoke.
    /// - Returns: what the sender of the file does next.
    public static func text(
        _ code: String, _ severity: Finding.Severity, isOfRule: Bool
    ) -> LocalizedText {
        if let own = byCode[code] { return own }
        if let stem = byEnding.first(where: { code.hasSuffix($0.key) }) { return stem.value }
        if severity != .error { return waits }
        return isOfRule ? rule : check
    }

    private static let waits = LocalizedText(zh: "不用改，等待人工审核", en: "nothing; a person looks at it")
    private static let check = LocalizedText(zh: "核对后改正", en: "check and correct it")
    private static let rule = LocalizedText(
        zh: "数据有误请改正；无误则不符合条款", en: "correct it if it is wrong; else the article excludes it")
    private static let document = LocalizedText(zh: "对照证件、发票改正", en: "compare with the document")
    private static let duplicate = LocalizedText(
        zh: "核对是否录错；确为同一件则不能再报", en: "check the entry; what was claimed is not claimed again")
    private static let bureau = LocalizedText(zh: "联系商务局", en: "ask the commerce bureau")

    private static let login = LocalizedText(
        zh: "核对登录名，或请管理员处理", en: "check the login, or ask the administrator")

    private static let byEnding: KeyValuePairs<String, LocalizedText> = [
        "-check": document, "-shape": document, "-already-claimed": duplicate,
    ]

    private static let byCode: [String: LocalizedText] = [
        "field-missing": LocalizedText(zh: "补填", en: "fill it in"),
        "price-missing": LocalizedText(zh: "按发票补填", en: "fill it in from the invoice"),
        "programme-unknown": LocalizedText(zh: "从下拉列表中选择", en: "choose from the list"),
        "value-unknown": LocalizedText(zh: "从下拉列表中选择", en: "choose from the list"),
        "class-unknown": LocalizedText(zh: "用通知中的品类名", en: "use the notice's word"),
        "town-unknown": LocalizedText(zh: "写镇街全称", en: "use the town's full name"),
        "day-unreadable": LocalizedText(zh: "写成 2026-03-01", en: "write 2026-03-01"),
        "amount-decimals": LocalizedText(zh: "按发票金额填写", en: "write the invoice's amount"),
        "amount-unreadable": LocalizedText(zh: "只写数字", en: "write digits only"),
        "spreadsheet-damaged": LocalizedText(
            zh: "列设为文本后对照原件重录", en: "format as text, enter it again"),
        "cell-error": LocalizedText(zh: "改正公式或直接填值", en: "mend the formula or write the value"),
        "formula-uncalculated": LocalizedText(
            zh: "用 Excel 或 WPS 打开并保存", en: "open and save it in Excel or WPS"),
        "claim-ref-reused": LocalizedText(
            zh: "换一个申领编号；改已登记的申领请先退回",
            en: "use another reference; a booked claim must be returned first"),
        "user-unknown": login, "user-disabled": login, "role-missing": login, "other-dealer": login,
        "dealer-unknown": bureau, "dealer-not-active": bureau, "dealer-not-enrolled": bureau,
        "no-pack-in-force": LocalizedText(
            zh: "核对日期；无误请问商务局", en: "check the day; else ask the bureau"),
        "fund-missing": bureau, "no-award": bureau, "awards-overlap": bureau,
        "limit-reached": LocalizedText(
            zh: "已达上限，不能再报", en: "the limit is reached; not claimed again"),
        "fund-exhausted": LocalizedText(zh: "不用改，已候补", en: "nothing; it waits for money"),
        "row-short": LocalizedText(zh: "补全单元格", en: "add the missing cells"),
        "row-long": LocalizedText(zh: "删除多余单元格", en: "remove the extra cells"),
    ]
}
