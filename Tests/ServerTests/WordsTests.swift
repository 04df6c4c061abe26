import Foundation
import Testing
import TradeInCore

@testable import TradeInServer

@Suite("Words that people read")
struct WordsTests {
    @Test(
        "one is one, and any other number is many",
        arguments: [
            (0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1_024, "1024 entries"),
        ])
    func counts(count: Int, expected: String) {
        #expect(counted(count, "entry", "entries") == expected)
        #expect(counted(count, "claim") == "\(count) claim" + (count == 1 ? "" : "s"))
    }

    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    private func files(_ folder: String, _ ending: String) throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: Self.sources.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        return try #require(all).compactMap { $0 as? URL }
            .filter { $0.pathExtension == ending }
    }

    /// How messages named commands: an option, the program, a subcommand in brackets.
    private static let commands: [String] =
        ["tradein ", " --", "（--", "(--"]
        + ["claim ", "policy ", "fund ", "month ", "pay ", "review ", "dealer ", "user "]
        .flatMap { ["（" + $0, "(" + $0] }

    private func command(in text: Substring) -> String? {
        Self.commands.first { text.range(of: $0, options: .literal) != nil }
    }

    @Test("what the ledger refuses with names no command: who reads it may be at a page")
    func noCommands() throws {
        for file in try files("TradeInCore", "swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
                let words = Substring(line).drop { $0 == " " }
                let isMessage = ["zh:", "en:", "+ \"", "\""].contains { words.hasPrefix($0) }
                guard isMessage, let command = command(in: words) else { continue }
                Issue.record("\(file.lastPathComponent) names \(command): \(words)")
            }
        }
        // What is done without the server stands on pages too: checking a proof, making a backup.
        let offline = ["log-entry", "proof", "access"]
        for template in TemplateFiles.all where !offline.contains(template.name) {
            let text = String(decoding: template.bytes, as: UTF8.self)
            #expect(!text.contains("tradein "), "\(template.name)")
        }
    }

    @Test(
        "no template sets a number before a word for many", arguments: TemplateFiles.all.map(\.name)
    )
    func plurals(name: String) throws {
        let template = try #require(TemplateFiles.all.first { $0.name == name })
        let text = String(decoding: template.bytes, as: UTF8.self)
        for part in text.components(separatedBy: "ount}}").dropFirst() {
            let after = part.prefix(80)
            let counting = /^(<\/[a-z]+>)? ?\[\[[^|\]]*\| ?[a-z]+s\b/
            #expect(after.prefixMatch(of: counting) == nil, "\(name): \(after)")
        }
    }
}
