import Foundation
import Testing
import TradeInCore

@testable import TradeInServer

@Suite("Templates hold both languages")
struct TemplateTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/TradeInServer/Templates")

    @Test("every file of the folder is in the table, and nothing else")
    func table() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(9)) }
        #expect(Set(files) == Set(TemplateFiles.all.map(\.name)))
        #expect(TemplateFiles.all.count == files.count)
    }

    @Test("no text stands outside of a pair of languages", arguments: TemplateFiles.all.map(\.name))
    func pairs(name: String) throws {
        let text = try String(
            contentsOf: Self.folder.appendingPathComponent(name + ".mustache"), encoding: .utf8)
        var outside = text
        for pair in text.matches(of: /\[\[(.*?)\]\]/).reversed() {
            let halves = pair.output.1.split(
                separator: "|", omittingEmptySubsequences: false)
            #expect(halves.count == 2, "\(name): \(pair.output.0)")
            let english = halves.last ?? ""
            #expect(!english.contains(where: Self.isHan), "\(name): \(pair.output.0)")
            #expect(halves.contains { !$0.isEmpty }, "\(name): an empty pair")
            outside.removeSubrange(pair.range)
        }
        #expect(!outside.contains(where: Self.isHan), "\(name): Chinese outside of a pair")
        // What is left between tags, once tags, values and entities are gone, is no word.
        let bare = outside.replacing(/\{\{.*?\}\}/, with: " ")
            .replacing(/<kbd>.*?<\/kbd>/, with: " ").replacing(/<[^>]*>/, with: "\n")
            .replacing(/&[a-z]+;/, with: " ")
        for line in bare.split(separator: "\n") {
            let words = line.matches(of: /[A-Za-z]{2,}/).map { String($0.output) }
                .filter { !Self.names.contains($0) }
            #expect(words.isEmpty, "\(name): \(line)")
        }
        for attribute in outside.matches(
            of: /(?:title|placeholder|aria-label|alt|data-confirm|data-too-large)="([^"]*)"/)
        {
            let value = attribute.output.1.replacing(/\{\{.*?\}\}/, with: "")
            let isPlain = value.matches(of: /[A-Za-z]{2,}/)
                .allSatisfy { Self.names.contains(String($0.output)) }
            #expect(isPlain, "\(name): \(attribute.output.0)")
        }
    }

    /// Words that are the same in both languages.
    private static let names: Set<String> = [
        "xlsx", "XLSX", "CSV", "JSON", "PDF", "SHA", "YAML", "KB", "KiB", "MiB", "C2SP", "yaml",
        "md", "cases", "notice", "central", "county", "JX", "appliance",
    ]

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test(
        "a pair becomes its half",
        arguments: [
            ("[[甲|A]]", "甲", "A"), ("x [[甲|A]]y[[|B]]", "x 甲y", "x AyB"), ("none", "none", "none"),
            ("[[甲|]]", "甲", ""),
        ])
    func halves(text: String, chinese: String, english: String) {
        #expect(Pages.inOne(text, .zh) == chinese && Pages.inOne(text, .en) == english)
    }

    @Test("what a person typed is text in every page, whatever it looks like")
    func escaping() throws {
        let pages = try Pages()
        let hostile = "<script>alert(1)</script>\" onload=\"x {{title}} [[a|b]]"
        for language in Language.allCases {
            let page = pages.render(
                "problem",
                [
                    "title": hostile, "detail": hostile, "code": hostile,
                    "frame": ["alert": hostile],
                ],
                in: language)
            #expect(!page.contains("<script>alert") && !page.contains("\" onload=\""))
            #expect(page.contains("[[a|b]]") && page.contains("{{title}}"))
        }
    }
}
