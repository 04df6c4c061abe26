import TradeInCore
import TradeInDesk

/// A form read field by field: what was typed, and what is wrong with it, all of it at once.
struct TypedForm: Sendable {
    private let form: Form
    /// What a field holds before anything is typed.
    private let defaults: [String: String]
    /// What is wrong, by field.
    private(set) var faults: [String: [LocalizedText]] = [:]

    /// What was sent; without a form, what stands there at first.
    init(_ form: Form = Form(), defaults: [String: String] = [:]) {
        self.form = form
        self.defaults = form.fields.isEmpty ? defaults : [:]
    }

    /// Whether nothing is wrong so far.
    var isSound: Bool { faults.isEmpty }

    /// What was typed; empty when nothing was.
    func text(_ name: String) -> String { form[name] ?? defaults[name] ?? "" }

    /// Reads a field that has to be filled.
    mutating func needed<Value>(
        _ name: String, _ read: (String) -> Result<Value, TypingFault>
    ) -> Value? {
        guard let text = form[name] else {
            add(LocalizedText(zh: "请填写此项。", en: "Fill this in."), to: name)
            return nil
        }
        return value(read(text), name)
    }

    /// Reads a field that may stay empty.
    mutating func optional<Value>(
        _ name: String, _ read: (String) -> Result<Value, TypingFault>
    ) -> Value? {
        form[name].flatMap { value(read($0), name) }
    }

    /// Reads a choice from a closed list.
    mutating func choice<Value: RawRepresentable<String>>(
        _ name: String, of type: Value.Type
    ) -> Value? {
        needed(name) { text in
            Value(rawValue: text).map { .success($0) }
                ?? .failure(TypingFault(zh: "请从列表中选一项。", en: "Choose one of the list."))
        }
    }

    /// Notes that something is wrong with a field.
    mutating func add(_ fault: LocalizedText, to name: String) {
        faults[name, default: []].append(fault)
    }

    private mutating func value<Value>(
        _ result: Result<Value, TypingFault>, _ name: String
    ) -> Value? {
        switch result {
        case .success(let value): return value
        case .failure(let fault):
            add(fault.message, to: name)
            return nil
        }
    }

    /// The fields as templates show them: value, and what is wrong below it.
    func content(_ names: [String], in language: Language) -> Content {
        var content: Content = [:]
        for name in names {
            let faults = faults[name] ?? []
            content[name] =
                [
                    "value": text(name), "isWrong": !faults.isEmpty,
                    "faults": faults.map { ["text": $0[language]] as Content },
                ] as Content
        }
        return content
    }
}

extension Problem {
    /// Fields of a form are not what they ask for; each says so itself.
    static func mistyped(_ count: Int) -> Problem {
        Problem(
            code: "form-mistyped", status: 422,
            title: LocalizedText(zh: "有几处需要改正", en: "Some fields need a correction"),
            detail: LocalizedText(
                zh: "有\(count)项需要改正，说明在各项下面；没有办理。",
                en:
                    "\(count) field\(count == 1 ? "" : "s") to correct, each with its reason below; "
                    + "nothing was done."))
    }
}
