import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of old goods: handed in, received, dismantled, and where they are stuck.
enum RegistersRecycling {
    static var routes: [Route] {
        [
            .get("/registers/recycling", .seeing(.registers)) { try await list($0) },
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
            .post("/registers/recycling/:record/evidence/:file/view", .doing(.viewEvidence)) {
                visit in
                let record = try await read(visit)
                return try await RegistersEvidence.look(
                    visit, of: key(record),
                    otherwise: { try await page(visit, record, problem: $0) })
            },
        ] + RecyclingGaps.routes
    }

    static let pageSize = 100

    static func key(_ record: RecyclingRecord) -> String {
        "recycling:" + record.recordRef
    }

    static func address(_ record: RecyclingRecord) -> String {
        "/registers/recycling/" + Visit.escaped(record.recordRef)
    }

    // MARK: Lists

    static func list(_ visit: Visit) async throws -> Response {
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

    static func row(_ record: RecyclingRecord, _ visit: Visit) -> Content {
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

    static func read(_ visit: Visit) async throws -> RecyclingRecord {
        let reference = try visit.pathText("record")
        guard let record = try await visit.desk.read({ try $0.recycling(reference) }) else {
            throw Problem.notFound
        }
        return record
    }

    static func page(
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
        content.merge(RegistersEvidence.looking(visit)) { $1 }
        let why = RecyclingRecord.read(record.cells, today: visit.now.countyDay).findings
        content["whyNot"] = why.filter { $0.code == "recycling-not-counted" }.map {
            ["text": $0.message[visit.language]] as Content
        }
        return visit.page(
            "recycling-record", title: visit.say("回收记录 ", "Record ") + record.recordRef, content,
            status: problem?.status ?? (form == nil ? 200 : 422), alert: problem?.detail)
    }
}
