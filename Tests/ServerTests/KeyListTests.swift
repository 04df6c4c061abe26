import Foundation
import Hummingbird
import Testing
import TradeInCore

@Suite("Single keys can be seen and switched off")
struct KeyListTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/TradeInServer")

    @Test("the list names every key that a page or the script answers to, and has the switch")
    func list() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        let templates = Self.sources.appendingPathComponent("Templates")
        var keys: Set<String> = ["?", "j", "k"]
        for name in try FileManager.default.contentsOfDirectory(atPath: templates.path) {
            let text = try String(
                contentsOf: templates.appendingPathComponent(name), encoding: .utf8)
            for match in text.matches(of: /data-key="([^"{]+)"/) { keys.insert(String(match.1)) }
        }
        // The steps of a claim have theirs from code.
        keys.formUnion(["a", "r", "h"])
        try await server.browse { [keys] browser in
            try await browser.signIn("shen")
            let page = try await browser.get("/queue").body
            let dialog = try #require(
                page.firstMatch(of: /<dialog data-keys[\s\S]*?<\/dialog>/)
            ).output
            let listed = Set(dialog.matches(of: /<kbd>(.*?)<\/kbd>/).map { String($0.1) })
            #expect(keys.subtracting(listed).isEmpty, "\(keys.subtracting(listed))")
            #expect(dialog.contains("data-keys-switch") && page.contains("data-keys-open"))
        }
    }
}
