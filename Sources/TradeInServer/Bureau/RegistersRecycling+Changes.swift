import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Recording old goods, and adding what became known of them.
extension RegistersRecycling {
    /// What the record lacks; what it says is never changed.
    static func lacking(_ record: RecyclingRecord) -> [RegisterForm.Field] {
        fields.filter { field in
            ["receivedOn", "dismantledOn", "certificate", "massKg", "reverseInvoice"]
                .contains(field.key) && record.cells[field.key] == nil
        }
    }

    /// Adds what became known: received, dismantled, certified, invoiced.
    static func change(_ visit: Visit) async throws -> Response {
        let record = try await read(visit)
        var form = RegisterForm(lacking(record), sentIn: visit)
        let changes = form.values.filter { !$0.value.isEmpty }
        let (changed, findings) = RecyclingRecord.read(
            record.cells.merging(changes) { $1 }, today: visit.now.countyDay)
        form.findings = findings.filter { $0.severity == .error }
        if changes.isEmpty {
            form.findings.append(
                Finding(
                    "nothing-added", .error, zh: "没有填写任何内容。请至少补填一项。",
                    en: "Nothing is filled in. Add at least one thing."))
        }
        guard let changed, form.findings.isEmpty else {
            return try await page(visit, record, form: form)
        }
        let told = form
        return try await visit.perform(
            .recordRecycling(changed), then: address(record),
            telling: visit.say("已补填。", "Added."),
            otherwise: { try await page(visit, record, form: told, problem: $0) })
    }

    static func newPage(
        _ visit: Visit, _ form: RegisterForm?, problem: Problem? = nil
    ) -> Response {
        visit.page(
            "recycling-new", title: visit.say("登记回收", "Record old goods"),
            (form ?? RegisterForm(fields, values: ["quantity": "1"])).content(visit),
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    static func add(_ visit: Visit) async throws -> Response {
        var form = RegisterForm(fields, sentIn: visit)
        let (record, findings) = RecyclingRecord.read(form.values, today: visit.now.countyDay)
        form.findings = findings
        guard let record else { return newPage(visit, form) }
        let told = form
        let doubts = findings.map { $0.message[visit.language] }
        return try await visit.perform(
            .recordRecycling(record), then: address(record),
            telling: ([visit.say("已登记。", "Recorded.")] + doubts).joined(separator: " "),
            otherwise: { newPage(visit, told, problem: $0) })
    }

    static var fields: [RegisterForm.Field] {
        let nothing = [("", LocalizedText(zh: "—", en: "—"))]
        let licence = [
            ("Y", LocalizedText(zh: "有", en: "yes")), ("N", LocalizedText(zh: "没有", en: "no")),
        ]
        return [
            .init(
                key: "recordRef", label: LocalizedText(zh: "记录编号", en: "Reference"),
                kind: .text(most: 40), isNeeded: true),
            .init(
                key: "kind", label: LocalizedText(zh: "类别", en: "Kind"),
                kind: .choice(
                    nothing + RecyclingRecord.Kind.allCases.map { ($0.rawValue, $0.title) }),
                isNeeded: true),
            .init(
                key: "itemClass", label: LocalizedText(zh: "品类", en: "Class"),
                hint: LocalizedText(zh: "家电必填", en: "Needed for appliances"), kind: .text(most: 40)),
            .init(
                key: "quantity", label: LocalizedText(zh: "数量", en: "Quantity"), kind: .number,
                isNeeded: true),
            .init(
                key: "massKg", label: LocalizedText(zh: "质量（千克）", en: "Mass (kg)"), kind: .amount),
            .init(
                key: "serialNumber", label: LocalizedText(zh: "旧机序列号", en: "Serial number"),
                kind: .text(most: 64)),
            .init(
                key: "recyclerCode",
                label: LocalizedText(zh: "回收企业信用代码", en: "Recycler's credit code"),
                kind: .text(most: 20), isNeeded: true),
            .init(
                key: "recyclerLicensed", label: LocalizedText(zh: "回收企业资质", en: "Licensed"),
                kind: .choice(nothing + licence), isNeeded: true),
            .init(
                key: "handedInOn", label: LocalizedText(zh: "交旧日期", en: "Handed in on"), kind: .day,
                isNeeded: true),
            .init(
                key: "receivedOn", label: LocalizedText(zh: "接收日期", en: "Received on"), kind: .day),
            .init(
                key: "dismantledOn", label: LocalizedText(zh: "拆解日期", en: "Dismantled on"),
                kind: .day),
            .init(
                key: "certificate", label: LocalizedText(zh: "回收证明编号", en: "Recycling certificate"),
                kind: .text(most: 40)),
            .init(
                key: "reverseInvoice", label: LocalizedText(zh: "反向开票号码", en: "Reverse invoice"),
                kind: .text(most: 40)),
            .init(
                key: "claimRef", label: LocalizedText(zh: "关联申领编号", en: "Reference of its claim"),
                kind: .text(most: 64)),
            .init(
                key: "dealerCode",
                label: LocalizedText(zh: "关联经销商代码", en: "Credit code of its dealer"),
                kind: .text(most: 20)),
        ]
    }
}
