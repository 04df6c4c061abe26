import TradeInCore
import Yams

extension NodeReader {
    /// A text that is not empty.
    mutating func text(_ node: Node) -> PlacedText? {
        guard let placed = anyText(node) else { return nil }
        if placed.text.isEmpty {
            wrongShape(node, zh: "文本", en: "a text")
            return nil
        }
        return placed
    }

    /// A text that may be empty.
    mutating func anyText(_ node: Node) -> PlacedText? {
        guard case .scalar(let scalar) = node else {
            wrongShape(node, zh: "文本", en: "a text")
            return nil
        }
        let place = firstCharacter(of: scalar)
        return PlacedText(scalar.string, line: place.line, column: place.column)
    }

    /// A text under a key that must be there.
    mutating func text(_ key: String, _ fields: NodeFields) -> PlacedText? {
        required(key, fields).flatMap { text($0) }
    }

    /// A text under a key that may be left out.
    mutating func optionalText(_ key: String, _ fields: NodeFields) -> PlacedText? {
        fields[key].flatMap { text($0) }
    }

    /// Where the scalar's first character stands: after a quote, or below a block mark.
    private func firstCharacter(of scalar: Node.Scalar) -> FilePlace {
        guard var place = scalar.mark?.place else { return .start }
        switch scalar.style {
        case .singleQuoted, .doubleQuoted: place.column += 1
        case .literal, .folded:
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let below = lines.indices.first {
                $0 >= place.line && !lines[$0].allSatisfy(\.isWhitespace)
            }
            guard let below else { break }
            place.line = below + 1
            place.column = lines[below].prefix { $0 == " " }.count + 1
        default: break
        }
        return place
    }
}
