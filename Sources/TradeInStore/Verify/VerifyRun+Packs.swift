import GRDB
import TradeInCore

/// Packs as their rows say they stand, against what the log says happened to them.
extension VerifyRun {
    /// What the records of the log say of one pack.
    private struct Logged {
        var author = ""
        var approver: String?
        var isSuperseded = false
        /// Kept by a ledger that knew no activation: it decided at once.
        var isOld = false
        var noticeDigest: String?
        var confirmed: [String: (reference: String, logIndex: Int64)] = [:]
    }

    /// The log entries between which each pack that was ever activated was active.
    static func activity(_ database: Database) throws -> [String: Range<Int64>] {
        let rows = try HotStatement(
            database,
            """
            SELECT record.body, logIndex, key LIKE 'pack-active:%', logEntry.body FROM record
            JOIN logEntry ON seq = logIndex
            WHERE key LIKE 'pack:%' OR key LIKE 'pack-active:%' ORDER BY logIndex
            """)
        var activity: [String: Range<Int64>] = [:]
        while try rows.step() {
            guard let body = try? JSONValue.parse(rows.blob(0)),
                let digest = body["sha256"]?.string
            else { continue }
            let seq = rows.integer(1)
            let kind = (try? JSONValue.parse(rows.blob(3)))?["kind"]?.string
            // A proposal decides nothing: an empty range, until it is activated.
            let decides = rows.integer(2) != 0 || kind == "policy.keep"
            activity[digest] = decides ? seq..<Int64.max : seq..<seq
            if let replaced = body["replaces"]?.string, let earlier = activity[replaced] {
                activity[replaced] = earlier.lowerBound..<seq
            }
        }
        return activity
    }

    /// Every column of every pack, and every confirmation.
    mutating func packs() throws {
        let logged = try loggedPacks()
        var confirmed: [String: [String: (reference: String, logIndex: Int64)]] = [:]
        let rows = try HotStatement(
            database,
            "SELECT sha256, item, reference, c.logIndex FROM packConfirmation c JOIN policyPack USING (packId)"
        )
        while try rows.step() {
            confirmed[rows.text(0), default: [:]][rows.text(1)] = (rows.text(2), rows.integer(3))
        }
        var missing = Set(logged.keys)
        for (_, pack) in try LedgerStore.packs(database) {
            missing.remove(pack.sha256)
            guard let logged = logged[pack.sha256], !logged.author.isEmpty else {
                report.add(
                    "pack-unlogged", "pack \(pack.identifier) \(pack.sha256.prefix(12))",
                    zh: "政策包没有对应的日志。", en: "The pack has no log entry.")
                continue
            }
            try check(pack, logged, confirmed[pack.sha256] ?? [:])
        }
        for digest in missing {
            report.add(
                "pack-missing", "pack \(digest.prefix(12))", zh: "日志中的政策包不在账本中。",
                en: "A pack of the log is not in the ledger.")
        }
    }

    /// What was proposed, activated and confirmed, by the records that the log has been held to.
    private func loggedPacks() throws -> [String: Logged] {
        let rows = try HotStatement(
            database,
            """
            SELECT key, record.body, logEntry.body, logIndex FROM record
            JOIN logEntry ON seq = logIndex WHERE key LIKE 'pack%' ORDER BY logIndex
            """)
        var packs: [String: Logged] = [:]
        while try rows.step() {
            guard let body = try? JSONValue.parse(rows.blob(1)),
                let entry = try? JSONValue.parse(rows.blob(2)),
                let actor = entry["actor"]?.string, let digest = body["sha256"]?.string
            else { continue }
            let key = rows.text(0)
            if key.hasPrefix("pack:") {
                packs[digest, default: Logged()].author = actor
                packs[digest]?.isOld = entry["kind"]?.string == "policy.keep"
                packs[digest]?.noticeDigest = body["noticeSha256"]?.string
            } else if key.hasPrefix("pack-active:") {
                packs[digest, default: Logged()].approver = actor
                if let replaced = body["replaces"]?.string {
                    packs[replaced, default: Logged()].isSuperseded = true
                }
            } else {
                for item in body["items"]?.array?.compactMap(\.string) ?? [] {
                    packs[digest, default: Logged()].confirmed[item] = (
                        body["reference"]?.string ?? "", rows.integer(3)
                    )
                }
            }
        }
        return packs
    }

    private mutating func check(
        _ pack: PackStanding, _ logged: Logged,
        _ confirmed: [String: (reference: String, logIndex: Int64)]
    ) throws {
        let place = "pack \(pack.identifier) \(pack.sha256.prefix(12))"
        let row = try Row.fetchOne(
            database, sql: "SELECT text, notice FROM policyPack WHERE sha256 = ?",
            arguments: [pack.sha256])
        let text: String = row?["text"] ?? ""
        let notice: String = row?["notice"] ?? ""
        guard let source = check.pack(pack.sha256)?.source,
            Digests.sha256Hex(Array(text.utf8)) == pack.sha256,
            logged.noticeDigest.map({ $0 == Digests.sha256Hex(Array(notice.utf8)) }) ?? true
        else {
            return report.add(
                "pack-differs", place, zh: "政策包或通知的内容与摘要不符，或无法读取。",
                en: "The pack's text or notice does not have its digest, or cannot be read.")
        }
        let state: PackStanding.State =
            logged.approver == nil && !logged.isOld
            ? .proposed : logged.isSuperseded ? .superseded : .active
        if pack.author != logged.author || pack.approver != logged.approver || pack.state != state {
            report.add(
                "activation-differs", place, zh: "提交人、批准人或状态与日志不符。",
                en: "Author, approver or state do not agree with the log.")
        }
        if pack.identifier != source.identifier.text || pack.version != source.version
            || pack.scope != PackScope(source) || pack.papers != source.paperNeeds
        {
            report.add(
                "pack-scope-differs", place, zh: "项目、地区、日期或材料与政策包内容不符。",
                en: "Programme, place, days or papers do not agree with the pack's text.")
        }
        let open = source.confirmableItems.filter { logged.confirmed[$0] == nil }
        let same =
            confirmed.count == logged.confirmed.count
            && confirmed.allSatisfy { item, value in
                logged.confirmed[item].map { $0 == value } ?? false
            }
        if pack.unconfirmed != open || !same {
            report.add(
                "confirmation-differs", place, zh: "待核实的取值或核实记录与日志不符。",
                en: "The open values or the confirmations do not agree with the log.")
        }
    }
}
