extension RecyclingRecord {
    /// The three custody days as read; nil where empty or at fault.
    struct Custody {
        var handedIn: Day?
        var received: Day?
        var dismantled: Day?
    }

    /// Reads the custody days and checks that they follow each other and have come.
    static func custody(in row: inout RegisterCells, today: Day) -> Custody {
        let days = Custody(
            handedIn: row.day("handedInOn"), received: row.day("receivedOn"),
            dismantled: row.day("dismantledOn"))
        for (key, day) in [
            ("handedInOn", days.handedIn), ("receivedOn", days.received),
            ("dismantledOn", days.dismantled),
        ] {
            guard let day, day > today else { continue }
            row.add(
                "recycling-day-in-future", at: key, zh: "晚于今天（\(today.isoText)）。请核对日期。",
                en: "it is after today (\(today.isoText)). Check the date.")
        }
        checkOrder(days.handedIn, "handedInOn", days.received, "receivedOn", in: &row)
        checkOrder(days.received, "receivedOn", days.dismantled, "dismantledOn", in: &row)
        if days.received == nil {
            checkOrder(days.handedIn, "handedInOn", days.dismantled, "dismantledOn", in: &row)
        }
        if days.dismantled != nil, row.folded("receivedOn").isEmpty {
            row.add(
                "recycling-custody-gap", on: "receivedOn", zh: "已填拆解日期，却没有接收日期。请补填接收日期。",
                en: "A day of dismantling is given without a day of receipt. Fill in receivedOn.")
        }
        return days
    }

    private static func checkOrder(
        _ earlier: Day?, _ earlierKey: String, _ later: Day?, _ laterKey: String,
        in row: inout RegisterCells
    ) {
        guard let earlier, let later, later < earlier else { return }
        let first = row.title(earlierKey)
        let second = row.title(laterKey)
        row.add(
            "recycling-custody-order", on: laterKey,
            zh: "\(second.zh)（\(later.isoText)）早于\(first.zh)（\(earlier.isoText)）。"
                + "顺序应为交旧、接收、拆解。请核对日期。",
            en: "\(second.en) (\(later.isoText)) is before \(first.en) (\(earlier.isoText)). "
                + "Items are handed in, received, then dismantled. Check the days.")
    }

    /// A positive count; one for a vehicle.
    static func quantity(of kind: Kind?, in row: inout RegisterCells) -> Int? {
        guard let count = row.count("quantity", limit: 100_000) else { return nil }
        if count == 0 {
            row.add(
                "recycling-quantity-zero", at: "quantity", zh: "数量至少为1。请核对。",
                en: "at least one item is handed in. Check it.")
            return nil
        }
        if kind == .vehicle, count != 1 {
            row.add(
                "recycling-vehicle-quantity", at: "quantity", zh: "每辆报废汽车单独登记一行，数量应为1。请拆分。",
                en: "each vehicle has a row and a certificate of its own. Split the row.")
            return nil
        }
        return count
    }

    /// The serial number of one item, as typed; it is compared without width, case and blanks.
    static func serialNumber(_ quantity: Int?, in row: inout RegisterCells) -> String? {
        guard let serial = row.text("serialNumber", limit: 64) else { return nil }
        guard !TextFolding.key(serial).isEmpty else {
            row.add(
                "recycling-serial-malformed", at: "serialNumber", zh: "没有字母或数字。没有序列号的请留空。",
                en: "it has no letter or digit. Leave the cell empty where there is no number.")
            return nil
        }
        if let quantity, quantity != 1 {
            row.add(
                "recycling-serial-quantity", at: "serialNumber",
                zh: "一个序列号只对应一件，数量却为\(quantity)。请逐件登记。",
                en:
                    "a serial number names one item and the quantity is \(quantity). Give each item a "
                    + "row.")
            return nil
        }
        return serial
    }

    /// The number of a reverse invoice: an invoice's number like any other.
    static func reverseInvoice(in row: inout RegisterCells) -> String? {
        guard !row.isEmpty("reverseInvoice") else { return nil }
        let number = InvoiceNumber.normalise(row.folded("reverseInvoice"))
        guard let fault = InvoiceNumber.checkNumber(number) else { return number }
        row.add("recycling-reverse-invoice-malformed", at: "reverseInvoice", fault)
        return nil
    }

    /// The certificate number as ``RecyclingCertificate`` stores it, so that it can be
    /// compared with the one on a claim.
    static func certificate(in row: inout RegisterCells) -> String? {
        guard !row.isEmpty("certificate") else { return nil }
        let number = RecyclingCertificate.normalise(row.folded("certificate"))
        guard !TextFolding.key(number).isEmpty else {
            row.add(
                "recycling-certificate-malformed", at: "certificate", zh: "没有字母或数字。请核对证明编号。",
                en: "it has no letter or digit. Check the certificate's number.")
            return nil
        }
        guard let fault = RecyclingCertificate.check(number) else { return number }
        row.add("recycling-certificate-malformed", at: "certificate", fault)
        return nil
    }
}

extension RegisterCells {
    /// A unified social credit code; a wrong check character needs a person, not a refusal.
    mutating func creditCode(_ key: String, required: Bool? = nil) -> String? {
        guard !isEmpty(key, required: required) else { return nil }
        let code = CreditCode.normalise(folded(key))
        switch CreditCode.check(code) {
        case nil: return code
        case .checkCharacter(let expected):
            add(
                "register-credit-code-check", .warning, at: key,
                .checkCharacter(expected: expected))
            return code
        case .some(let fault):
            add("register-credit-code-malformed", at: key, fault)
            return nil
        }
    }

    fileprivate mutating func add(
        _ code: String, _ severity: Finding.Severity = .error, at key: String,
        _ fault: IdentifierFault
    ) {
        let why = fault.explanation
        add(code, severity, at: key, zh: why.zh + "。", en: why.en + ".")
    }
}
