import Hummingbird
import TradeInCore

/// What a request asks for, read strictly: a wrong word is told, never guessed at.
struct Question {
    let request: Request

    /// A query parameter as forms send it, a plus being a blank; the first one when it is given twice.
    func value(_ name: String) -> String? {
        let query = request.uri.query ?? ""
        return (try? Form.decoded(query.utf8))?.first { $0.name == name }?.value
    }

    /// The language of data and problems: `lang`, else the browser's first of the two, else Chinese.
    var language: Language { pageLanguage ?? acceptedLanguage ?? .zh }

    /// The language that the address names.
    var pageLanguage: Language? { value("lang").flatMap(Language.init(rawValue:)) }

    private var acceptedLanguage: Language? {
        let header = request.headers[values: .acceptLanguage].joined(separator: ",")
        for tag in header.prefix(200).split(separator: ",") {
            let word = tag.drop { $0 == " " }.lowercased()
            if word.hasPrefix("zh") { return .zh }
            if word.hasPrefix("en") { return .en }
        }
        return nil
    }

    /// The year asked for, or nil when none is.
    func year() throws(Problem) -> Int? {
        guard let text = value("year") else { return nil }
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            let year = Int(text), year > 0
        else {
            throw .badParameter("year", text, wanted: LocalizedText(zh: "1至9999", en: "1 to 9999"))
        }
        return year
    }

    /// The grouping asked for; by category unless told otherwise.
    func grouping() throws(Problem) -> TallyGrouping {
        guard let text = value("by") else { return .category }
        guard let grouping = TallyGrouping(rawValue: text) else {
            let words = TallyGrouping.allCases.map(\.rawValue)
            throw .badParameter(
                "by", text,
                wanted: LocalizedText(
                    zh: words.joined(separator: "、"), en: words.joined(separator: ", ")))
        }
        return grouping
    }
}
