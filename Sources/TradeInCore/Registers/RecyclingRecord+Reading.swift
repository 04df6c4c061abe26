extension RecyclingRecord {
    /// The columns of a recycling file, in template order.
    public static let columns: [RegisterColumn] = [
        RegisterColumn("recordRef", "记录编号", required: true),
        RegisterColumn("kind", "类别", required: true),
        RegisterColumn("itemClass", "品类", required: false),
        RegisterColumn("quantity", "数量", required: true),
        RegisterColumn("massKg", "质量千克", required: false),
        RegisterColumn("recyclerCode", "回收企业代码", required: true),
        RegisterColumn("recyclerLicensed", "回收企业资质", required: true),
        RegisterColumn("certificate", "回收证明编号", required: false),
        RegisterColumn("handedInOn", "交旧日期", required: true),
        RegisterColumn("receivedOn", "接收日期", required: false),
        RegisterColumn("dismantledOn", "拆解日期", required: false),
        RegisterColumn("claimRef", "关联申领编号", required: false),
        RegisterColumn("dealerCode", "关联经销商代码", required: false),
        RegisterColumn("serialNumber", "旧机序列号", required: false),
        RegisterColumn("reverseInvoice", "反向开票号码", required: false),
    ]

    /// Reads one row of text cells.
    ///
    /// `itemClass` must be said for appliances. A record that is sound and yet does not
    /// count says why, as a notice.
    ///
    /// - Parameters:
    ///   - cells: text by column key; absent keys are empty, unknown keys are ignored
    ///     (the file reader reports unknown columns once).
    ///   - today: the county's calendar date; no custody day lies after it.
    /// - Returns: the record, or nil when a finding is an error; and all findings.
    public static func read(
        _ cells: [String: String], today: Day
    ) -> (record: RecyclingRecord?, findings: [Finding]) {
        var row = RegisterCells(cells, columns: columns)
        let kind = row.choice(
            "kind", "recycling-kind-unknown",
            among: Kind.allCases.map { ($0, $0.rawValue, $0.title.zh) })
        let recordRef = row.text("recordRef", limit: 40)
        let itemClass = row.text("itemClass", limit: 40, required: kind == .appliance)
        let quantity = quantity(of: kind, in: &row)
        let massGrams = row.grams("massKg", limitKg: 10_000_000)
        let recyclerCode = row.creditCode("recyclerCode")
        let licensed = row.boolean("recyclerLicensed")
        let certificate = certificate(in: &row)
        let serialNumber = serialNumber(quantity, in: &row)
        let reverseInvoice = reverseInvoice(in: &row)
        let custody = custody(in: &row, today: today)
        let claimRef = row.text("claimRef", limit: 64)
        let dealerCode = row.creditCode("dealerCode", required: claimRef != nil)
        if claimRef == nil, dealerCode != nil {
            row.add(
                "recycling-dealer-without-claim", .warning,
                zh: "填了关联经销商代码，没有填关联申领编号，无法关联。请补填，或删去代码。",
                en:
                    "dealerCode is given without claimRef, so nothing is linked. Fill it in, or leave "
                    + "the code away.")
        }
        guard !row.hasErrors, let kind, let recordRef, let quantity, let recyclerCode, let licensed,
            let handedInOn = custody.handedIn
        else { return (nil, row.findings) }
        let record = RecyclingRecord(
            recordRef: recordRef, kind: kind, itemClass: itemClass, quantity: quantity,
            massGrams: massGrams, recyclerCode: recyclerCode, recyclerLicensed: licensed,
            certificate: certificate, serialNumber: serialNumber, reverseInvoice: reverseInvoice,
            handedInOn: handedInOn, receivedOn: custody.received,
            dismantledOn: custody.dismantled, claimRef: claimRef, dealerCode: dealerCode)
        record.explainWhenNotCounted(in: &row)
        return (record, row.findings)
    }

    /// Says everything that is missing for the record to count.
    private func explainWhenNotCounted(in row: inout RegisterCells) {
        guard countedYear == nil else { return }
        var zh: [String] = []
        var en: [String] = []
        if !recyclerLicensed {
            zh.append("回收企业没有资质")
            en.append("the recycler is not licensed")
        }
        if kind == .vehicle, certificate == nil {
            zh.append("没有回收证明编号")
            en.append("there is no recycling certificate")
        }
        if receivedOn == nil {
            zh.append("没有接收日期")
            en.append("there is no day of receipt")
        }
        row.add(
            "recycling-not-counted", .notice,
            zh: "本记录已收下，但不计入方案目标：\(zh.joined(separator: "、"))。补齐后即计入。",
            en: "The record is kept but does not count towards the plan: "
                + en.joined(separator: ", ") + ". It counts once this is mended.")
    }
}
