/// Everything that a user can do to the ledger; the duties are given out by act.
public enum Act: String, Sendable, CaseIterable {
    case submit, correct, withdraw
    case reportReturn = "report-return"
    case reserve
    case cancelRight = "cancel-right"
    case attach
    case approve
    case sendBack = "return"
    case reject, hold, unhold, reopen
    case supplement, clawback, recover
    case enrolDealer = "enrol-dealer"
    case recordEvent = "record-event"
    case recordRecycling = "record-recycling"
    case recordFigure = "record-figure"
    case attachEvidence = "attach-evidence"
    case viewEvidence = "view-evidence"
    case proposePack = "propose-pack"
    case activatePack = "activate-pack"
    case confirmValues = "confirm-values"
    case createFund = "create-fund"
    case setCap = "set-cap"
    case orderMoney = "order-money"
    case releaseMoney = "release-money"
    case buildBatch = "build-batch"
    case releaseBatch = "release-batch"
    case cancelBatch = "cancel-batch"
    case confirmPayments = "confirm-payments"
    case viewPersonal = "view-personal"
    case exportPayments = "export-payments"
    case draftMonth = "draft-month"
    case closeMonth = "close-month"
    case keepUser = "keep-user"

    /// The act's name.
    public var title: LocalizedText {
        switch self {
        case .submit: LocalizedText(zh: "提交申领", en: "submit a claim")
        case .correct: LocalizedText(zh: "补正申领", en: "correct a claim")
        case .withdraw: LocalizedText(zh: "撤回申领", en: "withdraw a claim")
        case .reportReturn: LocalizedText(zh: "报告退货", en: "report returned goods")
        case .reserve: LocalizedText(zh: "领取资格", en: "draw a right")
        case .cancelRight: LocalizedText(zh: "取消资格", en: "cancel a right")
        case .attach: LocalizedText(zh: "上传材料", en: "attach a paper")
        case .approve: LocalizedText(zh: "审核通过", en: "approve a claim")
        case .sendBack: LocalizedText(zh: "退回补正", en: "return a claim")
        case .reject: LocalizedText(zh: "驳回申领", en: "reject a claim")
        case .hold: LocalizedText(zh: "暂缓申领", en: "hold a claim")
        case .unhold: LocalizedText(zh: "解除暂缓", en: "unhold a claim")
        case .reopen: LocalizedText(zh: "重新审核", en: "reopen a claim")
        case .supplement: LocalizedText(zh: "补发差额", en: "grant a supplement")
        case .clawback: LocalizedText(zh: "核定追回", en: "assess a clawback")
        case .recover: LocalizedText(zh: "登记已追回", en: "book a recovery")
        case .enrolDealer: LocalizedText(zh: "登记经销商", en: "enrol a dealer")
        case .recordEvent: LocalizedText(zh: "登记活动", en: "record an event")
        case .recordRecycling: LocalizedText(zh: "登记回收", en: "record recycling")
        case .recordFigure: LocalizedText(zh: "登记目标数值", en: "record a figure of a target")
        case .attachEvidence: LocalizedText(zh: "上传佐证", en: "attach evidence to a record")
        case .viewEvidence: LocalizedText(zh: "查看佐证", en: "look at a record's evidence")
        case .proposePack: LocalizedText(zh: "提交政策包", en: "propose a pack")
        case .activatePack: LocalizedText(zh: "批准政策包", en: "activate a pack")
        case .confirmValues: LocalizedText(zh: "核实取值", en: "confirm values")
        case .createFund: LocalizedText(zh: "设立资金", en: "create a fund")
        case .setCap: LocalizedText(zh: "设定资金上限", en: "cap a fund")
        case .orderMoney: LocalizedText(zh: "资金制单", en: "order money")
        case .releaseMoney: LocalizedText(zh: "资金复核", en: "release money")
        case .buildBatch: LocalizedText(zh: "编制付款批次", en: "build a pay batch")
        case .releaseBatch: LocalizedText(zh: "复核付款批次", en: "release a pay batch")
        case .cancelBatch: LocalizedText(zh: "撤销付款批次", en: "cancel a pay batch")
        case .confirmPayments: LocalizedText(zh: "登记银行回执", en: "confirm payments")
        case .viewPersonal: LocalizedText(zh: "查看个人信息", en: "look at personal data")
        case .exportPayments: LocalizedText(zh: "导出付款文件", en: "export a payment file")
        case .draftMonth: LocalizedText(zh: "编制月结", en: "draft a month's close")
        case .closeMonth: LocalizedText(zh: "复核月结", en: "close a month")
        case .keepUser: LocalizedText(zh: "管理用户", en: "keep users")
        }
    }

