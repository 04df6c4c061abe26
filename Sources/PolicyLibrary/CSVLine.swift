/// One line of our own plan files, split at commas; double quotes as in RFC 4180.
///
/// A tiny reader for files that we ship: a quoted field does not go over a line end,
/// and a quote inside a field is doubled. Files from outside are read in FileExchange.
struct CSVLine {
    /// The line's number in the file, from 1; the heading is line 1.
    var number: Int
    /// The fields, unquoted.
    var fields: [String]
    /// Whether a quote was left open or stood where none may.
    var isBroken: Bool

    /// The lines of a file; empty lines are left out, CRLF and a byte-order mark accepted.
    ///
    /// - Parameter bytes: the file.
    /// - Returns: the lines, or nil when the bytes are not UTF-8.
    static func lines(of bytes: [UInt8]) -> [CSVLine]? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
        let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { place, line in
            let content = line.last == "\r" ? line.dropLast() : line
            return content.isEmpty ? nil : CSVLine(number: place + 1, content)
        }
    }

    private init(number: Int, _ content: Substring.UnicodeScalarView) {
        self.number = number
        self.fields = []
        self.isBroken = false
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var isClosed = false
        var rest = content[...]
        while let scalar = rest.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where rest.first == "\"":
                field.append(scalar)
                rest.removeFirst()
            case ("\"", true):
                isQuoted = false
                isClosed = true
            case (",", false):
                fields.append(String(field))
                field = String.UnicodeScalarView()
                isClosed = false
            case ("\"", false) where field.isEmpty && !isClosed:
                isQuoted = true
            default:
                isBroken = isBroken || isClosed || scalar == "\""
                field.append(scalar)
            }
        }
        fields.append(String(field))
        isBroken = isBroken || isQuoted
    }
}
