import Foundation
import Testing

@Suite("The guides do what they say")
struct GuideTests {
    @Test(
        "every file, command and answer of the policy author's guide is as written",
        arguments: [("zh", "policy-author.zh.md"), ("en", "policy-author.md")])
    func policyAuthor(language: String, name: String) throws {
        let reader = try GuideReader(name)
        #expect(reader.commands.count > 40 && reader.names.count > 10)
        try GuideRun(reader, language: language).run()
    }

    @Test(
        "every command and answer of the guides to files, accounting and backups is as written",
        arguments: ["files", "accounting", "backup"], ["zh", "en"])
    func shorter(name: String, language: String) throws {
        let reader = try GuideReader(name + (language == "zh" ? ".zh.md" : ".md"))
        #expect(reader.commands.count > 7)
        try GuideRun(reader, language: language).run()
    }

    @Test(
        "both languages have the same files and the same commands",
        arguments: ["policy-author", "files", "accounting", "backup"])
    func twins(name: String) throws {
        let (zh, en) = try (GuideReader(name + ".zh.md"), GuideReader(name + ".md"))
        #expect(zh.names == en.names && zh.commands == en.commands)
    }
}

/// What a guide has the reader do: fenced blocks, and notes of what must not be said.
struct GuideReader {
    struct Part {
        var line: Int
        /// `yaml`, `sh`, `text` …, or `absent`.
        var kind: String
        /// The file that the line before the block names.
        var file: String?
        var body: [String]
    }

    let parts: [Part]

    var names: [String] { parts.compactMap { part in part.file.map { "\($0) \(part.kind)" } } }
    var commands: [String] {
        parts.filter { $0.kind == "sh" }.flatMap(\.body).filter { !$0.hasPrefix("# ") }
    }

    init(_ name: String) throws {
        let file = Tool.root.appendingPathComponent("Docs/guides/\(name)")
        let text = try String(contentsOf: file, encoding: .utf8)
        var parts: [Part] = []
        var open: Part?
        var named: String?
        for (place, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```"), let part = open {
                parts.append(part)
                (open, named) = (nil, nil)
            } else if open != nil {
                open?.body.append(line)
            } else if line.hasPrefix("```") {
                open = Part(
                    line: place + 1, kind: String(line.dropFirst(3)), file: named, body: [])
            } else if line.hasPrefix("**"), line.hasSuffix("**") {
                let pieces = line.components(separatedBy: "`")
                named = pieces.count == 3 ? pieces[1] : nil
            } else if let words = line.wholeMatch(of: /<!-- absent: (.+) -->/)?.1 {
                parts.append(Part(line: place + 1, kind: "absent", body: [String(words)]))
            }
        }
        self.parts = parts
    }
}

/// Follows a guide in a folder of its own.
final class GuideRun {
    private let reader: GuideReader
    private let language: String
    private let place: Workplace
    private let folder: URL
    private var output: [Substring] = []

    init(_ reader: GuideReader, language: String) throws {
        self.reader = reader
        self.language = language
        place = try Workplace(isSetUp: false)
        folder = place.folder.appendingPathComponent("practice")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Where a reader's practice folder is, the project's sources are beside it.
        try FileManager.default.createSymbolicLink(
            at: place.folder.appendingPathComponent("Sources"),
            withDestinationURL: Tool.root.appendingPathComponent("Sources"))
    }

    private func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func run() throws {
        for part in reader.parts {
            switch (part.kind, part.file) {
            case ("sh", _): try type(part)
            case ("text", _): try compare(part)
            case ("absent", _):
                #expect(!output.contains { $0.contains(part.body[0]) }, "line \(part.line)")
            case ("diff", let file?): try change(part, url(file))
            case (_, let file?):
                try Data((part.body.joined(separator: "\n") + "\n").utf8).write(to: url(file))
            default: Issue.record("line \(part.line): a block without a file")
            }
        }
    }

    /// Runs a block's commands; `# exits 1` says how those below it end.
    private func type(_ part: GuideReader.Part) throws {
        var expected: Int32 = 0
        output = []
        for line in part.body {
            let words = line.matches(of: /"([^"]*)"|\S+/).map { String($0.1 ?? $0.0) }
            if words.first == "#" { expected = words.last.flatMap(Int32.init) ?? 0 }
            if words.first == "cp" {
                let places = words.dropFirst().filter { !$0.hasPrefix("-") }.map(url)
                try FileManager.default.copyItem(at: places[0], to: places[1])
            }
            guard words.first == "tradein" else { continue }
            let run = try Tool.start(Array(words.dropFirst()), in: folder, language: language)
            let result = run.finish()
            #expect(result.code == expected, "line \(part.line): \(line)\n\(result.errors)")
            // CSV ends its lines with two characters that Swift takes for one.
            output += (result.output + result.errors).split(whereSeparator: \.isNewline)
        }
    }

    /// Looks for each line, whole, in the answer; a `…` stands for anything.
    private func compare(_ part: GuideReader.Part) throws {
        for wanted in part.body {
            let pieces = wanted.components(separatedBy: "…")
            let line = try Regex(
                pieces.map(NSRegularExpression.escapedPattern).joined(separator: ".*"))
            let isThere = output.contains { $0.wholeMatch(of: line) != nil }
            #expect(isThere, "line \(part.line): the answer lacks: \(wanted)")
        }
    }

    /// Makes the changes of a `diff` block; an empty line stands between two.
    private func change(_ part: GuideReader.Part, _ file: URL) throws {
        var text = try String(contentsOf: file, encoding: .utf8)
        for hunk in part.body.split(separator: "") {
            func side(_ sign: Character) -> String {
                hunk.filter { [sign, " "].contains($0.first) }.map { $0.dropFirst() + "\n" }
                    .joined()
            }
            #expect(text.ranges(of: side("-")).count == 1, "line \(part.line): not once: \(hunk)")
            text.replace(side("-"), with: side("+"))
        }
        try Data(text.utf8).write(to: file)
    }
}
