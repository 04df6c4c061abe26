/// The words of refusals and findings about pay batches and confirmations.
extension Refusal {
    static func nothingPayable(_ programme: Programme, _ leftOut: [Finding]) -> Refusal {
        let left = counted(leftOut.count, "claim was", "claims were")
        var refusal = Refusal(
            .nothingPayable,
            zh: "“\(programme.title.zh)”没有可付的申领"
                + (leftOut.isEmpty ? "。" : "，有\(leftOut.count)笔未列入，原因见各项说明。"),
            en: "Nothing of \(programme.rawValue) can be paid"
                + (leftOut.isEmpty ? "." : "; \(left) left out, each listed."))
        refusal.findings = leftOut
        return refusal
    }

    static func batchUnknown(_ number: Int64) -> Refusal {
        Refusal(
            .batchUnknown, zh: "没有付款批次“\(PayBatch.text(number))”。请核对批次号。",
            en: "There is no pay batch \(PayBatch.text(number)). Check the number.")
    }

    static func batchNotDrawn(_ batch: PayBatch) -> Refusal {
        Refusal(
            .batchNotDrawn,
            zh: "付款批次\(batch.text)现为“\(batch.state.title.zh)”，只有待复核的批次可以复核或撤销。",
            en: "Pay batch \(batch.text) is \(batch.state.rawValue); only a built one can be "
                + "released or cancelled.")
    }

    static func confirmationRepeated(logIndex: Int64) -> Refusal {
        Refusal(
            .confirmationRepeated, zh: "这份回执已登记过（日志第\(logIndex)条），未作改动。",
            en: "This confirmation was taken before (log entry \(logIndex)); nothing was changed.")
    }

    static func confirmationFaulty(_ findings: [Finding]) -> Refusal {
        var refusal = Refusal(
            .confirmationFaulty,
            zh: "回执有\(findings.count)行不能登记，整份未登记。请与银行核对后重新导入。",
            en: counted(findings.count, "line") + " of the confirmation cannot be taken, so "
                + "nothing was. Settle this with the bank and import it again.")
        refusal.findings = findings
        return refusal
    }
}

extension Finding {
    static func movedOn(_ claim: StandingClaim) -> Finding {
        let text = ClaimID(number: claim.number).text
        return Finding(
            "claim-moved-on", .notice, zh: "申领\(text)现为“\(claim.state.title.zh)”，未列入批次。",
            en: "Claim \(text) is \(claim.state.title.en.lowercased()) by now and was left out.")
    }

    static func accountMissing(_ claim: StandingClaim) -> Finding {
        let text = ClaimID(number: claim.number).text
        return Finding(
            "payee-account-missing", .warning,
            zh: "申领\(text)的经销商没有结算账户，未列入批次。请商务局先登记账户。",
            en: "The dealer of claim \(text) has no settlement account; left out. The bureau "
                + "enrols one first.")
    }

    static func payeeChanged(_ claim: StandingClaim) -> Finding {
        let text = ClaimID(number: claim.number).text
        return Finding(
            "payee-changed", .warning,
            zh: "申领\(text)审核通过后收款账户有变动，未列入批次。请审核人重新审核后再付。",
            en:
                "The payee's account changed after claim \(text) was approved; left out. A reviewer "
                + "reopens it, then pay.")
    }

    private static func line(
        _ code: String, _ line: PreparedConfirmation.Line, zh: String, en: String
    ) -> Finding {
        let name = "\(PayBatch.text(line.place.batch)) / \(line.place.line)"
        return Finding(
            code, .error, zh: "第\(line.line)行，付款\(name)：\(zh)",
            en: "Line \(line.line), payment \(name): \(en)")
    }

    static func paymentRepeated(_ line: PreparedConfirmation.Line) -> Finding {
        self.line(
            "payment-repeated", line, zh: "前面已有同一笔付款的行。请删去一行。",
            en: "an earlier line names the same payment. Remove one of them.")
    }

    static func paymentUnknown(_ line: PreparedConfirmation.Line) -> Finding {
        self.line(
            "payment-unknown", line, zh: "账本中没有这笔付款。请核对付款编号。",
            en: "the ledger knows no such payment. Check its reference.")
    }

    static func batchNotReleased(_ line: PreparedConfirmation.Line, _ batch: PayBatch) -> Finding {
        self.line(
            "batch-not-released", line, zh: "批次现为“\(batch.state.title.zh)”，没有送银行。",
            en: "its batch is \(batch.state.rawValue) and never went to the bank.")
    }

    static func amountDiffers(
        _ line: PreparedConfirmation.Line, _ payment: StandingPayment
    ) -> Finding {
        self.line(
            "payment-amount-differs", line,
            zh: "回执金额\(line.amount.groupedText)元，应为\(payment.amount.groupedText)元。请与银行核对。",
            en: "the bank names \(line.amount.groupedText) yuan, the payment is "
                + "\(payment.amount.groupedText). Settle it with the bank.")
    }

    static func alreadySettled(
        _ line: PreparedConfirmation.Line, _ payment: StandingPayment
    ) -> Finding {
        self.line(
            "payment-settled", line,
            zh: "这笔付款现为“\(payment.state.title.zh)”，不能再登记为“\(line.outcome.title.zh)”。",
            en:
                "it is \(payment.state.rawValue) already and cannot become \(line.outcome.title.en)."
        )
    }

    static func claimsMovedOn(_ line: PreparedConfirmation.Line) -> Finding {
        self.line(
            "payment-claims-moved-on", line, zh: "其中有申领已核定追回，不能再退票。请先办结追回。",
            en: "a claim in it is being clawed back. Finish that first.")
    }
}
