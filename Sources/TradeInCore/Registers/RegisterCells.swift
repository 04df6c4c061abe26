extension StringProtocol {
    /// Without blanks at its ends.
    var trimmedOfBlanks: String {
        let kept = drop { $0.isWhitespace }
        guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(kept[...last])
    }
}

/// The cells of one register row, read one column at a time; every fault becomes a finding.
struct RegisterCells {
    private let cells: [String: String]
    private let columns: [String: RegisterColumn]
    private(set) var findings: [Finding] = []

    init(_ cells: [String: String], columns: [RegisterColumn]) {
        self.cells = cells
        self.columns = Dictionary(columns.map { ($0.key, $0) }) { first, _ in first }
    }

    var hasErrors: Bool { findings.contains { $0.severity == .error } }

    func title(_ key: String) -> LocalizedText {
        columns[key]?.title ?? LocalizedText(zh: key, en: key)
    }

    mutating func add(
        _ code: String, _ severity: Finding.Severity = .error, on key: String? = nil, zh: String,
        en: String
    ) {
        var finding = Finding(code, severity, zh: zh, en: en)
        finding.column = key
        findings.append(finding)
    }

    /// A finding about one cell: `zh` and `en` go on after the column's name and the value seen.
    mutating func add(
        _ code: String, _ severity: Finding.Severity = .error, at key: String, zh: String,
        en: String
    ) {
        let seen = Self.shown(trimmed(key))
        let name = title(key)
        add(
            code, severity, on: key, zh: "\(name.zh)为“\(seen)”，\(zh)",
            en: "\(name.en) is “\(seen)”; \(en)")
    }

    // MARK: Text

    private func trimmed(_ key: String) -> String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
        }
        let scalars = (cells[key] ?? "").unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }

    /// The cell in half width and trimmed, for codes, numbers, days and words of a closed set.
    func folded(_ key: String) -> String { TextFolding.folded(cells[key] ?? "") }

    /// The value cut for a message, with line ends and other controls made visible as blanks.
    static func shown(_ text: String) -> String {
        let cut = text.unicodeScalars.prefix(40).map { isControl($0) ? " " : Character($0) }
        return String(cut) + (text.unicodeScalars.count > 40 ? "…" : "")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    /// Whether the cell is empty; a finding when its column, or the caller, requires it.
    mutating func isEmpty(_ key: String, required: Bool? = nil) -> Bool {
        guard folded(key).isEmpty else { return false }
        if required ?? columns[key]?.required ?? false {
            add(
                "register-field-missing", on: key, zh: "\(title(key).zh)没有填写。请补填。",
                en: "\(title(key).en) is empty. Fill it in.")
        }
        return true
    }

    /// A text of at most `limit` characters without control characters.
    mutating func text(_ key: String, limit: Int, required: Bool? = nil) -> String? {
        guard !isEmpty(key, required: required) else { return nil }
        let value = trimmed(key)
        if value.unicodeScalars.contains(where: Self.isControl) {
            add(
                "register-text-control", at: key, zh: "含有换行或控制字符。请改为一行普通文字。",
                en: "it holds line ends or control characters. Write it as one line of plain text.")
            return nil
        }
        guard value.count <= limit else {
            add(
                "register-text-too-long", at: key, zh: "共\(value.count)字，最多\(limit)字。请缩短。",
                en: "it has \(value.count) characters, the limit is \(limit). Shorten it.")
            return nil
        }
        return value
    }

    /// One of a closed set, by key or Chinese word; letter case does not matter.
    mutating func choice<Value>(
        _ key: String, _ code: String, among choices: [(value: Value, key: String, zh: String)]
    ) -> Value? {
        guard !isEmpty(key) else { return nil }
        let text = folded(key)
        if let found = choices.first(where: { $0.key == text.lowercased() || $0.zh == text }) {
            return found.value
        }
        let chinese = choices.map(\.zh).joined(separator: "、")
        let english = choices.map(\.key).joined(separator: ", ")
        add(
            code, at: key, zh: "不在可选值之内。请填写：\(chinese)。",
            en: "it is not one of the choices. Use one of: \(english).")
        return nil
    }

    /// `是/否`, `Y/N`, `true/false`.
    mutating func boolean(_ key: String, required: Bool? = nil) -> Bool? {
        guard !isEmpty(key, required: required) else { return nil }
        switch folded(key).lowercased() {
        case "是", "y", "yes", "true": return true
        case "否", "n", "no", "false": return false
        default:
            add(
                "register-boolean-unknown", at: key, zh: "不能识别。请填写“是”或“否”。",
                en: "it is neither yes nor no. Use 是 or 否, Y or N, true or false.")
            return nil
        }
    }
}