    /// The roles that may do it; the one table of who may do what (`Docs/reference/duties.md`).
    public var roles: Set<Role> {
        switch self {
        case .submit, .correct, .attach: [.dealerStaff, .reviewer, .officer]
        case .withdraw, .reportReturn, .reserve, .cancelRight: [.dealerStaff, .officer]
        case .approve, .sendBack, .reject, .hold, .unhold, .reopen: [.reviewer]
        case .supplement, .clawback: [.officer, .financeOfficer]
        case .enrolDealer, .recordEvent, .recordRecycling, .recordFigure, .attachEvidence:
            [.officer]
        case .proposePack: [.policyAuthor]
        case .activatePack: [.policyApprover]
        case .confirmValues: [.policyAuthor, .policyApprover]
        case .createFund, .orderMoney, .buildBatch, .cancelBatch, .confirmPayments, .recover,
            .draftMonth, .setCap:
            [.financeOfficer]
        case .releaseMoney, .releaseBatch, .closeMonth: [.financeChecker]
        case .viewPersonal: [.dealerStaff, .reviewer, .officer, .financeOfficer, .auditor]
        case .viewEvidence: [.reviewer, .officer, .financeOfficer, .financeChecker, .auditor]
        case .exportPayments: [.financeOfficer, .financeChecker]
        case .keepUser: [.administrator]
        }
    }

    /// What a person may not be to a thing to do this to it.
    public var barred: Relation? {
        switch self {
        case .approve: .firstReviewed
        case .sendBack, .reject, .hold, .unhold, .reopen: .entered
        case .activatePack, .releaseMoney, .releaseBatch, .closeMonth: .made
        default: nil
        }
    }
}

/// How a person stands to what a command is about.
public enum Relation: String, Sendable, CaseIterable {
    /// Not at all.
    case stranger
    /// Staff of another dealer than the claim's.
    case otherDealer = "other-dealer"
    /// Entered the claim, or corrected it.
    case entered
    /// Gave the claim the first review that stands.
    case firstReviewed = "first-reviewed"
    /// Proposed the pack, ordered the money, built the batch, drafted the month's close.
    case made
}

extension ClaimStep {
    /// The act that takes the step; nil for the ledger's own steps.
    public var act: Act? {
        switch self {
        case .approve: .approve
        case .sendBack: .sendBack
        case .reject: .reject
        case .hold: .hold
        case .unhold: .unhold
        case .withdraw: .withdraw
        case .reopen: .reopen
        case .reportReturn: .reportReturn
        case .clawback: .clawback
        case .recover: .recover
        case .promote, .resubmit, .schedule, .unschedule, .pay, .fail: nil
        }
    }
}

extension LedgerCommand {
    /// What the command does.
    public var act: Act {
        switch self {
        case .submit: .submit
        case .correct: .correct
        case .reserve: .reserve
        case .cancelRight: .cancelRight
        case .attach: .attach
        case .enrol: .enrolDealer
        case .createFund: .createFund
        case .setCap: .setCap
        case .orderMoney: .orderMoney
        case .releaseMoney: .releaseMoney
        case .recordEvent: .recordEvent
        case .recordRecycling: .recordRecycling
        case .recordFigure: .recordFigure
        case .attachEvidence: .attachEvidence
        case .proposePack: .proposePack
        case .activatePack: .activatePack
        case .confirmValues: .confirmValues
        // A step of the ledger's own is refused as not drawn, whoever asks.
        case .step(let prepared): prepared.step.act ?? .approve
        case .supplement: .supplement
        case .buildBatch: .buildBatch
        case .releaseBatch: .releaseBatch
        case .cancelBatch: .cancelBatch
        case .confirmPayments: .confirmPayments
        case .view(.payees): .exportPayments
        case .view(.evidence): .viewEvidence
        case .view: .viewPersonal
        case .draftMonth: .draftMonth
        case .closeMonth: .closeMonth
        case .keepUser: .keepUser
        }
    }
}
