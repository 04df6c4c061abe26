import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// A form of register cells: what is asked for, what was typed, and what was found in it.
///
/// The cells go through the same reader as a row of a file.
struct RegisterForm: Sendable {
    /// One field of the form.
    struct Field: Sendable {
        /// How a field is typed in.
        enum Kind: Sendable {
            case text(most: Int)
            case number
            case amount
            case day
            case choice([(value: String, text: LocalizedText)])
            /// Any of them; the cell holds the values with semicolons between.
            case several([(value: String, text: LocalizedText)])
        }

        let key: String
        let label: LocalizedText
        var hint = LocalizedText(zh: "", en: "")
        var kind = Kind.text(most: 100)
        var isNeeded = false
        var isWide = false
    }

    let fields: [Field]
    var values: [String: String]
    /// What was found, once it was looked at.
    var findings: [Finding] = []
    /// Tells the fields of one form from those of another on the page.
    var prefix = ""

    init(_ fields: [Field], values: [String: String] = [:], prefix: String = "") {
        self.prefix = prefix
        self.fields = fields
        self.values = values
    }

    /// What a form sent.
    init(_ fields: [Field], sentIn visit: Visit) {
        self.init(fields)
        for field in fields {
            if case .several = field.kind {
                values[field.key] = visit.form.all(field.key).joined(separator: ";")
            } else {
                values[field.key] = visit.form[field.key] ?? ""
            }
        }
    }

    /// What a template shows: the fields, and what was found beside none of them.
    func content(_ visit: Visit) -> Content {
        let loose = findings.filter { finding in
            !fields.contains { $0.key == finding.column }
        }
        return [
            "fields": fields.map { content($0, visit) },
            "loose": loose.map { Self.message($0, visit) },
        ]
    }

    private static func message(_ finding: Finding, _ visit: Visit) -> Content {
        ["style": finding.mark, "text": finding.message[visit.language]]
    }

    private func content(_ field: Field, _ visit: Visit) -> Content {
        let language = visit.language
        let own = findings.filter { $0.column == field.key }
        let value = values[field.key] ?? ""
        var content: Content = [
            "name": field.key, "id": prefix + field.key, "label": field.label[language],
            "hint": field.hint[language],
            "hasHint": !field.hint.zh.isEmpty, "isNeeded": field.isNeeded, "value": value,
            "isWide": field.isWide, "messages": own.map { Self.message($0, visit) },
            "isFaulty": own.contains { $0.severity == .error }, "isDay": false, "isText": false,
            "isChoice": false, "isSeveral": false, "isNumber": false, "isAmount": false,
            "most": 40, "options": [Content](),
        ]
        switch field.kind {
        case .text(let most):
            content["isText"] = true
            content["most"] = most
        case .number:
            content["isText"] = true
            content["isNumber"] = true
        case .amount:
            content["isText"] = true
            content["isAmount"] = true
        case .day:
            // A date field would show nothing of a text that is no day, and lose it.
            let isDay = value.isEmpty || (try? Day.parse(value).get()) != nil
            content[isDay ? "isDay" : "isText"] = true
        case .choice(let choices):
            content["isChoice"] = true
            content["options"] = Self.options(choices, [value], visit)
        case .several(let choices):
            content["isSeveral"] = true
            let chosen = value.split(separator: ";").map(String.init)
            content["options"] = Self.options(choices, chosen, visit)
        }
        return content
    }

    private static func options(
        _ choices: [(value: String, text: LocalizedText)], _ chosen: [String], _ visit: Visit
    ) -> [Content] {
        choices.map { choice in
            [
                "value": choice.value, "text": choice.text[visit.language],
                "chosen": chosen.contains(choice.value),
            ]
        }
    }
}

extension Finding {
    /// The class of style that shows how much it matters beside a field.
    var mark: String {
        switch severity {
        case .error: "fault"
        case .warning: "warn"
        case .notice: "fine"
        }
    }
}

extension Visit {
    /// A parameter of the path as people write it.
    func pathText(_ name: String) throws(Problem) -> String {
        guard let text = parameters.get(name)?.removingPercentEncoding, !text.isEmpty else {
            throw .notFound
        }
        return text
    }

    /// An address with a query; parameters without a value are left out.
    static func address(_ path: String, _ parameters: [(String, String?)]) -> String {
        let parts = parameters.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(name)=\(escaped($0))" }
        }
        return parts.isEmpty ? path : path + "?" + parts.joined(separator: "&")
    }

    /// Whether the visitor may do something, so that a page offers it.
    func offers(_ act: Act) -> Bool { session?.user.mayDo(act) == true }
}
