import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// A claim's sealed columns and its life, as rows of a page.
enum ClaimFields {
    /// The columns, masked unless a look was logged.
    static func rows(_ view: ClaimView, _ visit: Visit) -> [Content] {
        guard let personal = view.detail.personal else { return [] }
        return ClaimField.allCases.compactMap { field in
            guard let value = personal[field], !value.isEmpty else { return nil }
            return [
                "label": field.label(visit.language),
                "value": view.isClear ? value : Masking.value(value, of: field),
            ]
        }
    }

    /// What happened to the claim, from its registration on.
    static func timeline(_ view: ClaimView, _ visit: Visit) -> [Content] {
        let first: Content = [
            "at": view.registered.at?.countyText ?? "", "actor": view.registered.by,
            "what": visit.say("登记", "registered"), "reason": "", "note": "",
            "logIndex": view.registered.logIndex,
        ]
        return [first]
            + view.steps.map { step in
                [
                    "at": view.times[step.logIndex]?.countyText ?? "", "actor": step.actor,
                    "what": step.step.title[visit.language],
                    "to": step.to.title[visit.language],
                    "reason": step.reason?.title[visit.language] ?? "",
                    // A note may name persons, so a dealer's staff reads it only of its own claims.
                    "note": step.note ?? "", "logIndex": step.logIndex,
                ]
            }
    }
}

/// What a reviewer compares: each requirement beside its value and the paper that proves it.
enum ReviewTasks {
    static func rows(_ view: ClaimView, _ visit: Visit) -> [Content] {
        guard let determination = view.determination else { return [] }
        let language = visit.language
        let words = RuleWords(visit, determination)
        return determination.lines(in: language).map { line in
            let paper = line.field.flatMap(PaperKind.proving)
            let own = view.papers.filter { $0.paper.kind == paper }
            var row: Content = [
                "article": line.article, "text": line.text, "title": words.title(line),
                "field": line.field?.label(language) ?? "",
                "value": line.field.flatMap { shown($0, view) } ?? "",
                "paper": paper?.title[language] ?? "", "hasPaper": !own.isEmpty,
                "wantsPaper": paper != nil,
                "style": style(line, isProven: paper == nil || !own.isEmpty),
            ]
            row["finding"] =
                determination.findings.first { $0.code == line.rule && $0.severity != .notice }?
                .message[language] ?? ""
            return row
        }
    }

    private static func style(_ line: DeterminationLine, isProven: Bool) -> String {
        if line.isRequirement, line.isMet != true { return "doubt" }
        return isProven ? "done" : "open"
    }

    private static func shown(_ field: ClaimField, _ view: ClaimView) -> String? {
        guard let value = view.detail.personal?[field] else { return nil }
        return view.isClear ? value : Masking.value(value, of: field)
    }
}

/// What a rule is about, in words that a shop's staff knows.
struct RuleWords {
    private let notice: NoticeSections?
    private let language: Language

    init(_ visit: Visit, _ determination: Determination) {
        language = visit.language
        notice = determination.pack.flatMap { pack in
            (try? visit.desk.notice(pack.source.sha256)).flatMap(\.self)
        }
    }

    /// The article's heading in Chinese; in English, which notices lack, the rule's own name, which
    /// is that of a ground of refusal.
    func title(_ line: DeterminationLine) -> String {
        if language == .zh, let section = notice?[line.article] { return section.title }
        let name = line.rule.replacing("-", with: " ")
        let title = name.prefix(1).uppercased() + name.dropFirst()
        return line.isRequirement && line.isMet == true ? title + ": does not apply" : title
    }
}

extension PaperKind {
    /// The paper in which a reviewer reads a column; nil where none shows it.
    static func proving(_ field: ClaimField) -> PaperKind? {
        switch field {
        case .soldOn, .price, .priceNet, .invoiceNumber, .invoiceCode, .invoiceBuyerId,
            .itemClass, .quantity:
            .invoice
        case .recyclingCertificate, .recycledOn: .recyclingCertificate
        case .deregisteredOn: .deregistrationCertificate
        case .newRegisteredOn, .newVin, .newEnergy, .newDisplacementMl, .oldOwnedSince,
            .oldFirstRegisteredOn, .oldVehicleClass, .oldFuel, .oldOwnerId:
            .registrationCertificate
        case .transferredOn: .transferCertificate
        case .deliveredOn: .deliveryRecord
        case .serialNumber, .imei, .imei2: .devicePhoto
        case .efficiencyGrade, .brand, .model, .gtin: .itemPhoto
        case .oldItemClass, .oldItemSerial, .handedInOn, .recyclerCode: .handInRecord
        case .homeCompletedOn, .homeOwnerId: .homeProof
        case .applicantName, .applicantId: .identity
        case .payeeAccount, .payeeBank, .payeeAccountClass: .bankCard
        default: nil
        }
    }
}
