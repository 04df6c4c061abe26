import FileExchange
import TradeInCore
import TradeInDesk

/// A claim's form: which fields a programme asks for, what was typed, and what was found in it.
struct ClaimForm: Sendable {
    let programme: Programme
    var values: [ClaimField: String]
    /// What was found, once it was looked at.
    var findings: [Finding] = []

    init(_ programme: Programme, values: [ClaimField: String]) {
        self.programme = programme
        self.values = values
    }

    /// What a form sent.
    init(_ programme: Programme, _ visit: Visit) {
        self.init(programme, values: [:])
        for field in ClaimField.used(by: programme) { values[field] = visit.form[field.key] }
        values[.programme] = programme.rawValue
        // A dealer's staff registers for its own dealer, whatever the form says.
        if let own = visit.user.dealerCode { values[.dealerCode] = own }
    }

    /// The row as a file would have it.
    var row: ReadRow {
        var claim = RawClaim(row: 1)
        for (field, value) in values { claim[field] = TextFolding.folded(value) }
        return ReadRow(claim: claim)
    }

    /// What lists call a draft of it: nothing of a person.
    func title(_ visit: Visit) -> String {
        let item = values[.itemClass] ?? values[.newEnergy] ?? ""
        return [values[.claimRef] ?? "", item].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// The form's parts with their fields.
    ///
    /// - Parameters:
    ///   - visit: who fills it in.
    ///   - offers: what fields offer beside what is typed.
    /// - Returns: the parts that the programme uses.
    /// - Throws: the store's failures.
    func parts(_ visit: Visit, _ offers: FormOffers = FormOffers()) throws -> [Content] {
        let reader = ClaimReader(register: visit.desk.register, county: visit.desk.county)
        return parts(visit, offers, needed: reader.required(by: programme)) { _ in true }
    }

    /// The form's parts with some of their fields.
    func parts(
        _ visit: Visit, _ offers: FormOffers, needed: Set<ClaimField>,
        _ isAsked: (ClaimField) -> Bool
    ) -> [Content] {
        let fields = ClaimField.used(by: programme).filter { field in
            field != .programme && !(field == .dealerCode && visit.user.dealerCode != nil)
                && !isForPhones(field) && isAsked(field)
        }
        return ClaimField.Part.allCases.compactMap { part in
            let own = fields.filter { $0.part == part }
            guard !own.isEmpty else { return nil }
            return [
                "part": part.title[visit.language],
                "fields": own.map { content($0, isNeeded: needed.contains($0), offers, visit) },
            ]
        }
    }

    /// Whether only phones and the like have the column; one that was filled in is not lost.
    private func isForPhones(_ field: ClaimField) -> Bool {
        programme != .digital && [.imei, .imei2].contains(field)
            && values[field, default: ""].isEmpty
    }

    private func content(
        _ field: ClaimField, isNeeded: Bool, _ offers: FormOffers, _ visit: Visit
    ) -> Content {
        let language = visit.language
        var content: Content = [
            "name": field.key, "label": field.label(language), "isNeeded": isNeeded,
            "hint": field.note[language], "value": values[field] ?? "",
            "messages": findings.filter { $0.field == field }.map { finding in
                ["style": finding.style, "text": finding.message[language]] as Content
            },
            "most": 40, "isDay": false, "isAmount": false, "isNumber": false,
            "isFaulty": findings.contains { $0.field == field && $0.severity == .error },
        ]
        switch field.kind {
        case .day:
            // A date field would show nothing of a text that is no day, and lose it.
            let day = values[field].flatMap { try? Day.parse($0).get() }
            content["isDay"] = values[field]?.isEmpty != false || day != nil
            content["value"] = day?.isoText ?? values[field] ?? ""
        case .amount: content["isAmount"] = true
        case .wholeNumber: content["isNumber"] = true
        case .identifier(let lengths): content["most"] = max(lengths.max() ?? 64, 20)
        case .text: content["most"] = 120
        case .itemClass:
            content["most"] = 64
            content["value"] = visit.desk.register.shownName(values[field] ?? "", language)
        case .yesOrNo, .choice, .town: content["options"] = options(field, visit)
        }
        if let choices = offers.choices(field, values, visit) {
            content["choices"] = choices
            content["isSuggested"] = true
        }
        content["hasOptions"] = content["options"] != nil
        content["isText"] = content["isDay"] as? Bool != true && content["options"] == nil
        return content
    }

    private func options(_ field: ClaimField, _ visit: Visit) -> [Content] {
        let language = visit.language
        let known: [(value: String, text: String)] =
            switch field.kind {
            case .town: visit.desk.county.towns.map { ($0.key, $0.name[language]) }
            case .choice(let words):
                words.map { ($0, language == .zh ? $0 : ClaimField.english($0)) }
            default: ["是", "否"].map { ($0, language == .zh ? $0 : ClaimField.english($0)) }
            }
        let value = values[field] ?? ""
        var options = [Visit.option("", "—", chosen: value)]
        options += known.map { Visit.option($0.value, $0.text, chosen: value) }
        // What was typed elsewhere, in a file or by a program, is not lost.
        if !value.isEmpty, !known.contains(where: { $0.value == value }) {
            options.append(Visit.option(value, value, chosen: value))
        }
        return options
    }
}

extension Finding {
    /// The class of style that shows how much it matters.
    var style: String {
        switch severity {
        case .error: "fault"
        case .warning: "warn"
        case .notice: "fine"
        }
    }
}
