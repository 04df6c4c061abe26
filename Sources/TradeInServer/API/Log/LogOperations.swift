import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The evidence log: entries, tiles, proofs.
enum LogOperations {
    static let all: [Operation] = [
        key, entries, entry, proof, tile,
    ]

    /// The place of an entry.
    private static let index = Operation.Parameter.path("index", .count)

    private static let key = Operation(
        id: "getLogKey", method: .get, path: "/log/key", access: .everyone,
        summary: LocalizedText(zh: "日志的核验公钥", en: "The log's verifier key"),
        replies: [.bytes(200, "公钥", "The key", ["text/plain"])]
    ) { call in call.plain(call.desk.store.verifierKey + "\n") }

    private static let entries = Operation(
        id: "listEntries", method: .get, path: "/log/entries", access: .seeing(.log),
        summary: LocalizedText(zh: "日志条目，不含个人信息", en: "Log entries, without personal data"),
        parameters: [.query("from", Schema.count.noted("从此条开始，含此条", "The first of them")), .limit],
        replies: [.json(200, "条目", "The entries", LogPage.schema)]
    ) { call in
        let (from, limit) = (UInt64(call.number("from") ?? 0), UInt64(call.limit))
        let page = try await call.read { store in
            try store.readLog { log -> LogPage in
                let count = from < log.size ? min(limit, log.size - from) : 0
                let entries = count == 0 ? [] : try log.entries(from: from, count: Int(count))
                return LogPage(from: from, size: log.size, entries: entries)
            }
        }
        guard let page else { throw Problem.logEmpty }
        return call.json(page.tree(in: call))
    }

    private static let entry = Operation(
        id: "getEntry", method: .get, path: "/log/entries/{index}", access: .seeing(.log),
        summary: LocalizedText(zh: "一条日志", en: "One log entry"),
        parameters: [index],
        replies: [.json(200, "条目", "The entry", LogPage.entry)]
    ) { call in
        let index = UInt64(call.number("index") ?? 0)
        let found = try await call.read { store in
            try store.readLog {
                index < $0.size ? try $0.entries(from: index, count: 1).first : nil
            }
                ?? nil
        }
        guard let found else { throw Problem.notFound }
        return call.json(LogPage.tree(index, found))
    }

    private static let proof = Operation(
        id: "getEntryProof", method: .get, path: "/log/entries/{index}/proof",
        access: .seeing(.log),
        summary: LocalizedText(
            zh: "证明条目在日志中（C2SP tlog-proof）",
            en: "Proof that an entry is in the log (C2SP tlog-proof)"),
        parameters: [index],
        replies: [.bytes(200, "证明文件", "The proof file", ["text/plain"])]
    ) { call in try await call.proof(at: UInt64(call.number("index") ?? 0)) }

    private static let tile = Operation(
        id: "getTile", method: .get, path: "/log/tiles/{level}/{index}", access: .everyone,
        summary: LocalizedText(
            zh: "哈希块：每个哈希32字节，先后为序", en: "A tile: hashes of 32 bytes in order"),
        parameters: [.path("level", .integer(0...7)), index],
        replies: [.bytes(200, "哈希块", "The tile", ["application/octet-stream"])]
    ) { call in
        let (level, index) = (Int(call.number("level") ?? 0), UInt64(call.number("index") ?? 0))
        let hashes = try await call.read { store in
            try store.readLog { log -> [UInt8]? in
                guard level < LogFrontier.levels(size: log.size) else { return nil }
                let (full, partial) = LogTiles.widths(level: level, size: log.size)
                let width = index < full ? LogTiles.fullWidth : index == full ? partial : 0
                guard width > 0 else { return nil }
                return Array(try log.tile(level: level, index: index).prefix(width * 32))
            } ?? nil
        }
        guard let hashes else { throw Problem.notFound }
        return Response(
            status: .ok,
            headers: [.contentType: "application/octet-stream", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: hashes)))
    }
}

/// A page of the log.
private struct LogPage: Sendable {
    let from: UInt64
    let size: UInt64
    let entries: [[UInt8]]

    static let entry = Schema.named(
        "LogEntry", .object([Schema.must("index", .count), Schema.must("entry", .map(.anything))]))

    static let schema = Schema.object([
        Schema.must("items", .list(entry, 0...Int.max)), Schema.must("size", .count),
        Schema.may("next", .words),
    ])

    static func tree(_ index: UInt64, _ entry: [UInt8]) -> Tree {
        ["index": .integer(Int64(index)), "entry": .raw(entry)]
    }

    func tree(in call: Call) -> Tree {
        let end = from + UInt64(entries.count)
        var members: [String: Tree] = [
            "items": .list(entries.enumerated().map { Self.tree(from + UInt64($0), $1) }),
            "size": .integer(Int64(size)),
        ]
        if end < size, !entries.isEmpty {
            members["next"] = .text(
                "\(call.visit.request.uri.path)?from=\(end)&limit=\(call.limit)")
        }
        return .object(members)
    }
}
