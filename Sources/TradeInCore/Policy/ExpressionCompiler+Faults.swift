/// Faults about names, with the one that was probably meant.
extension ExpressionCompiler {
    func unknown(_ name: String, _ offset: Int) -> ExpressionFault {
        let near = Self.nearest(to: name, among: Fact.names + parameters.keys)
        return ExpressionFault(
            offset, "name-unknown",
            zh: "没有名为“\(name)”的事实或参数" + (near.map { "，是否为“\($0)”？" } ?? "。请核对名称。"),
            en: "No fact or parameter is named \(name)"
                + (near.map { "; did you mean \($0)?" } ?? ". Check the name."))
    }

    func unknown(word: String, of domain: SymbolDomain, _ offset: Int) -> ExpressionFault {
        let words = domain == .itemClass ? register.classes.map(\.key) : domain.fixedWords
        let near = Self.nearest(to: word, among: words)
        let known = words.count <= 6 ? words.joined(separator: " ") : nil
        let zh = near.map { "，是否为“\($0)”？" } ?? known.map { "，可用：\($0)。" } ?? "。请核对。"
        let en = near.map { "; did you mean \($0)?" } ?? known.map { "; known are: \($0)." } ?? "."
        return ExpressionFault(
            offset, "symbol-unknown", zh: "“\(word)”不是\(domain.rawValue)的取值\(zh)",
            en: "\"\(word)\" is not a word of \(domain.rawValue)\(en)")
    }

    /// What stands after `in` is no list parameter.
    func noList() -> ExpressionFault {
        guard case .name(let name) = current.kind, parameters[name] == nil else {
            return unexpected(expected: "list")
        }
        let lists = parameters.filter { if case .list = $0.value { true } else { false } }.keys
        let near = Self.nearest(to: name, among: Array(lists))
        return ExpressionFault(
            current.offset, "expression-syntax",
            zh: "“\(name)”不是列表参数" + (near.map { "，是否为“\($0)”？" } ?? "。请在parameters里写明。"),
            en: "\(name) is no list parameter"
                + (near.map { "; did you mean \($0)?" } ?? ". Write it under parameters."))
    }

    /// The known name that differs least; nil when none is near.
    ///
    /// Names of very different length are passed over before they are compared, since a bad
    /// pack may ask thousands of times.
    private static func nearest(to name: String, among known: [String]) -> String? {
        let wanted = Array(name.unicodeScalars)
        let most = max(1, min(3, wanted.count / 2))
        var best: (name: String, distance: Int)?
        for candidate in known.sorted() where abs(candidate.utf8.count - name.utf8.count) <= most {
            let distance = editDistance(wanted, Array(candidate.unicodeScalars))
            if distance <= most, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }
}
