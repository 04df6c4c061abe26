import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The evidence log, entry by entry, each with its proof.
enum LogPages {
    static var routes: [Route] {
        [
            .get("/log", .seeing(.log)) { try await list($0) },
            .get("/log/:index", .seeing(.log)) { try await show($0) },
            .get("/log/:index/proof", .seeing(.log)) { try await proof($0) },
        ]
    }

    private static let pageSize: UInt64 = 50

    // MARK: The list

    private static func list(_ visit: Visit) async throws -> Response {
        if let place = visit.query("index") { return try await jump(visit, to: place) }
        let before = try visit.query("before").map { try index($0, "before") }
        return try await list(visit, before: before)
    }

    private static func list(
        _ visit: Visit, before: UInt64?, typed: String = "", problem: Problem? = nil
    ) async throws -> Response {
        let found = try await visit.desk.read { store in
            try store.readLog { log in
                let end = min(before ?? log.size, log.size)
                let start = end > pageSize ? end - pageSize : 0
                let entries = try log.entries(from: start, count: Int(end - start))
                let lines = zip(start..<end, entries).map { LogLine(index: $0, entry: $1) }
                return (size: log.size, note: log.note, start: start, end: end, lines: lines)
            }
        }
        var content: Content = ["typed": typed, "hasLog": found != nil]
        if let found {
            content["size"] = String(found.size)
            content["lastIndex"] = String(found.size - 1)
            content["root"] =
                found.note.split(separator: "\n").dropFirst(2).first.map(String.init) ?? ""
            content["rows"] = found.lines.reversed().map { row($0, visit) }
            content["hasRows"] = !found.lines.isEmpty
            if found.end < found.size { content["newest"] = "/log" }
            if found.end + pageSize < found.size {
                content["newer"] = "/log?before=\(found.end + pageSize)"
            }
            if found.start > 0 {
                content["older"] = "/log?before=\(found.start)"
                content["oldest"] = "/log?before=\(min(pageSize, found.start))"
            }
        }
        return visit.page(
            "log", title: visit.say("日志", "The log"), content, status: problem?.status ?? 200,
            alert: problem?.detail)
    }

    private static func row(_ line: LogLine, _ visit: Visit) -> Content {
        [
            "index": String(line.index), "at": line.at?.countyText ?? "", "actor": line.actor,
            "kind": line.title[visit.language], "word": line.kindWord,
            "claim": line.claim?.text ?? "", "hasClaim": line.claim != nil,
            "mayOpen": line.claim != nil && visit.user.maySee(.claims),
        ]
    }

    /// Goes to a place, or to the entry that registered a claim.
    private static func jump(_ visit: Visit, to text: String) async throws -> Response {
        let size = try await visit.desk.read { try $0.readLog(\.size) } ?? 0
        if text.uppercased().hasPrefix("TC") {
            let claim = ClaimID(text: text.uppercased())
            let place = try await visit.desk.read { store in
                try claim.flatMap { try store.logIndex(of: $0) }
            }
            if let place { return visit.redirect(to: "/log/\(place)") }
        } else if let place = number(text), place < size {
            return visit.redirect(to: "/log/\(place)")
        }
        let shown = String(text.prefix(40))
        let most = size == 0 ? "" : "0–\(size - 1)"
        return try await list(
            visit, before: nil, typed: text,
            problem: Problem(
                code: "log-index-unknown", status: 404,
                title: LocalizedText(zh: "没有这一条", en: "No such entry"),
                detail: LocalizedText(
                    zh: "日志里没有“\(shown)”。请输入序号（\(most)）或申领号，如 TC000000018。",
                    en: "There is no \"\(shown)\" in the log. Type an index (\(most)) or a claim's "
                        + "number, as TC000000018.")))
    }

    /// A place as digits only: no sign, no blanks, no leading plus.
    private static func number(_ text: String) -> UInt64? {
        text.utf8.allSatisfy { (48...57).contains($0) } && text.utf8.count < 19 ? UInt64(text) : nil
    }

    private static func index(_ text: String, _ name: String) throws(Problem) -> UInt64 {
        guard let place = number(text) else {
            throw .badParameter(
                name, text, wanted: LocalizedText(zh: "日志序号，如12", en: "a place in the log, as 12"))
        }
        return place
    }

