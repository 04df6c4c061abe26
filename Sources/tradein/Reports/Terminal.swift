import Foundation

/// The terminal that an answer is read on, and texts laid out for it.
enum Terminal {
    /// Columns of the terminal; nil when the answer goes to a file or another program.
    static let width: Int? = {
        let asked = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
        if let asked, (20...1_000).contains(asked) { return asked }
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else {
            return nil
        }
        return Int(size.ws_col)
    }()

    /// A bar of `cells` blocks, full only when the share is whole; dots without a share.
    static func bar(permille: Int?, cells: Int = 20) -> String {
        guard let permille else { return String(repeating: "·", count: cells) }
        let filled = min(max(permille, 0), 1000) * cells / 1000
        return String(repeating: "█", count: filled)
            + String(repeating: "░", count: cells - filled)
    }

    /// Thousandths as a percentage: `98.5%`.
    static func percent(_ permille: Int) -> String {
        permille % 10 == 0 ? "\(permille / 10)%" : "\(permille / 10).\(permille % 10)%"
    }

    /// The text cut to `width` columns, with an ellipsis where something is left out.
    static func cut(_ text: String, to width: Int) -> String {
        guard displayWidth(text) > width else { return text }
        var shown = ""
        var used = 1
        for character in text {
            used += displayWidth(String(character))
            guard used <= width else { break }
            shown.append(character)
        }
        return shown + "…"
    }

    /// Prints a text in as many lines as it needs, those after the first set in by `indent`.
    static func paragraph(_ text: String, indent: Int = 0) {
        guard let width, width > indent + 20 else { return Output.line(text) }
        for line in wrapped(text, to: width, indent: indent) { Output.line(line) }
    }

    /// The text in lines of at most `width` columns, those after the first set in by `indent`.
    static func wrapped(_ text: String, to width: Int, indent: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for piece in pieces(of: text) {
            let size = displayWidth(piece)
            if used + size > width, used > indent {
                while line.last == " " { line.removeLast() }
                lines.append(line)
                line = String(repeating: " ", count: indent)
                used = indent
                if piece == " " { continue }
            }
            line += piece
            used += size
        }
        return lines + [line]
    }

    /// Marks that never begin a line.
    private static let closing = Set("，。；：、）〕”》！？%")

    /// Marks that never end one.
    private static let opening = Set("（〔“《")

    /// Parts between which a line may break: words, blanks, single wide characters.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var isWord = false
        for character in text {
            let isWide = displayWidth(String(character)) == 2
            let isOpened = pieces.last?.last.map(opening.contains) ?? false
            let joins =
                closing.contains(character) || isOpened
                || (isWord && !isWide && character != " ")
            if joins, !pieces.isEmpty, pieces[pieces.count - 1] != " " {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
            isWord = !isWide && character != " "
        }
        return pieces
    }
}
