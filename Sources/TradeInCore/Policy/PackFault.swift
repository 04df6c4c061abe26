/// A text of a pack file with its place, so that a fault can point at it.
public struct PlacedText: Hashable, Sendable {
    /// The text.
    public var text: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// A text at a place.
    public init(_ text: String, line: Int, column: Int) {
        self.text = text
        self.line = line
        self.column = column
    }
}

/// What is wrong with a pack, where.
public struct PackFault: Error, Hashable, Sendable {
    /// The file's base name.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int
    /// A stable code.
    public var code: String
    /// What was found and what was expected, in both languages.
    public var message: LocalizedText

    /// A fault at a place of a file.
    public init(
        file: String, line: Int, column: Int, code: String, message: LocalizedText
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
    }

    /// `file:line:column: code: message`.
    public func text(in language: Language) -> String {
        "\(file):\(line):\(column): \(code): \(message[language])"
    }
}
