import TradeInCore

/// How the numbers of cells are shown, by the cells' style (ECMA-376 part 1, 18.8).
struct CellStyles {
    /// What a number stands for.
    enum Kind: Equatable {
        case number
        /// A day, perhaps with a time.
        case date
        /// A time of day or a duration.
        case time
        /// A number shown with zeros in front, to so many digits: an identifier.
        case padded(Int)
    }

    fileprivate(set) var kinds: [Kind] = []

    /// The kind of a style; a plain number for one that is not there.
    subscript(style: Int) -> Kind { kinds.indices.contains(style) ? kinds[style] : .number }

    /// The kind that a number format is, from its number or its code.
    static func kind(of id: Int, code: String?) -> Kind {
        if let code { return kind(of: code) }
        switch id {
        // 27 to 36 and 50 to 58 are the days of East Asian languages.
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: return .date
        case 18...21, 32...35, 45...47, 55, 56: return .time
        default: return .number
        }
    }

    /// The kind that a format code is, by its first section.
    private static func kind(of code: String) -> Kind {
        var letters = ""
        var isQuoted = false
        var bracket: String?
        var isEscaped = false
        for character in code {
            if isEscaped {
                isEscaped = false
            } else if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                continue
            } else if character == "\\" || character == "_" || character == "*" {
                isEscaped = true
            } else if character == "[" {
                bracket = ""
            } else if character == "]" {
                // Only elapsed time stands in brackets; colours, languages and conditions do too.
                if let inside = bracket, inside.allSatisfy({ "hms".contains($0) }) {
                    letters += inside
                }
                bracket = nil
            } else if bracket != nil {
                bracket?.append(character.lowercased())
            } else if character == ";" {
                break
            } else {
                letters += character.lowercased()
            }
        }
        if letters.count > 1, letters.allSatisfy({ $0 == "0" }) { return .padded(letters.count) }
        if letters.contains("general") { return .number }
        if letters.contains(where: { "yd年日".contains($0) }) { return .date }
        if letters.contains(where: { "hs".contains($0) }) { return .time }
        return letters.contains("m") ? .date : .number
    }
}

/// Reads `styles.xml`.
final class CellStylesHandler: XMLHandler {
    private(set) var styles = CellStyles()
    /// What each own format stands for, made out once.
    private var kinds: [Int: CellStyles.Kind] = [:]

    /// A format code is at most this long (18.8.30 as Excel reads it).
    private static let longestCode = 255
    private var isInCells = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt", let id = attributes["numFmtId"].flatMap({ Int($0) }) {
            let code = attributes["formatCode"] ?? ""
            kinds[id] =
                code.utf8.count <= Self.longestCode ? CellStyles.kind(of: id, code: code) : .number
        } else if name == "cellXfs" {
            isInCells = true
        } else if name == "xf", isInCells {
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            styles.kinds.append(kinds[id] ?? CellStyles.kind(of: id, code: nil))
        }
    }

    override func end(_ name: XMLName) {
        if name == "cellXfs" { isInCells = false }
    }
}
