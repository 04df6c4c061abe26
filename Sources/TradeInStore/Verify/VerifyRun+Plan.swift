import GRDB
import TradeInCore

/// A file of evidence as the log tells it.
struct LoggedEvidence: Hashable, Sendable {
    var recordKey: String
    var sha256: String
    var format: String
    var byteCount: Int64
    var actor: String
    var seq: Int64
}

extension EntryCheck {
    func takeRecord(
        _ register: String, _ reference: JSONValue?, _ seq: Int64, _ result: inout Result
    ) {
        guard let reference = reference?.string else { return }
        result.planRecords.append((register + ":" + reference, seq))
    }

    func takeEvidence(_ seq: Int64, _ json: JSONValue, _ result: inout Result) {
        guard let key = json["record"]?.string, let sha256 = json["sha256"]?.string,
            let format = json["format"]?.string, let bytes = json["bytes"]?.integer,
            let actor = json["actor"]?.string
        else {
            return result.report.add(
                "entry-incomplete", "log \(seq)", zh: "佐证记录不完整。",
                en: "The evidence's entry is incomplete.")
        }
        result.evidence.append(
            LoggedEvidence(
                recordKey: key, sha256: sha256, format: format, byteCount: bytes, actor: actor,
                seq: seq))
    }
}

/// Rows of events, old goods, figures and evidence against what the log says of them.
extension VerifyRun {
    /// Every row says what its record's body says, which is held against the log before, and every
    /// figure what its entry says.
    mutating func planRows() throws {
        try recordsOfTheLog()
        try eventRows()
        try recyclingRows()
        try figureRows()
        try evidenceRowsAndFiles()
    }

    /// Every record of the log is in its register, as its last entry says.
    private mutating func recordsOfTheLog() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT 'event:' || eventRef, logIndex FROM event
                LEFT JOIN record ON key = 'event:' || eventRef
            UNION ALL
            SELECT 'recycling:' || recordRef, logIndex FROM recycling
                LEFT JOIN record ON key = 'recycling:' || recordRef
            """)
        var logged = planRecords
        while try rows.step() {
            guard let last = logged.removeValue(forKey: rows.text(0)), last == rows.integer(1)
            else {
                differs(rows.text(0))
                continue
            }
        }
        for key in logged.keys.sorted() {
            report.add(
                "record-missing", key, zh: "日志中的登记不在账本中。",
                en: "A record of the log is not in the ledger.")
        }
    }

    private mutating func eventRows() throws {
        let rows = try HotStatement(
            database, "SELECT \(LedgerStore.eventColumns) FROM event ORDER BY eventId")
        let bodies = try HotStatement(database, "SELECT body FROM record WHERE key = ?")
        while try rows.step() {
            guard let event = try? LedgerStore.event(rows) else {
                differs(rows.text(0))
                continue
            }
            if try body("event:" + event.eventRef, bodies) != event.body { differs(event.eventRef) }
        }
    }

    private mutating func recyclingRows() throws {
        let rows = try HotStatement(
            database, "SELECT \(LedgerStore.recyclingColumns) FROM recycling ORDER BY recyclingId")
        let bodies = try HotStatement(database, "SELECT body FROM record WHERE key = ?")
        while try rows.step() {
            guard var record = try? LedgerStore.recycling(rows) else {
                differs(rows.text(1))
                continue
            }
            let kept = try body("recycling:" + record.recordRef, bodies)
            // The row keeps these two as they are compared, the body as they were written.
            let logged = try? JSONValue.parse(kept)
            for (member, path) in [
                ("certificate", \RecyclingRecord.certificate),
                ("serialNumber", \RecyclingRecord.serialNumber),
            ] {
                guard let written = logged?[member]?.string,
                    record[keyPath: path] == TextFolding.key(written)
                else { continue }
                record[keyPath: path] = written
            }
            if kept != record.body { differs(record.recordRef) }
        }
    }

    private mutating func figureRows() throws {
        let rows = try HotStatement(
            database,
            "SELECT \(LedgerStore.figureColumns) FROM targetFigure ORDER BY figureId")
        let entries = try HotStatement(database, "SELECT body FROM logEntry WHERE seq = ?")
        var (count, last) = (0, Int64(-1))
        while try rows.step() {
            count += 1
            // In the order of the log, each entry once: the last for a day or year is what holds.
            if rows.integer(9) <= last { differs("targetFigure \(rows.integer(9))") }
            last = rows.integer(9)
            guard let standing = try? LedgerStore.figure(rows) else {
                differs(rows.text(1))
                continue
            }
            entries.bind(1, standing.logIndex)
            let entry = try entries.step() ? try? JSONValue.parse(entries.blob(0)) : nil
            entries.reset()
            guard let entry, entry["kind"]?.string == "target.figure",
                entry["actor"]?.string == standing.actor,
                entry["body"] == (try? JSONValue.parse(standing.figure.body))
            else {
                differs("\(standing.figure.targetID) \(standing.figure.point.period)")
                continue
            }
        }
        guard count != figures else { return }
        report.add(
            "figure-missing", "target", zh: "日志有\(figures)个目标数值，账本有\(count)个。",
            en: "The log has \(figures) figures of targets, the ledger \(count).")
    }

    private func body(_ key: String, _ bodies: HotStatement) throws -> [UInt8] {
        bodies.bind(1, key)
        defer { bodies.reset() }
        return try bodies.step() ? bodies.blob(0) : []
    }

    private mutating func differs(_ name: String) {
        report.add(
            "record-differs", name, zh: "登记行与日志不符。",
            en: "The register's row does not agree with the log.")
    }

    private mutating func evidenceRowsAndFiles() throws {
        var logged = Set(evidence)
        let rows = try HotStatement(
            database,
            "SELECT recordKey, sha256, format, byteCount, actor, logIndex FROM evidence")
        while try rows.step() {
            let row = LoggedEvidence(
                recordKey: rows.text(0), sha256: rows.text(1), format: rows.text(2),
                byteCount: rows.integer(3), actor: rows.text(4), seq: rows.integer(5))
            guard logged.remove(row) == nil else { continue }
            report.add(
                "evidence-differs", row.recordKey, zh: "佐证与日志不符。",
                en: "The evidence does not agree with the log.")
        }
        for lost in logged.sorted(by: { $0.seq < $1.seq }) {
            report.add(
                "evidence-missing", "log \(lost.seq)", zh: "日志中的佐证不在账本中。",
                en: "Evidence of the log is not in the ledger.")
        }
        let known = Set(papers.map(\.sha256))
        var sizes: [String: Int64] = [:]
        for file in evidence where !known.contains(file.sha256) {
            sizes[file.sha256] = file.byteCount
        }
        checkFiles(sizes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}
