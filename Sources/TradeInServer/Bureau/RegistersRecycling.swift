import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of old goods: handed in, received, dismantled, and where they are stuck.
enum RegistersRecycling {
    static var routes: [Route] {
        [
            .get("/registers/recycling", .seeing(.registers)) { try await list($0) },
            .get("/registers/recycling/gaps", .seeing(.registers)) { try await gaps($0) },
            .get("/registers/recycling/new", .doing(.recordRecycling)) { newPage($0, nil) },
            .post("/registers/recycling/new", .doing(.recordRecycling)) { try await add($0) },
            .get("/registers/recycling/:record", .seeing(.registers)) { visit in
                try await page(visit, read(visit))
            },
            .post("/registers/recycling/:record", .doing(.recordRecycling)) {
                try await change($0)
            },
            .post(
                "/registers/recycling/:record/evidence", .doing(.attachEvidence),
                upTo: Route.paperBytes
            ) { visit in
                let record = try await read(visit)
                return try await RegistersEvidence.attach(
                    visit, to: key(record), at: address(record),
                    otherwise: { try await page(visit, record, problem: $0) })
            },
        ]
    }

    private static let pageSize = 100
    private static let mostGaps = 100

    private static func key(_ record: RecyclingRecord) -> String {
        "recycling:" + record.recordRef
    }

    private static func address(_ record: RecyclingRecord) -> String {
        "/registers/recycling/" + Visit.escaped(record.recordRef)
    }

    // MARK: Lists

    private static func list(_ visit: Visit) async throws -> Response {
        if let reference = visit.query("ref"),
            let found = try await visit.desk.read({ try $0.recycling(reference) })
        {
            return visit.redirect(to: address(found))
        }
        let before = visit.query("before").flatMap { Int64($0) }
        let found = try await visit.desk.read { store in
            try store.recycling(before: before, limit: pageSize + 1)
        }
        let shown = found.prefix(pageSize)
        var content: Content = [
            "rows": shown.map { row($0.record, visit) }, "hasRows": !shown.isEmpty,
            "ref": visit.query("ref") ?? "", "isUnknown": visit.query("ref") != nil,
            "mayRecord": visit.offers(.recordRecycling),
        ]
        if found.count > pageSize, let last = shown.last {
            content["older"] = "/registers/recycling?before=\(last.row)"
        }
        if before != nil { content["newest"] = "/registers/recycling" }
        return visit.page("recycling", title: visit.say("旧货回收", "Old goods"), content)
    }

    private static func gaps(_ visit: Visit) async throws -> Response {
        let gap = try visit.known("gap", CustodyGap.allCases)
        let days = try days(visit)
        let since = visit.now.countyDay.advanced(byDays: -days)
        let found = try await visit.desk.read { store in
            try CustodyGap.allCases.filter { gap == nil || gap == $0 }.map { gap in
                (
                    gap: gap, counts: try store.stuckCounts(gap, since: since),
                    records: try store.recycling(stuckAt: gap, since: since, limit: mostGaps)
                )
            }
        }
        return visit.page(
            "recycling-gaps", title: visit.say("流转断点", "Goods that are stuck"),
            [
                "days": days,
                "gapOptions": CustodyGap.allCases.map {
                    Visit.option($0.rawValue, $0.title[visit.language], chosen: gap?.rawValue)
                },
                "gaps": found.map { part in
                    [
                        "gap": part.gap.title[visit.language],
                        "records": Int64(part.counts.records).grouped,
                        "items": Int64(part.counts.items).grouped,
                        "isCut": part.counts.records > part.records.count,
                        "most": mostGaps, "hasRows": !part.records.isEmpty,
                        "rows": part.records.map { gapRow($0, part.gap, visit) },
                    ] as Content
                },
            ])
    }

    private static func days(_ visit: Visit) throws(Problem) -> Int {
        guard let text = visit.query("days") else { return 0 }
        guard let days = Int(text), (0...36_500).contains(days) else {
            throw .badParameter(
                "days", text, wanted: LocalizedText(zh: "0至36500", en: "0 to 36500"))
        }
        return days
    }

    private static func gapRow(
        _ record: RecyclingRecord, _ gap: CustodyGap, _ visit: Visit
    ) -> Content {
        let since = gap == .notReceived ? record.handedInOn : record.receivedOn ?? record.handedInOn
        var content = row(record, visit)
        content["since"] = since.isoText
        content["waits"] = visit.now.countyDay.days(since: since)
        return content
    }

    private static func row(_ record: RecyclingRecord, _ visit: Visit) -> Content {
        var content: Content = [
            "ref": record.recordRef, "address": address(record),
            "kind": record.kind.title[visit.language], "class": record.itemClass ?? "",
            "quantity": record.quantity,
            "mass": record.massGrams.map { TargetNumber(thousandths: $0).groupedText } ?? "",
            "recycler": record.recyclerCode, "isLicensed": record.recyclerLicensed,
            "certificate": record.certificate ?? "", "serial": record.serialNumber ?? "",
            "reverseInvoice": record.reverseInvoice ?? "",
            "handedIn": record.handedInOn.isoText, "received": record.receivedOn?.isoText ?? "",
            "dismantled": record.dismantledOn?.isoText ?? "", "claimRef": record.claimRef ?? "",
            "dealer": record.dealerCode ?? "", "hasDealer": record.dealerCode != nil,
            "counts": record.countedYear != nil,
        ]
        content["year"] = record.countedYear.map { String($0) } ?? ""
        return content
    }

    // MARK: One record

    private static func read(_ visit: Visit) async throws -> RecyclingRecord {
        let reference = try visit.pathText("record")
        guard let record = try await visit.desk.read({ try $0.recycling(reference) }) else {
            throw Problem.notFound
        }
        return record
    }

    private static func page(
        _ visit: Visit, _ record: RecyclingRecord, form: RegisterForm? = nil,
        problem: Problem? = nil
    ) async throws -> Response {
        let lacking = lacking(record)
        var content = row(record, visit)
        content.merge((form ?? RegisterForm(lacking)).content(visit)) { $1 }
        content["mayChange"] = visit.offers(.recordRecycling) && !lacking.isEmpty
        content["evidence"] = try await RegistersEvidence.content(visit, of: key(record))
        content["evidenceAddress"] = address(record) + "/evidence"
        content["mayAttach"] = visit.offers(.attachEvidence)
        let why = RecyclingRecord.read(record.cells, today: visit.now.countyDay).findings
        content["whyNot"] = why.filter { $0.code == "recycling-not-counted" }.map {
            ["text": $0.message[visit.language]] as Content
        }
        return visit.page(
            "recycling-record", title: visit.say("回收记录 ", "Record ") + record.recordRef, content,
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    /// What the record lacks; what it says is never changed.
    private static func lacking(_ record: RecyclingRecord) -> [RegisterForm.Field] {
        fields.filter { field in
            ["receivedOn", "dismantledOn", "certificate", "massKg", "reverseInvoice"]
                .contains(field.key) && record.cells[field.key] == nil
        }
    }

    /// Adds what became known: received, dismantled, certified, invoiced.
    private static func change(_ visit: Visit) async throws -> Response {
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

    // MARK: New

    private static func newPage(
        _ visit: Visit, _ form: RegisterForm?, problem: Problem? = nil
    ) -> Response {
        visit.page(
            "recycling-new", title: visit.say("登记回收", "Record old goods"),
            (form ?? RegisterForm(fields, values: ["quantity": "1"])).content(visit),
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }

    private static func add(_ visit: Visit) async throws -> Response {
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

    private static var fields: [RegisterForm.Field] {
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
