/// What a person does with a claim that stands in the ledger.
public enum ClaimStep: String, Sendable, CaseIterable {
    /// Approve: the first review of a submitted claim, the second of a first-approved one.
    case approve
    /// Send back for correction.
    case sendBack = "return"
    /// Refuse for good.
    case reject
    /// Stop until something is cleared up.
    case hold
    /// Go on where a hold stopped.
    case unhold
    /// Take back, by the dealer.
    case withdraw
    /// Take an approval back before anything is scheduled for payment.
    case reopen
    /// Leave the waiting line, because money has come back; the ledger's own step.
    case promote
    /// Come back corrected, with its place kept.
    case resubmit
    /// Enter a pay batch.
    case schedule
    /// Leave a pay batch that is not carried out.
    case unschedule
    /// Be paid, by the bank's confirmation.
    case pay
    /// Come back unpaid, by the bank's confirmation.
    case fail
    /// Report that the goods were returned.
    case reportReturn = "report-return"
    /// Assess that what was paid is to be paid back.
    case clawback
    /// Book that it was paid back.
    case recover

    /// The step's name.
    public var title: LocalizedText {
        switch self {
        case .approve: LocalizedText(zh: "通过", en: "approve")
        case .sendBack: LocalizedText(zh: "退回补正", en: "return")
        case .reject: LocalizedText(zh: "驳回", en: "reject")
        case .hold: LocalizedText(zh: "暂缓", en: "hold")
        case .unhold: LocalizedText(zh: "解除暂缓", en: "unhold")
        case .withdraw: LocalizedText(zh: "撤回", en: "withdraw")
        case .reopen: LocalizedText(zh: "重新审核", en: "reopen")
        case .promote: LocalizedText(zh: "候补转正", en: "promote")
        case .resubmit: LocalizedText(zh: "补正后重新提交", en: "resubmit")
        case .schedule: LocalizedText(zh: "列入付款批次", en: "schedule")
        case .unschedule: LocalizedText(zh: "移出付款批次", en: "unschedule")
        case .pay: LocalizedText(zh: "已付款", en: "pay")
        case .fail: LocalizedText(zh: "付款失败（退票）", en: "fail")
        case .reportReturn: LocalizedText(zh: "报告退货", en: "report returned goods")
        case .clawback: LocalizedText(zh: "核定追回", en: "claw back")
        case .recover: LocalizedText(zh: "已追回", en: "recover")
        }
    }

    /// Whether a reviewer of the bureau takes the step.
    public var isReview: Bool {
        switch self {
        case .approve, .sendBack, .reject, .hold, .unhold, .reopen: true
        default: false
        }
    }

    /// Whether a person takes the step on one claim; the others come with a correction, a pay
    /// batch, a bank's confirmation, or by the ledger's own hand.
    public var isAsked: Bool { act != nil }

    /// Whether the step may end a claim, so that its money, locks and counts are free again.
    public var endsClaim: Bool {
        self == .reject || self == .withdraw || self == .reportReturn
    }

    /// Whether the step takes money back from where an earlier month may have booked it.
    public var takesBack: Bool {
        switch self {
        case .reject, .withdraw, .reopen, .resubmit, .fail, .reportReturn, .clawback: true
        default: false
        }
    }

    /// Where the step leads; nil when it is not drawn from there.
    ///
    /// - Parameters:
    ///   - state: where the claim stands.
    ///   - heldFrom: where it stood before a hold.
    /// - Returns: the state that the step leads to.
    public func target(from state: ClaimState, heldFrom: ClaimState?) -> ClaimState? {
        switch (self, state) {
        case (.approve, .submitted): .firstApproved
        case (.approve, .firstApproved): .approved
        case (.sendBack, .submitted), (.sendBack, .firstApproved): .returned
        case (.hold, .submitted), (.hold, .firstApproved): .held
        case (.unhold, .held): heldFrom
        case (.reject, .submitted), (.reject, .firstApproved), (.reject, .held),
            (.reject, .returned), (.reject, .waitlisted):
            .rejected
        case (.withdraw, .submitted), (.withdraw, .firstApproved), (.withdraw, .approved),
            (.withdraw, .held), (.withdraw, .returned), (.withdraw, .waitlisted):
            .withdrawn
        case (.reopen, .approved): .submitted
        case (.promote, .waitlisted), (.resubmit, .returned): .submitted
        case (.schedule, .approved): .scheduled
        case (.unschedule, .scheduled), (.fail, .scheduled), (.fail, .paid): .approved
        case (.pay, .scheduled): .paid
        case (.clawback, .paid), (.reportReturn, .paid): .clawbackDue
        case (.recover, .clawbackDue): .clawedBack
        case (.reportReturn, _): ClaimStep.withdraw.target(from: state, heldFrom: heldFrom)
        default: nil
        }
    }
}