    // MARK: One entry

    private static func proven(_ visit: Visit) async throws -> (UInt64, EntryProof) {
        guard let place = number(visit.parameters.get("index") ?? "") else {
            throw Problem.notFound
        }
        do {
            let found = try await visit.desk.read { store in
                let key = try store.verifier()
                return try store.readLog { try $0.entryProof(place, key: key) } ?? nil
            }
            guard let found else { throw Problem.notFound }
            return (place, found)
        } catch let failure as LedgerFailure {
            throw try Problem(damage: failure)
        }
    }

    private static func show(_ visit: Visit) async throws -> Response {
        let (place, proof) = try await proven(visit)
        let line = LogLine(index: place, entry: proof.entry)
        let size = proof.statement?.size ?? place + 1
        var content = row(line, visit)
        content["json"] = printed(proof.entry)
        content["bytes"] = proof.entry.count
        content["leaf"] = proof.leaf.hexText
        content["path"] = proof.file.hashes.map { ["hash": $0.hexText] as Content }
        content["pathCount"] = proof.file.hashes.count
        content["size"] = String(size)
        content["root"] = proof.statement?.root.hexText ?? ""
        content["isGood"] = proof.verdict == .good
        content["verdict"] = words(proof.verdict, size: size, visit)
        content["checkpoint"] = proof.file.checkpoint
        content["vkey"] = visit.desk.store.verifierKey
        content["command"] =
            "tradein log verify \(fileName(place)) --key '\(visit.desk.store.verifierKey)'"
        if place + 1 < size { content["next"] = String(place + 1) }
        if place > 0 { content["previous"] = String(place - 1) }
        return visit.page(
            "log-entry", title: visit.say("日志第\(place)条", "Log entry \(place)"), content)
    }

    private static func words(
        _ verdict: LogProofFile.Verdict, size: UInt64, _ visit: Visit
    ) -> String {
        switch verdict {
        case .good:
            visit.say(
                "核对无误：由本条逐级推算，得到签名检查点（\(size)条）的根。",
                "It agrees: from this entry the path leads to the root of the signed checkpoint "
                    + "of \(counted(size, "entry", "entries")).")
        case .signatureBad:
            visit.say(
                "检查点的签名与日志公钥不符。请停止写入，运行全面核验。",
                "The checkpoint is not signed by the log's key. Stop writing and verify the whole "
                    + "ledger.")
        case .entryDiffers:
            visit.say(
                "本条不能推算到检查点的根：条目或哈希块被改动过。请停止写入，运行全面核验。",
                "This entry does not lead to the checkpoint's root: entry or tiles were changed. "
                    + "Stop writing and verify the whole ledger.")
        }
    }

    /// The entry in lines; as it is when it is not in its form.
    private static func printed(_ entry: [UInt8]) -> String {
        do {
            return try JSONValue.parse(entry).printed
        } catch {
            return String(decoding: entry, as: UTF8.self)
        }
    }

    private static func fileName(_ place: UInt64) -> String { "log-\(place).tlog-proof" }

    private static func proof(_ visit: Visit) async throws -> Response {
        let (place, proof) = try await proven(visit)
        guard proof.verdict == .good else {
            // What the file could not stand for does not leave the house.
            throw try Problem(damage: .corrupt("logEntry \(place)"))
        }
        return visit.download(
            Array(proof.file.text.utf8), type: "text/plain; charset=utf-8", name: fileName(place))
    }
}

extension Problem {
    /// A ledger that is damaged, told to whoever looks for just that; other failures go on.
    init(damage failure: LedgerFailure) throws {
        guard case .corrupt(let place) = failure else { throw failure }
        self.init(
            code: "ledger-damaged", status: 500,
            title: LocalizedText(zh: "账本数据有误", en: "The ledger is damaged"),
            detail: LocalizedText(
                zh: "账本数据有误：\(place)。未作修复；请停止办理，并请管理员核验账本、从备份恢复。",
                en: "The ledger holds an impossible value: \(place). Nothing was repaired; stop "
                    + "work, and have the administrator verify the ledger and restore a backup."))
    }
}
