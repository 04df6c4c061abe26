import Foundation
import Testing

@Suite("What is written beside the code is true")
struct DocumentTests {
    /// The raw values of the refusal codes, in order, as the source says them.
    private func refusalCodes() throws -> [String] {
        let file = try #require(SourceTree.file("Sources/TradeInCore/Ledger/Refusal.swift"))
        var codes: [String] = []
        var isInside = false
        for line in file.code {
            if line.text.contains("enum RefusalCode") { isInside = true }
            if isInside, line.text.hasPrefix("}") { break }
            let words = line.text.split(separator: " ").map(String.init)
            guard isInside, words.first == "case", words.count > 1 else { continue }
            codes.append(words.last?.split(separator: "\"").last.map(String.init) ?? words[1])
        }
        return codes
    }

    @Test("each refusal code has its row in the reference, in order of precedence")
    func refusals() throws {
        let codes = try refusalCodes()
        #expect(codes.count > 20 && codes.contains("ineligible"))
        let file = try #require(SourceTree.file("Docs/reference/refusals.md"))
        let rows = file.lines.compactMap { line -> [String]? in
            let cells = line.text.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            return cells.count == 6 && Int(cells[0]) != nil ? cells : nil
        }
        #expect(rows.map { $0[1].replacing("`", with: "") } == codes)
        #expect(rows.map { Int($0[0]) } == codes.indices.map { $0 + 1 })
        #expect(rows.allSatisfy { $0.allSatisfy { !$0.isEmpty } })
    }

    private func documents() throws -> [SourceTree.File] {
        try SourceTree.files("Docs", [".md"])
            + ["README.md", "README.zh-CN.md", "CHANGELOG.md", "Fixtures/README.md"]
            .compactMap(SourceTree.file)
    }

    /// The targets of `[text](target)` in a line.
    static func links(in line: Substring) -> [String] {
        line.ranges(of: "](").compactMap { range in
            let rest = line[range.upperBound...]
            return rest.firstIndex(of: ")").map { String(rest[..<$0]) }
        }
    }

    @Test("links in documents lead to files that are there")
    func links() throws {
        for file in try documents() {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            for line in file.lines {
                for link in Self.links(in: line.text) {
                    let target = link.split(separator: " ").first.map(String.init) ?? ""
                    let path = String(target.prefix { $0 != "#" })
                    guard !path.isEmpty, !path.contains(":") else { continue }
                    let place = path.hasPrefix("/") ? path : folder + "/" + path
                    #expect(
                        SourceTree.exists(place),
                        "\(file.path):\(line.number): the link to \(path) leads nowhere")
                }
            }
        }
    }

    @Test("a link is seen, with and without a title")
    func linkForms() {
        #expect(Self.links(in: "see [a](b.md) and [c](d.md#e \"f\")") == ["b.md", "d.md#e \"f\""])
        #expect(Self.links(in: "no (link) [here]").isEmpty)
    }

    /// Everything that is text and ours.
    private func texts() throws -> [SourceTree.File] {
        let endings = [
            ".swift", ".md", ".py", ".txt", ".yaml", ".yml", ".sql", ".json", ".sh", ".mustache",
            ".css", ".js", ".html", ".toml", ".session", ".resolved",
        ]
        let top = [
            "README.md", "README.zh-CN.md", "CHANGELOG.md", "Makefile", "Package.swift",
            "Package.resolved", ".gitignore", ".swift-format",
        ]
        return try ["Sources", "Tests", "Schema", "Docs", "Fixtures", ".ci"].flatMap {
            try SourceTree.files($0, endings)
        } + top.compactMap(SourceTree.file)
    }

    @Test("no text names a place of one machine or the host of a package registry")
    func places() throws {
        // In pieces, so that this file does not hold what it looks for.
        let hosts = [
            "pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org",
            "crates" + ".io", "proxy.go" + "lang.org", "deb.debian" + ".org",
        ]
        let folders = ["work", "root", "home", "Users"].map { "/" + $0 }
        for file in try texts() {
            for line in file.lines {
                for host in hosts where line.text.contains(host) {
                    Issue.record("\(file.path):\(line.number) names the registry \(host)")
                }
                for folder in folders where Self.namesPath(line.text, folder) {
                    Issue.record("\(file.path):\(line.number) names \(folder) of one machine")
                }
            }
        }
    }

    /// Whether an absolute path below `folder` stands in the line.
    static func namesPath(_ line: Substring, _ folder: String) -> Bool {
        line.ranges(of: folder + "/").contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && !"_-./{}*~".contains(before)
        }
    }

    @Test("an absolute path is told from a relative one")
    func paths() {
        let folder = "/" + "data"
        for line in ["cd \(folder)/main", "\(folder)/x", "\"\(folder)/x\""] {
            #expect(Self.namesPath(line[...], folder))
        }
        for line in [
            "Docs\(folder)/x", "..\(folder)/x", "a\(folder)", "https://x.example\(folder)/y",
        ] {
            #expect(!Self.namesPath(line[...], folder))
        }
    }
}
