/// The words of each refusal: what was asked, what stands against it, what to do.
extension Refusal {
    static func claimRefReused(_ ref: String) -> Refusal {
        Refusal(
            .claimRefReused,
            zh: "申领编号“\(ref)”已用于内容不同的另一笔申领。更正请走更正流程；新申领请换一个编号。",
            en: "Reference \(ref) stands on another claim with other contents. "
                + "Correct that claim, or give the new one a reference of its own.")
    }

    static func dealerUnknown(_ code: String) -> Refusal {
        Refusal(
            .dealerUnknown, zh: "经销商“\(code)”未登记。请核对统一社会信用代码，或先向商务局登记。",
            en: "No dealer has the code \(code). Check it, or enrol with the commerce bureau first."
        )
    }

    static func dealerNotActive(_ dealer: Dealer) -> Refusal {
        Refusal(
            .dealerNotActive, zh: "经销商“\(dealer.name)”当前为“\(dealer.state.title.zh)”，不能申领。请联系商务局。",
            en:
                "Dealer \(dealer.code) is \(dealer.state.rawValue) and cannot claim. Ask the bureau."
        )
    }

    static func dealerNotEnrolled(_ dealer: Dealer, _ programme: Programme) -> Refusal {
        let own = dealer.programmes.sorted { $0.rawValue < $1.rawValue }
        return Refusal(
            .dealerNotEnrolled,
            zh: "经销商“\(dealer.name)”未参加“\(programme.title.zh)”（已参加："
                + own.map(\.title.zh).joined(separator: "、") + "）。请先向商务局申请参加。",
            en: "Dealer \(dealer.code) is not enrolled in \(programme.rawValue), only in "
                + own.map(\.rawValue).joined(separator: ", ") + ". Apply to the bureau first.")
    }

    static func ineligible(_ determination: Determination) -> Refusal {
        let errors = determination.findings.filter { $0.severity == .error }
        return Refusal(
            .ineligible, article: errors.first { $0.article != nil }?.article,
            zh: "不符合条件，共\(errors.count)处问题，详见各项说明。改正后可重新提交。",
            en:
                "Not eligible: \(errors.count) finding(s), each listed. Mend them and send the claim again."
        )
    }

    static func alreadyClaimed(_ key: ClaimKey, _ claim: Claim) -> Refusal {
        let field = key.field
        let value = Masking.value(claim.raw[field], of: field)
        return Refusal(
            key.kind.refusal, zh: "\(field.title.zh)“\(value)”已登记在另一笔申领上，一物只补一次。请核对；如属冒用请报商务局。",
            en: "\(field.title.en) \"\(value)\" stands on another claim; one item earns once. "
                + "Check it; report misuse to the bureau.")
    }

    static func limitReached(_ limit: PreparedLimit, used: Int) -> Refusal {
        func filled(_ template: String) -> String {
            filledTemplate(template) { $0 == "count" ? String(limit.most) : nil }
        }
        return Refusal(
            .limitReached, article: limit.article,
            zh: filled(limit.message.zh) + "（已有\(used)笔，上限\(limit.most)笔）",
            en: filled(limit.message.en) + " (\(used) so far, at most \(limit.most))")
    }

    static func fundMissing(_ programme: Programme, _ year: Int) -> Refusal {
        Refusal(
            .fundMissing, zh: "\(year)年没有为“\(programme.title.zh)”设立资金。请财政先建立资金并下达。",
            en:
                "No fund pays for \(programme.rawValue) in \(year). Finance creates and funds one first."
        )
    }

    static func fundCodeTaken(_ code: String) -> Refusal {
        Refusal(
            .fundCodeTaken, zh: "资金代码“\(code)”已用于另一项资金。请换一个代码。",
            en: "Fund code \(code) is another fund's. Choose another.")
    }

    static func fundScopeTaken(_ fund: Fund, _ other: String) -> Refusal {
        Refusal(
            .fundScopeTaken, zh: "\(fund.year)年“\(fund.scope.title.zh)”已有资金“\(other)”。请向该资金下达。",
            en: "Fund \(other) holds \(fund.scope.key) in \(fund.year) already. Appropriate to it.")
    }

    static func fundUnknown(_ code: String) -> Refusal {
        Refusal(
            .fundUnknown, zh: "没有代码为“\(code)”的资金。请用 fund balance 查看。",
            en: "No fund has the code \(code). See fund balance.")
    }

    static func amountNotPositive(_ amount: Money) -> Refusal {
        Refusal(
            .amountNotPositive, zh: "金额\(amount.groupedText)应大于0。",
            en: "The amount \(amount.groupedText) must be above zero.")
    }

    static func appropriationRefReused(_ reference: String) -> Refusal {
        Refusal(
            .appropriationRefReused, zh: "下达文号“\(reference)”已用于另一笔下达。请核对文号。",
            en: "Reference \(reference) stands on another appropriation. Check the document number."
        )
    }

    static func recordRefReused(_ reference: String) -> Refusal {
        Refusal(
            .recordRefReused, zh: "编号“\(reference)”已用于内容不同的另一条记录。请核对编号。",
            en: "Reference \(reference) stands on another record with other contents. Check it.")
    }

    static func certificateAlreadyRecorded(_ certificate: String) -> Refusal {
        Refusal(
            .certificateAlreadyRecorded, zh: "回收证明“\(certificate)”已登记在另一条回收记录上，不能重复计数。请核对。",
            en:
                "Certificate \(certificate) stands on another recycling record and counts once. Check it."
        )
    }

    static func eventAlreadyRecorded(_ event: CountyEvent) -> Refusal {
        Refusal(
            .eventAlreadyRecorded,
            zh: "同名活动“\(event.name)”已在同一镇街、同一天登记。请核对是否重复。",
            en: "An event \(event.name) in the same town on the same day is recorded already.")
    }
}

/// Findings that only the ledger can make.
extension Finding {
    static func lookAlike(_ key: ClaimKey, _ claim: Claim) -> Finding {
        let field = key.field
        let value = Masking.value(claim.raw[field], of: field)
        return Finding(
            "near-duplicate", .warning, field: field,
            zh: "\(field.title.zh)“\(value)”与已登记的另一笔只差易混字符（O与0、I与1）。请人工核对实物。",
            en:
                "\(field.title.en) \"\(value)\" differs from one on record only by characters that look "
                + "alike (O and 0, I and 1). A person must look at the item.")
    }

    static func fundExhausted(_ code: String, needed: Money, available: Money) -> Finding {
        Finding(
            "fund-exhausted", .notice,
            zh: "资金“\(code)”可用\(available.groupedText)元，不足\(needed.groupedText)元；"
                + "已按提交先后列入候补。",
            en:
                "Fund \(code) has \(available.groupedText) yuan left, less than \(needed.groupedText); "
                + "the claim is in line in the order of submission.")
    }
}
