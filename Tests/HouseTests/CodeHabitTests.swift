import Foundation
import Testing

@Suite("The code keeps the habits of the house")
struct CodeHabitTests {
    /// Each line of code, comments dropped, that holds one of the words.
    private func expectNone(
        of words: [String], in files: [SourceTree.File], because reason: String
    ) {
        for file in files {
            for line in file.code {
                for word in words where Self.holds(line.text, word) {
                    Issue.record("\(file.path):\(line.number): \(word): \(reason)")
                }
            }
        }
    }

    /// Whether the word stands in the line, not as part of a longer name.
    static func holds(_ line: Substring, _ word: String) -> Bool {
        func isName(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
        }
        return line.ranges(of: word).contains { range in
            let before =
                range.lowerBound > line.startIndex
                ? line[line.index(before: range.lowerBound)] : nil
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : nil
            let startsAsName = isName(word.first) && isName(before)
            return !startsAsName && !(isName(word.last) && isName(after))
        }
    }

    private func core() throws -> [SourceTree.File] {
        try SourceTree.files("Sources/TradeInCore", [".swift"])
    }

    @Test("no amount in the core is a floating-point number")
    func floatingPoint() throws {
        expectNone(
            of: [
                "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "Decimal",
            ],
            in: try core(), because: "money is whole fen and a rate is exact")
    }

    @Test("the core knows no clock, chance, file or environment")
    func outside() throws {
        expectNone(
            of: [
                "Date", "Date()", ".random", "randomElement", "shuffled",
                "SystemRandomNumberGenerator",
                "FileManager", "FileHandle", "ProcessInfo", "UUID", "getenv", "ContinuousClock",
                "Calendar", "TimeZone", "print",
            ],
            in: try core(), because: "now, ids and seeds are arguments of the core")
    }

    @Test("nothing is forced")
    func forced() throws {
        let files = try SourceTree.sources() + SourceTree.files("Schema", [".swift"])
        expectNone(of: ["try!"], in: files, because: "an error has a use")
        expectNone(of: ["as!"], in: files, because: "a cast that may fail is asked")
        expectNone(of: ["fatalError"], in: files, because: "our mistakes are preconditions")
    }

    @Test("work left over has an issue's number")
    func leftOver() throws {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        for file in try SourceTree.swift() + SourceTree.files("Docs", [".md"]) {
            for line in file.lines {
                for word in words where Self.holds(line.text, word) && !line.text.contains("#") {
                    Issue.record("\(file.path):\(line.number): \(word) without an issue's number")
                }
            }
        }
    }

    /// The columns of the longest literal.
    ///
    /// Code is held to 100 by the formatter. What it cannot break (a message that is one
    /// literal, a line of SQL or of a page) stands whole, so that a reader can judge it, up to this.
    private static let longestLiteral = 150

    @Test("no line has more than 150 columns, not even one literal")
    func lines() throws {
        for file in try SourceTree.swift() {
            let long = file.lines.filter { $0.text.count > Self.longestLiteral }
                .map { String($0.number) }
            #expect(
                long.isEmpty,
                "\(file.path): above \(Self.longestLiteral) columns in line \(long.joined(separator: ", "))"
            )
        }
    }

    /// Files that are longer than 300 lines, with the length they may not pass; only ever shrinks.
    private static let long: [String: Int] = [
        "Sources/TradeInCore/Policy/ExpressionCompiler.swift": 376,
        "Sources/TradeInCore/Values/JSONCursor.swift": 334,
    ]

    @Test("a file has at most 300 lines")
    func lengths() throws {
        for file in try SourceTree.swift() {
            let count = file.lines.count - 1
            let most = Self.long[file.path] ?? 300
            #expect(count <= most, "\(file.path) has \(count) lines, at most \(most)")
        }
        for (path, _) in Self.long.sorted(by: { $0.key < $1.key }) {
            let count = SourceTree.file(path)?.lines.count ?? 0
            #expect(count > 301, "\(path) is no longer long: take it off the list")
        }
    }

    @Test(
        "a word is found as a word only",
        arguments: [
            ("let x: Double", "Double", true), ("doubleDouble", "Double", false),
            ("Double.self", "Double", true), ("isDoubled", "Double", false),
            ("try! f()", "try!", true), ("entry!", "try!", false), ("x.random()", ".random", true),
            ("x.randomness", ".random", false), ("", "Double", false),
        ])
    func words(line: String, word: String, isThere: Bool) {
        #expect(Self.holds(line[...], word) == isThere)
    }

    @Test("comments are not code, and a link in quotes is no comment")
    func comments() {
        let file = SourceTree.File(
            path: "x.swift", text: "let a = 1 // Double\n/// Float\nlet b = \"http://x\" + c")
        #expect(
            file.code.map { String($0.text) } == ["let a = 1 ", "", "let b = \"http://x\" + c"])
    }
}
