/// A fault in an expression: where, and what was found against what was expected.
public struct ExpressionFault: Error, Hashable, Sendable {
    /// Bytes from the start of the expression.
    public var offset: Int
    /// A stable code: `expression-syntax`, `name-unknown`, `type-mismatch`, `symbol-unknown`,
    /// `expression-too-large`.
    public var code: String
    /// What was found and what was expected, in both languages.
    public var message: LocalizedText

    /// A fault at `offset`.
    public init(_ offset: Int, _ code: String, zh: String, en: String) {
        self.offset = offset
        self.code = code
        self.message = LocalizedText(zh: zh, en: en)
    }
}

/// A word of an expression with its place.
struct ExpressionToken: Hashable {
    enum Kind: Hashable {
        case name(String)
        case number(Int64)
        case string(String)
        case symbol(String)
        case end

        /// The token as it reads in a message.
        var text: String {
            switch self {
            case .name(let name): name
            case .number(let value): String(value)
            case .string(let text): "\"\(text)\""
            case .symbol(let text): text
            case .end: "end"
            }
        }
    }

    var kind: Kind
    var offset: Int

    /// Splits an expression of at most 2,000 bytes into tokens; the last is `.end`.
    static func tokens(of text: String) throws(ExpressionFault) -> [ExpressionToken] {
        let bytes = Array(text.utf8)
        guard bytes.count <= 2_000 else {
            throw ExpressionFault(
                2_000, "expression-too-large", zh: "表达式有\(bytes.count)字节，最多2000字节。请拆成几条规则。",
                en:
                    "The expression has \(bytes.count) bytes; at most 2,000. Split it into several rules."
            )
        }
        var scanner = Scanner(bytes: bytes)
        var tokens: [ExpressionToken] = []
        repeat { tokens.append(try scanner.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private struct Scanner {
        let bytes: [UInt8]
        var place = 0

        mutating func next() throws(ExpressionFault) -> ExpressionToken {
            while place < bytes.count, [32, 9, 10, 13].contains(bytes[place]) { place += 1 }
            let start = place
            guard place < bytes.count else { return ExpressionToken(kind: .end, offset: start) }
            let byte = bytes[place]
            if isLetter(byte) {
                return ExpressionToken(kind: .name(run(isLetterOrDigit)), offset: start)
            }
            if isDigit(byte) { return ExpressionToken(kind: try number(), offset: start) }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                return ExpressionToken(kind: try string(closedBy: byte), offset: start)
            }
            return ExpressionToken(kind: .symbol(try symbol()), offset: start)
        }

        private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
        private func isLetter(_ byte: UInt8) -> Bool {
            (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
        }
        private func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

        private mutating func run(_ belongs: (UInt8) -> Bool) -> String {
            let start = place
            while place < bytes.count, belongs(bytes[place]) { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }

        private mutating func number() throws(ExpressionFault) -> Kind {
            let start = place
            let digits = run(isDigit)
            guard let value = Int64(digits),
                place == bytes.count || bytes[place] != UInt8(ascii: ".")
            else {
                throw ExpressionFault(
                    start, "expression-syntax", zh: "表达式中的数只能是整数，见到“\(digits)…”。金额和比例请写成参数。",
                    en: "Only whole numbers stand in an expression; found \(digits)…. "
                        + "Write amounts and rates as parameters.")
            }
            return .number(value)
        }

        private mutating func string(closedBy quote: UInt8) throws(ExpressionFault) -> Kind {
            let start = place
            place += 1
            let text = run { $0 != quote }
            guard place < bytes.count else {
                throw ExpressionFault(
                    start, "expression-syntax", zh: "引号没有收尾。", en: "The quote is not closed.")
            }
            place += 1
            return .string(text)
        }

        private mutating func symbol() throws(ExpressionFault) -> String {
            let pair = String(decoding: bytes[place..<min(place + 2, bytes.count)], as: UTF8.self)
            if ["==", "!=", "<=", ">=", "&&", "||"].contains(pair) {
                place += 2
                return pair
            }
            let single = String(decoding: bytes[place..<place + 1], as: UTF8.self)
            guard "<>!+-*?:(),".contains(single), single != "\u{FFFD}" else {
                throw ExpressionFault(
                    place, "expression-syntax", zh: "见到不能用的字符“\(single)”。",
                    en: "Found the character \(single), which no expression uses.")
            }
            place += 1
            return single
        }
    }
}
