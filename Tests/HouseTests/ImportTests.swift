import Foundation
import Testing

@Suite("Every import points down the list of rooms")
struct ImportTests {
    /// What each room may import, and why not more.
    private static let rooms: [String: (allowed: Set<String>, reason: String)] = [
        "TradeInCore": (
            ["Foundation", "Crypto", "Collections"],
            "the core is true without a computer: values and pure functions"
        ),
        "LedgerSchema": (["Foundation"], "the schema is text only"),
        "PolicyLibrary": (
            ["TradeInCore", "Yams", "Foundation"], "packs are text and the reader that checks them"
        ),
        "FileExchange": (
            ["TradeInCore", "CXLSXWriter", "CLibzip", "CExpat", "Foundation", "Glibc"],
            "it turns bytes into rows and knows no ledger"
        ),
        "TradeInStore": (
            [
                "TradeInCore", "LedgerSchema", "GRDB", "GRDBSQLite", "Foundation", "Glibc",
                "Crypto",
            ],
            "it is the one room that knows SQLite, and knows no web and no files of dealers"
        ),
        "TradeInDesk": (
            [
                "TradeInCore", "TradeInStore", "FileExchange", "PolicyLibrary", "Crypto",
                "CryptoExtras", "Foundation",
            ],
            "it takes what people ask and prepares it for the ledger; it knows no web and no command line"
        ),
        "TradeInServer": (
            serverImports, "it serves pages over the store and does not know SQLite or arguments"
        ),
        "tradein": (
            serverImports.union([
                "TradeInServer", "LedgerSchema", "ArgumentParser", "Glibc", "Crypto",
            ]),
            "it composes the rooms; SQLite stays in the store and Yams in the library"
        ),
    ]

    private static let serverImports: Set<String> = [
        "TradeInCore", "TradeInStore", "TradeInDesk", "FileExchange", "PolicyLibrary",
        "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "Mustache", "Logging", "Foundation",
        "NIOCore", "NIOPosix", "NIOSSL", "NIOFoundationCompat", "NIOHTTPTypes", "HTTPTypes",
        "ServiceLifecycle", "Crypto", "CQRencode", "Synchronization",
    ]

    /// The module that a line imports, or nil.
    static func module(importedBy line: Substring) -> String? {
        var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" })[...]
        while let word = words.first, word.hasPrefix("@") || isModifier(word) {
            words.removeFirst()
        }
        guard words.first == "import" else { return nil }
        words.removeFirst()
        let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        if let kind = words.first, kinds.contains(String(kind)), words.count > 1 {
            words.removeFirst()
        }
        return words.first.map { String($0.split(separator: ".")[0]) }
    }

    private static func isModifier(_ word: Substring) -> Bool {
        ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }

    @Test("the room's imports are those of its row in the table")
    func rooms() throws {
        let files = try SourceTree.sources() + SourceTree.files("Schema", [".swift"])
        #expect(!files.isEmpty)
        for file in files {
            let name = file.path.hasPrefix("Schema/") ? "LedgerSchema" : file.room
            guard let room = Self.rooms[name] else {
                Issue.record(
                    "\(file.path): \(name) is no room of the house; add its row here first")
                continue
            }
            for line in file.code {
                guard let module = Self.module(importedBy: line.text) else { continue }
                #expect(
                    room.allowed.contains(module),
                    "\(file.path):\(line.number): \(name) may not import \(module): \(room.reason)")
            }
        }
    }

    @Test(
        "an import is seen in every form",
        arguments: [
            ("import Foundation", "Foundation"), ("  import GRDB", "GRDB"),
            ("@testable import TradeInCore", "TradeInCore"), ("public import Crypto", "Crypto"),
            ("@preconcurrency internal import NIOCore", "NIOCore"),
            ("import struct Foundation.URL", "Foundation"), ("import Glibc.stdio", "Glibc"),
            ("let important = 1", nil), ("imports Foundation", nil), ("", nil),
        ] as [(String, String?)])
    func forms(line: String, module: String?) {
        #expect(Self.module(importedBy: line[...]) == module)
    }
}
