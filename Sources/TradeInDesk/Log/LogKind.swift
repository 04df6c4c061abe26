import TradeInCore

/// What an entry of the log is, as `Docs/reference/log.md` lists it.
public enum LogKind: String, Sendable, CaseIterable {
    case claimSubmit = "claim.submit"
    case claimRefuse = "claim.refuse"
    case claimCorrect = "claim.correct"
    case claimStep = "claim.step"
    case claimPaper = "claim.paper"
    case claimSupplement = "claim.supplement"
    case claimRise = "claim.rise"
    case rightReserve = "right.reserve"
    case rightLapse = "right.lapse"
    case rightCancel = "right.cancel"
    case personalView = "personal.view"
    case dealerEnrol = "dealer.enrol"
    case eventRecord = "event.record"
    case recyclingRecord = "recycling.record"
    case recordEvidence = "record.evidence"
    case targetFigure = "target.figure"
    case fundCreate = "fund.create"
    case fundAppropriate = "fund.appropriate"
    case fundCap = "fund.cap"
    case moneyOrder = "money.order"
    case moneyRelease = "money.release"
    case payBatch = "pay.batch"
    case payRelease = "pay.release"
    case payCancel = "pay.cancel"
    case payConfirm = "pay.confirm"
    case monthDraft = "month.draft"
    case monthClose = "month.close"
    case policyKeep = "policy.keep"
    case policyPropose = "policy.propose"
    case policyActivate = "policy.activate"
    case policyConfirm = "policy.confirm"
    case userKeep = "user.keep"

    /// The kind, in words.
    public var title: LocalizedText {
        switch self {
        case .claimSubmit: LocalizedText(zh: "登记申领", en: "claim registered")
        case .claimRefuse: LocalizedText(zh: "申领未受理", en: "claim refused")
        case .claimCorrect: LocalizedText(zh: "补正申领", en: "claim corrected")
        case .claimStep: LocalizedText(zh: "申领办理", en: "step on a claim")
        case .claimPaper: LocalizedText(zh: "上传材料", en: "paper attached")
        case .claimSupplement: LocalizedText(zh: "补差", en: "supplement granted")
        case .claimRise: LocalizedText(zh: "补差（另立一笔）", en: "supplement as a linked award")
        case .rightReserve: LocalizedText(zh: "领取资格", en: "right drawn")
        case .rightLapse: LocalizedText(zh: "资格失效", en: "right lapsed")
        case .rightCancel: LocalizedText(zh: "取消资格", en: "right cancelled")
        case .personalView: LocalizedText(zh: "查看个人信息", en: "look at personal data")
        case .dealerEnrol: LocalizedText(zh: "登记经销商", en: "dealer enrolled")
        case .eventRecord: LocalizedText(zh: "登记活动", en: "event recorded")
        case .recyclingRecord: LocalizedText(zh: "登记回收", en: "recycling recorded")
        case .recordEvidence: LocalizedText(zh: "上传佐证", en: "evidence attached")
        case .targetFigure: LocalizedText(zh: "登记目标数值", en: "figure of a target")
        case .fundCreate: LocalizedText(zh: "设立资金", en: "fund created")
        case .fundAppropriate: LocalizedText(zh: "下达资金", en: "money appropriated")
        case .fundCap: LocalizedText(zh: "设定资金上限", en: "fund capped")
        case .moneyOrder: LocalizedText(zh: "资金制单", en: "money ordered")
        case .moneyRelease: LocalizedText(zh: "资金复核", en: "money released")
        case .payBatch: LocalizedText(zh: "编制付款批次", en: "pay batch built")
        case .payRelease: LocalizedText(zh: "复核付款批次", en: "pay batch released")
        case .payCancel: LocalizedText(zh: "撤销付款批次", en: "pay batch cancelled")
        case .payConfirm: LocalizedText(zh: "登记银行回执", en: "payments confirmed")
        case .monthDraft: LocalizedText(zh: "编制月结", en: "month's close drafted")
        case .monthClose: LocalizedText(zh: "复核月结", en: "month closed")
        case .policyKeep: LocalizedText(zh: "存入政策包（旧账本）", en: "pack kept (old ledger)")
        case .policyPropose: LocalizedText(zh: "提交政策包", en: "pack proposed")
        case .policyActivate: LocalizedText(zh: "批准政策包", en: "pack activated")
        case .policyConfirm: LocalizedText(zh: "核实取值", en: "values confirmed")
        case .userKeep: LocalizedText(zh: "管理用户", en: "user kept")
        }
    }
}

/// An entry of the log as lists show it.
public struct LogLine: Hashable, Sendable {
    /// Its place, from 0.
    public var index: UInt64
    /// When it was written; nil when the entry is not in its form.
    public var at: Moment?
    /// Who acted.
    public var actor: String
    /// The kind's own word, `claim.step`.
    public var kindWord: String
    /// The kind, and the step where it is one.
    public var title: LocalizedText
    /// The claim that it names.
    public var claim: ClaimID?

    /// Reads what lists show; an entry that is not in its form has empty members.
    ///
    /// - Parameters:
    ///   - index: its place.
    ///   - entry: its bytes.
    public init(index: UInt64, entry: [UInt8]) {
        let json = Self.read(entry)
        self.index = index
        at = json?["at"]?.string.flatMap(Moment.init(text:))
        actor = json?["actor"]?.string ?? ""
        kindWord = json?["kind"]?.string ?? ""
        let kind = LogKind(rawValue: kindWord)
        title =
            kind?.title ?? LocalizedText(zh: "未知类别 \(kindWord)", en: "unknown kind \(kindWord)")
        if kind == .claimStep, let step = json?["step"]?.string.flatMap(ClaimStep.init(rawValue:)) {
            title = LocalizedText(
                zh: "\(title.zh)：\(step.title.zh)", en: "\(title.en): \(step.title.en)")
        }
        claim = json?["claim"]?.integer.flatMap { $0 > 0 ? ClaimID(number: $0) : nil }
    }

    private static func read(_ entry: [UInt8]) -> JSONValue? {
        // What cannot be read is shown as it is; verification names it.
        do { return try JSONValue.parse(entry) } catch { return nil }
    }
}