/// Why a claim was returned, held, rejected, withdrawn or reopened.
public enum StepReason: String, Sendable, CaseIterable {
    case paperMissing = "paper-missing"
    case paperUnreadable = "paper-unreadable"
    case nameMismatch = "name-mismatch"
    case invoiceMismatch = "invoice-mismatch"
    case vehicleMismatch = "vehicle-mismatch"
    case itemMismatch = "item-mismatch"
    case certificateNotVerified = "certificate-not-verified"
    case suspectedFraud = "suspected-fraud"
    case suspectedDuplicate = "suspected-duplicate"
    case priceAbnormal = "price-abnormal"
    case underInvestigation = "under-investigation"
    case notEligible = "not-eligible"
    case correctionsOverdue = "corrections-overdue"
    case applicantRequest = "applicant-request"
    case goodsReturned = "goods-returned"
    case enteredInError = "entered-in-error"
    case reviewError = "review-error"
    case paidInError = "paid-in-error"
    case auditFinding = "audit-finding"
    /// Anything else; needs a note.
    case other

    /// The steps that the reason can be given for.
    public var steps: Set<ClaimStep> {
        switch self {
        case .paperMissing, .paperUnreadable: [.sendBack, .hold, .reject]
        case .nameMismatch, .invoiceMismatch, .vehicleMismatch, .itemMismatch: [.sendBack, .reject]
        case .certificateNotVerified, .suspectedDuplicate, .priceAbnormal:
            [.sendBack, .hold, .reject]
        case .suspectedFraud: [.hold, .reject, .clawback]
        case .underInvestigation: [.hold]
        case .notEligible, .correctionsOverdue: [.reject]
        case .applicantRequest: [.withdraw, .reject]
        case .goodsReturned: [.withdraw, .reject, .reportReturn, .clawback]
        case .paidInError, .auditFinding: [.clawback]
        case .enteredInError: [.withdraw, .reject, .sendBack]
        case .reviewError: [.reopen]
        case .other: [.sendBack, .hold, .reject, .withdraw, .reopen, .clawback, .reportReturn]
        }
    }

    /// The reason as people read it.
    public var title: LocalizedText {
        switch self {
        case .paperMissing: LocalizedText(zh: "材料缺失", en: "a paper is missing")
        case .paperUnreadable: LocalizedText(zh: "材料不清晰", en: "a paper cannot be read")
        case .nameMismatch: LocalizedText(zh: "姓名或证件不一致", en: "names or IDs do not agree")
        case .invoiceMismatch: LocalizedText(zh: "发票与申领不符", en: "the invoice does not agree")
        case .vehicleMismatch: LocalizedText(zh: "车辆信息与证明不符", en: "the vehicle does not agree")
        case .itemMismatch: LocalizedText(zh: "商品与申领不符", en: "the item does not agree")
        case .certificateNotVerified:
            LocalizedText(zh: "回收证明核验不通过", en: "the certificate was not verified")
        case .suspectedFraud: LocalizedText(zh: "涉嫌骗补", en: "suspected fraud")
        case .suspectedDuplicate: LocalizedText(zh: "疑似重复申领", en: "suspected duplicate")
        case .priceAbnormal: LocalizedText(zh: "价格异常", en: "the price is abnormal")
        case .underInvestigation: LocalizedText(zh: "正在核查", en: "under investigation")
        case .notEligible: LocalizedText(zh: "不符合条件", en: "not eligible")
        case .correctionsOverdue: LocalizedText(zh: "逾期未补正", en: "not corrected in time")
        case .applicantRequest: LocalizedText(zh: "申请人要求", en: "at the applicant's request")
        case .goodsReturned: LocalizedText(zh: "已退货", en: "the goods were returned")
        case .enteredInError: LocalizedText(zh: "录入错误", en: "entered in error")
        case .reviewError: LocalizedText(zh: "审核有误", en: "the review was wrong")
        case .paidInError: LocalizedText(zh: "误付", en: "paid in error")
        case .auditFinding: LocalizedText(zh: "审计发现", en: "found by an audit")
        case .other: LocalizedText(zh: "其他（须备注）", en: "other (needs a note)")
        }
    }
}

extension ClaimStep {
    /// Whether the step must say why.
    public var needsReason: Bool { StepReason.allCases.contains { $0.steps.contains(self) } }

    /// The reasons that can be given, in the catalogue's order.
    public var reasons: [StepReason] { StepReason.allCases.filter { $0.steps.contains(self) } }
}
