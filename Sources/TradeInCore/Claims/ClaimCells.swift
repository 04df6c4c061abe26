/// The cells of one row while they are read, with the findings so far.
struct ClaimCells {
    var raw: RawClaim
    var findings: [Finding]

    init(_ row: ReadRow) {
        raw = row.claim
        findings = row.findings
    }

    /// The folded text of a column; empty when there is none.
    subscript(field: ClaimField) -> String {
        mutating get {
            let text = raw[field]
            guard !text.isEmpty else { return text }
            let folded = TextFolding.folded(text)
            raw[field] = folded
            return folded
        }
    }

    /// Reports a cell: column, value seen (masked when personal), what is wrong and what to do.
    mutating func report(
        _ code: String, _ field: ClaimField, _ severity: Finding.Severity = .error, zh: String,
        en: String
    ) {
        let value = shown(field)
        let title = field.title
        findings.append(
            Finding(
                code, severity, field: field, zh: "\(title.zh)“\(value)”：\(zh)。",
                en: "\(title.en) \"\(value)\": \(en)."))
    }

    /// Reports an identifier's fault under a code made of its kind and the kind of fault.
    mutating func report(
        _ fault: IdentifierFault, _ field: ClaimField, prefix: String, severity: Finding.Severity
    ) {
        let code =
            switch fault {
            case .checkCharacter: prefix + "-check"
            case .spreadsheetDamaged: "spreadsheet-damaged"
            default: prefix + "-shape"
            }
        report(code, field, severity, zh: fault.explanation.zh, en: fault.explanation.en)
    }

    /// The value as a message may hold it: masked, short, free of characters that steer terminals.
    private func shown(_ field: ClaimField) -> String {
        let masked = TextFolding.rewritten(Masking.value(raw[field], of: field)) {
            $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }
        return masked.count > 40 ? String(masked.prefix(40)) + "…" : masked
    }

    private mutating func reportMissing(_ field: ClaimField) {
        let title = field.title
        findings.append(
            Finding(
                field == .price ? "price-missing" : "field-missing", .error, field: field,
                zh: "缺少“\(title.zh)”，该项目必填。请补填后重新提交。",
                en:
                    "\(title.en) is missing; the programme requires it. Fill it in and send it again."
            ))
    }

    /// The text of a column, or nil; reports it when it is required and empty.
    mutating func text(_ field: ClaimField, required: Bool) -> String? {
        let text = self[field]
        guard text.isEmpty else { return text }
        if required { reportMissing(field) }
        return nil
    }

    /// The text of a required column.
    mutating func required(_ field: ClaimField) -> String? { text(field, required: true) }

    /// 1 when the column is filled.
    mutating func presence(_ field: ClaimField, required: Bool) -> Int64? {
        text(field, required: required) == nil ? nil : 1
    }

    /// A day as its number.
    mutating func day(_ field: ClaimField, required: Bool) -> Int64? {
        guard let text = text(field, required: required) else { return nil }
        switch Day.parse(text) {
        case .success(let day): return Int64(day.number)
        case .failure(.noSuchDay):
            report(
                "day-impossible", field, zh: "日历上没有这一天；请核对",
                en: "no such day in the calendar; check it")
        case .failure(.notADate):
            report(
                "day-unreadable", field, zh: "不是日期；请写成2026-03-01",
                en: "not a date; write 2026-03-01")
        }
        return nil
    }

    /// A positive amount in fen.
    mutating func amount(_ field: ClaimField, required: Bool) -> Int64? {
        guard let text = text(field, required: required) else { return nil }
        switch Money.parse(yuan: text) {
        case .success(let amount) where amount.fen > 0: return amount.fen
        case .success:
            report(
                "amount-not-positive", field, zh: "金额应大于0；请核对发票",
                en: "must be above 0; check the invoice")
        case .failure(.tooManyDecimals):
            report(
                "amount-decimals", field, zh: "最多两位小数（到分）；请按发票金额填写",
                en: "at most two decimals (fen); write the invoice's amount")
        case .failure(.tooLarge):
            let limit = Money.largestStated.groupedText
            report(
                "amount-too-large", field, zh: "超过\(limit)元，不可能是单件商品；请核对",
                en: "above \(limit) yuan, which no single item costs; check it")
        case .failure(.notAnAmount):
            report(
                "amount-unreadable", field, zh: "不是金额；请只写数字，如12000.00",
                en: "not an amount; write digits only, such as 12000.00")
        }
        return nil
    }

    /// A whole number within bounds.
    mutating func integer(
        _ field: ClaimField, required: Bool, _ range: ClosedRange<Int64>
    ) -> Int64? {
        guard let text = text(field, required: required) else { return nil }
        if let value = Int64(text), range.contains(value) { return value }
        report(
            "number-unreadable", field,
            zh: "应为\(range.lowerBound)到\(range.upperBound)的整数；请核对",
            en: "must be a whole number from \(range.lowerBound) to \(range.upperBound); check it")
        return nil
    }

    /// Yes or no.
    mutating func flag(_ field: ClaimField, required: Bool) -> Int64? {
        choice(field, required: required, Self.flags, shown: "是/否, Y/N, true/false")
    }

    private static let flags: [String: Int] = [
        "是": 1, "Y": 1, "y": 1, "true": 1, "TRUE": 1, "True": 1, "yes": 1, "否": 0, "N": 0, "n": 0,
        "false": 0, "FALSE": 0, "False": 0, "no": 0,
    ]

    /// One word of a closed set, as its number.
    mutating func choice(
        _ field: ClaimField, required: Bool, _ words: [String: Int], shown: String
    ) -> Int64? {
        guard let text = text(field, required: required) else { return nil }
        if let value = words[text] { return Int64(value) }
        report("value-unknown", field, zh: "可填：\(shown)；请改正", en: "write one of \(shown)")
        return nil
    }

    /// An identifier in its one form; empty when the column is.
    mutating func identifier(
        _ field: ClaimField, required: Bool, prefix: String,
        failedCheck: Finding.Severity = .error, _ normalise: (String) -> String,
        _ check: (String) -> IdentifierFault?
    ) -> String {
        guard let text = text(field, required: required) else { return "" }
        let normalised = normalise(text)
        if let fault = check(normalised) {
            var severity = Finding.Severity.error
            if case .checkCharacter = fault { severity = failedCheck }
            report(fault, field, prefix: prefix, severity: severity)
        }
        return normalised
    }
}
