import Hummingbird
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// One pack: its notice beside the rules, its values, and what can be done with it.
enum PackPage {
    static var routes: [Route] {
        [
            .get("/packs/:sha256", .seeing(.packs)) { visit in
                try await page(visit, Kept.read(visit))
            },
            .post("/packs/:sha256/confirm", .doing(.confirmValues)) { try await confirm($0) },
            .post("/packs/:sha256/activate", .doing(.activatePack)) { try await activate($0) },
        ]
    }

    /// A pack that the ledger keeps, compiled from the ledger's own copy.
    struct Kept: Sendable {
        let standing: PackStanding
        let notice: String
        /// nil when its text is not what its digest says.
        let pack: PolicyPack?

        static func read(_ visit: Visit) async throws -> Kept {
            let sha256 = try visit.pathText("sha256")
            let found = try await visit.desk.read { [desk = visit.desk] store -> Kept? in
                try store.keptPacks().first { $0.standing.sha256 == sha256 }.map {
                    Kept(
                        standing: $0.standing, notice: $0.notice, pack: try desk.pack(sha256))
                }
            }
            guard let found else { throw Problem.notFound }
            return found
        }

        var address: String { "/packs/" + standing.sha256 }
    }

    /// What a form for confirming held.
    private struct Confirming: Sendable {
        var items: Set<String> = []
        var reference = ""
        var fault: LocalizedText?
    }

    private static func page(
        _ visit: Visit, _ kept: Kept, _ confirming: Confirming? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let standing = kept.standing
        let isAuthor = standing.author == visit.user.login
        var content = PackPages.row(standing, visit)
        content["isLost"] = kept.pack == nil
        content["mayActivate"] =
            visit.offers(.activatePack) && standing.state == .proposed && !isAuthor
        content["isOwn"] =
            visit.offers(.activatePack) && standing.state == .proposed && isAuthor
        content["mayConfirm"] = visit.offers(.confirmValues) && !standing.unconfirmed.isEmpty
        content["reference"] = confirming?.reference ?? ""
        if let fault = confirming?.fault { content["confirmFault"] = fault[visit.language] }
        content["openItems"] = standing.unconfirmed.enumerated().map { place, item in
            [
                "item": item, "place": place,
                "value": kept.pack.map { value(of: item, in: $0, visit) } ?? "",
                "chosen": confirming?.items.contains(item) ?? false,
            ] as Content
        }
        if let pack = kept.pack { content.merge(self.content(pack, kept, visit)) { $1 } }
        let title = kept.pack?.source.title[visit.language] ?? standing.identifier
        return visit.page(
            "pack", title: title, content,
            status: problem?.status ?? (confirming?.fault == nil ? 200 : 422),
            alert: problem?.detail)
    }

    // MARK: What is in it

    private static func content(_ pack: PolicyPack, _ kept: Kept, _ visit: Visit) -> Content {
        let (source, language) = (pack.source, visit.language)
        let day = PackText.day(of: pack, today: visit.now.countyDay)
        let beside = PackSideBySide(pack: pack, day: day, notice: NoticeSections(kept.notice))
        let law = source.dayOfLaw.field?.label(language) ?? source.dayOfLaw.name
        return [
            "document": source.document.number, "documentTitle": source.document.title ?? "",
            "law": law, "trust": source.mark, "packNote": source.note ?? "",
            "isNoteForeign": language == .zh && source.note.map(Self.isEnglish) == true,
            "rounding": PackText.rounding(source.rounding)[language], "valuesOf": day.isoText,
            "status": PackText.status(isTemplate: source.isTemplate, kept.standing)[language],
            "sections": beside.notice.sections.map { section in
                let made = beside.lines(of: section.label, in: language)
                return [
                    "label": section.label, "heading": section.title,
                    "paragraphs": section.text(in: language).map { ["text": $0] as Content },
                    "rules": made.map { ["text": $0] as Content }, "hasRules": !made.isEmpty,
                ] as Content
            },
            "parameters": source.parameters.flatMap { parameter in
                let current = PackText.current(parameter, on: day)
                return parameter.values.map { entry in
                    let item = "\(parameter.name.text)@\(entry.from.isoText)"
                    return [
                        "parameter": parameter.name.text, "from": entry.from.isoText,
                        "value": words(entry, pack, visit),
                        "article": entry.article.text, "trust": entry.mark,
                        "isCurrent": entry.from == current,
                        "isConfirmed": !kept.standing.unconfirmed.contains(item),
                    ] as Content
                }
            },
        ]
    }

    /// Whether a text of a pack, whose language nobody notes down, is in English: it may name a
    /// thing in Chinese.
    static func isEnglish(_ text: String) -> Bool {
        let han = text.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
        return text.split(separator: " ").count { $0.first?.isASCII == true } > han
    }

    /// A value as people write it; packs write amounts as `2000.00 yuan`.
    private static func words(
        _ entry: PackSource.DatedValue, _ pack: PolicyPack, _ visit: Visit
    ) -> String {
        PackText.value(entry, pack.register, in: visit.language)
            .replacing(" yuan", with: visit.say("元", " yuan"))
    }

    /// What stands behind the name of an open value.
    private static func value(of item: String, in pack: PolicyPack, _ visit: Visit) -> String {
        let source = pack.source
        switch item {
        case "inForce": return "\(source.from.isoText) – \(source.to.isoText)"
        case "rounding": return PackText.rounding(source.rounding)[visit.language]
        case "papers":
            return source.papers.map { $0.kind.title[visit.language] }
                .joined(separator: visit.say("、", ", "))
        default: break
        }
        for parameter in source.parameters {
            for entry in parameter.values
            where "\(parameter.name.text)@\(entry.from.isoText)" == item {
                return words(entry, pack, visit)
            }
        }
        return ""
    }

    // MARK: What is done with it

    private static func confirm(_ visit: Visit) async throws -> Response {
        let kept = try await Kept.read(visit)
        let chosen = Set(visit.form.all("item"))
        var confirming = Confirming(items: chosen, reference: visit.form["reference"] ?? "")
        if chosen.isEmpty {
            confirming.fault = LocalizedText(zh: "请至少勾选一个取值。", en: "Tick at least one value.")
        } else if !PackProposal.isReference(confirming.reference) {
            confirming.fault = LocalizedText(
                zh: "请写明出处：1到200字节，不能只有空格，不含换行等控制字符。",
                en: "Say where they stand: 1 to 200 bytes, not only blanks, no control characters.")
        }
        let told = confirming
        guard told.fault == nil else { return try await page(visit, kept, told) }
        // In the pack's order, so that the same ticks are the same request.
        let known = kept.standing.unconfirmed.filter(chosen.contains)
        let items = known + chosen.subtracting(known).sorted()
        let command = LedgerCommand.confirmValues(
            PackConfirmation(
                sha256: kept.standing.sha256, items: items, reference: told.reference))
        return try await visit.perform(
            command, then: kept.address,
            telling: visit.say(
                "已核实\(items.count)个取值。",
                counted(items.count, "value is", "values are") + " confirmed."),
            otherwise: { try await page(visit, kept, told, problem: $0) })
    }

    private static func activate(_ visit: Visit) async throws -> Response {
        let kept = try await Kept.read(visit)
        return try await visit.perform(
            .activatePack(sha256: kept.standing.sha256), then: kept.address,
            telling: visit.say(
                "已启用，从现在起按它判定。", "It is active: from now on it decides."),
            otherwise: { try await page(visit, kept, problem: $0) })
    }
}
