import TradeInCore

/// Reads the articles of a notice: the headings `## LABEL title [no rule]`.
enum NoticeReader {
    /// The articles in the order of the notice, and what is wrong with its headings.
    static func articles(
        in bytes: [UInt8], file: String
    ) -> (articles: [PackSource.Article], faults: [PackFault]) {
        var faults = FaultList(file: file)
        guard let text = YAMLGuard.text(of: bytes, &faults, isYAML: false) else {
            return ([], faults.faults)
        }
        var articles: [PackSource.Article] = []
        var lineOfLabel: [String: Int] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (place, line) in lines.enumerated() where line.hasPrefix("## ") || line == "##" {
            guard articles.count < mostArticles else {
                tooMany(place + 1, &faults)
                break
            }
            let heading = line.dropFirst(2).split(whereSeparator: \.isWhitespace)
            guard let label = heading.first.map(String.init), label != "[no" else {
                withoutLabel(place + 1, &faults)
                continue
            }
            if let earlier = lineOfLabel.updateValue(place + 1, forKey: label) {
                repeated(label, place + 1, earlier, &faults)
                continue
            }
            articles.append(
                PackSource.Article(
                    label: label, hasNoRule: Array(heading.suffix(2)) == ["[no", "rule]"],
                    line: place + 1))
        }
        return (articles, faults.faults)
    }

    /// More articles than any notice has.
    private static let mostArticles = 500

    private static func tooMany(_ line: Int, _ faults: inout FaultList) {
        faults.add(
            FilePlace(line: line, column: 1), "too-many", zh: "条款超过\(mostArticles)条。请精简。",
            en: "There are more than \(mostArticles) articles. Keep those that matter.")
    }

    private static func withoutLabel(_ line: Int, _ faults: inout FaultList) {
        faults.add(
            FilePlace(line: line, column: 1), "article-without-label",
            zh: "标题没有条号。请写成“## 三(二) 标题”。",
            en: "The heading has no article number. Write it as ## 三(二) title.")
    }

    private static func repeated(
        _ label: String, _ line: Int, _ earlier: Int, _ faults: inout FaultList
    ) {
        let shown = Wording.shown(label)
        faults.add(
            FilePlace(line: line, column: 4), "article-repeated",
            zh: "“\(shown)”已是第\(earlier)行的条号。请改用另一个条号。",
            en: "\(shown) is the article on line \(earlier) already. Number this one differently.")
    }
}
