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
    /// Every row says what the last entry under its reference says, and figures what each says.
    mutating func planRows() throws {
        try hold(
            """
            SELECT event.eventRef, event.state || '|' || isRural || '|' || startsOn || '|' || endsOn
                || '|' || event.kind || '|' || name || '|' || townKey,
                json_extract(record.body, '$.state') || '|'
                || json_extract(record.body, '$.rural') || '|'
                || json_extract(record.body, '$.startsOn') || '|'
                || json_extract(record.body, '$.endsOn') || '|'
                || json_extract(record.body, '$.kind') || '|'
                || json_extract(record.body, '$.name') || '|'
                || json_extract(record.body, '$.town')
            FROM event LEFT JOIN (SELECT key, CAST(body AS TEXT) AS body FROM record) AS record
                ON key = 'event:' || eventRef
            """)
        try hold(
            """
            SELECT recordRef, recycling.kind || '|' || quantity || '|' || isLicensed || '|'
                || handedInOn || '|' || coalesce(receivedOn, '') || '|' || coalesce(dismantledOn, '')
                || '|' || (certificate IS NOT NULL),
                json_extract(record.body, '$.kind') || '|'
                || json_extract(record.body, '$.quantity') || '|'
                || json_extract(record.body, '$.recyclerLicensed') || '|'
                || json_extract(record.body, '$.handedInOn') || '|'
                || coalesce(json_extract(record.body, '$.receivedOn'), '') || '|'
                || coalesce(json_extract(record.body, '$.dismantledOn'), '') || '|'
                || (json_extract(record.body, '$.certificate') IS NOT NULL)
            FROM recycling LEFT JOIN (SELECT key, CAST(body AS TEXT) AS body FROM record) AS record
                ON key = 'recycling:' || recordRef
            """)
        try hold(
            """
            SELECT targetId || ' ' || period, plan || '|' || targetId || '|' || targetFigure.kind
                || '|' || period || '|' || thousandths || '|' || isCorrection,
                json_extract(entry.body, '$.body.plan') || '|'
                || json_extract(entry.body, '$.body.target') || '|'
                || json_extract(entry.body, '$.body.figure') || '|'
                || json_extract(entry.body, '$.body.period') || '|'
                || json_extract(entry.body, '$.body.thousandths') || '|'
                || coalesce(json_extract(entry.body, '$.body.corrects'), 0)
            FROM targetFigure LEFT JOIN (SELECT seq, CAST(body AS TEXT) AS body FROM logEntry)
                AS entry ON seq = logIndex
            """)
        try figuresOfTheLog()
        try evidenceRowsAndFiles()
    }

    /// Reads a name, what a row says and what the log says.
    private mutating func hold(_ sql: String) throws {
        let rows = try HotStatement(database, sql)
        while try rows.step() {
            guard rows.isNull(2) || rows.text(1) != rows.text(2) else { continue }
            report.add(
                "record-differs", rows.text(0), zh: "登记行与日志不符。",
                en: "The register's row does not agree with the log.")
        }
    }

    private mutating func figuresOfTheLog() throws {
        let rows = try Int.fetchOne(database, sql: "SELECT count(*) FROM targetFigure") ?? 0
        guard rows != figures else { return }
        report.add(
            "figure-missing", "target", zh: "日志有\(figures)个目标数值，账本有\(rows)个。",
            en: "The log has \(figures) figures of targets, the ledger \(rows).")
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
