import Foundation
import Hummingbird
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Proposing a pack: three files, checked whole, every fault with its line.
enum PackProposalPages {
    /// The most bytes of one file of a pack.
    private static let mostFileBytes = 1 << 20
    /// The most bytes of a pack's three files in a form.
    static let mostBytes = 3 * mostFileBytes + (64 << 10)

    static var routes: [Route] {
        [
            .get("/packs/new", .doing(.proposePack)) { page($0) },
            .post("/packs/new", .doing(.proposePack), upTo: mostBytes) { try await propose($0) },
        ]
    }

    private static func page(
        _ visit: Visit, _ content: Content = [:], alert: LocalizedText? = nil, status: Int = 200
    ) -> Response {
        visit.page(
            "pack-new", title: visit.say("提交政策包", "Propose a pack"), content,
            status: alert == nil ? status : max(status, 409), alert: alert)
    }

    /// Faults as a page lists them.
    static func content(_ faults: [PackFault], _ visit: Visit) -> [Content] {
        faults.map { fault in
            [
                "file": fault.file, "line": fault.line, "column": fault.column,
                "code": fault.code, "text": fault.message[visit.language],
            ]
        }
    }

    private static func propose(_ visit: Visit) async throws -> Response {
        guard let files = files(visit) else {
            return page(
                visit,
                alert: LocalizedText(
                    zh: "请选齐三个文件：规则、通知、案例，每个不超过1 MB。",
                    en: "Choose all three files, rules, notice and cases, of 1 MB at most each."),
                status: 422)
        }
        let (register, county) = (visit.desk.register, visit.desk.county)
        let check = try await PackTrialPages.slowly {
            PolicyCheck.run([files], register: register, county: county)
        }
        guard check.isSound, let pack = check.packs.first else {
            return page(visit, found(check, visit), status: 422)
        }
        if let why = PackProposal.template(pack) { return page(visit, alert: why) }
        let standings = try await visit.desk.read { try $0.packStandings() }
        if standings.contains(where: { $0.sha256 == pack.source.sha256 }) {
            return visit.redirect(
                to: "/packs/" + pack.source.sha256,
                telling: visit.say("账本已有这个政策包，未作改动。", "The ledger has this pack; nothing changed."))
        }
        if let kept = PackProposal.newer(than: pack, in: standings) {
            return page(visit, alert: PackProposal.outdated(pack, by: kept))
        }
        guard let command = PackProposal.commands([pack], [files]).first else {
            preconditionFailure("a pack that is no template is proposed by one command")
        }
        return try await visit.perform(
            command, then: "/packs/" + pack.source.sha256,
            telling: visit.say("已提交，待另一人批准启用。", "Proposed; somebody else activates it."),
            otherwise: { page(visit, alert: $0.detail, status: $0.status) })
    }

    private static func found(_ check: PolicyCheck, _ visit: Visit) -> Content {
        let failed = check.cases.filter { !$0.passed }
        return [
            "isChecked": true, "faults": content(check.faults + check.gaps, visit),
            "faultCount": check.faults.count + check.gaps.count,
            "hasFaults": !(check.faults.isEmpty && check.gaps.isEmpty),
            "hasFailed": !failed.isEmpty,
            "failed": failed.map { result in
                [
                    "line": result.packCase.line, "case": result.packCase.name,
                    "expected": result.packCase.expected.text(in: visit.language),
                    "got": result.got.text(in: visit.language),
                ] as Content
            },
            "hasRemarks": !check.remarks.isEmpty, "remarks": content(check.remarks, visit),
        ]
    }

    /// The three files that were sent; nil when one is missing or too large.
    private static func files(_ visit: Visit) -> PackFiles? {
        func bytes(_ field: String) -> [UInt8]? {
            let file = visit.form.files.first { $0.field == field }
            guard let file, !file.bytes.isEmpty, file.bytes.count <= mostFileBytes else {
                return nil
            }
            return file.bytes
        }
        guard let yaml = bytes("yaml"), let notice = bytes("notice"), let cases = bytes("cases")
        else { return nil }
        let name = visit.form.files.first { $0.field == "yaml" }?.name ?? ""
        return PackFiles(base: base(of: name), yaml: yaml, notice: notice, cases: cases)
    }

    /// The base name of the rules' file, as faults name it.
    private static func base(of name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let stem = last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
        let kept = stem.unicodeScalars.filter {
            $0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0)
        }
        let text = String(String.UnicodeScalarView(kept.prefix(60)))
        return text.isEmpty ? "pack" : text
    }
}
