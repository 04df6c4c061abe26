import TradeInCore

extension JSONValue {
    /// The value in lines, two blanks for each level, for people to read; still JSON.
    ///
    /// Arrays of plain values stand in one line. What nobody can see (controls, marks that turn
    /// the direction of writing) stands as an escape, so that a text cannot look like another.
    public var printed: String {
        var text = ""
        print(into: &text, indent: 0)
        return text
    }

    private func print(into text: inout String, indent: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let string): text += Self.quoted(string)
        case .array(let values) where values.allSatisfy(\.isPlain):
            text += "[" + values.map(\.printed).joined(separator: ", ") + "]"
        case .array(let values):
            Self.lines(values, "[", "]", into: &text, indent: indent) { value, text in
                value.print(into: &text, indent: indent + 1)
            }
        case .object(let members) where members.isEmpty: text += "{}"
        case .object(let members):
            Self.lines(Array(members), "{", "}", into: &text, indent: indent) { member, text in
                text += Self.quoted(member.key) + ": "
                member.value.print(into: &text, indent: indent + 1)
            }
        }
    }

    private var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private static func lines<Element>(
        _ elements: [Element], _ open: String, _ close: String, into text: inout String,
        indent: Int, _ write: (Element, inout String) -> Void
    ) {
        let margin = String(repeating: "  ", count: indent)
        text += open
        for (place, element) in elements.enumerated() {
            text += (place > 0 ? "," : "") + "\n" + margin + "  "
            write(element, &text)
        }
        text += "\n" + margin + close
    }

    private static func quoted(_ string: String) -> String {
        var text = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                text.append("\\")
                text.append(scalar)
            case _ where isUnseen(scalar): text.append(contentsOf: escape(scalar).unicodeScalars)
            default: text.append(scalar)
            }
        }
        text.append("\"")
        return String(text)
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            "\\u" + hexadecimal([UInt8(unit >> 8), UInt8(unit & 255)])
        }.joined()
    }
}
