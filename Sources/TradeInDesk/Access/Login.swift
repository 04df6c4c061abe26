import TradeInCore

/// Logins: the log keeps them, and two people are told apart by them.
public enum Login {
    /// Whether a text is letters of any script, digits and `. _ - @`, 1 to 64 bytes of them, a
    /// letter or digit among them.
    ///
    /// Blanks and characters that nobody sees would make two logins of one person; marks alone
    /// tell no two persons apart.
    public static func isSound(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !TextFolding.key(text).allSatisfy { $0 == "@" }
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter,
                    .decimalNumber:
                    !scalar.properties.isDefaultIgnorableCodePoint
                default: [".", "_", "-", "@"].contains(scalar)
                }
            }
    }
}
