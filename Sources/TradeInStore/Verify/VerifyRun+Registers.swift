import GRDB
import TradeInCore

extension VerifyRun {
    /// Register records against the bodies that the log holds, and the counts made from them.
    mutating func registers() throws {
        let rows = try HotStatement(
            database,
            "SELECT key, record.body, logEntry.body FROM record LEFT JOIN logEntry ON seq = logIndex"
        )
        while try rows.step() {
            let logged = try? JSONValue.parse(rows.blob(2))
            let stored = try? JSONValue.parse(rows.blob(1))
            guard stored == nil || logged?["body"] != stored else { continue }
            report.add(
                "record-differs", rows.text(0), zh: "登记内容与日志不符。",
                en: "The record does not agree with the log.")
        }
        try registerCells()
    }

    private mutating func registerCells() throws {
        let differing = try String.fetchAll(
            database,
            sql: """
                WITH counted AS (
                    SELECT 'event' AS register, substr(startsOn, 1, 7) AS month, kind,
                        count(*) AS total, sum(isRural) AS rural
                    FROM event WHERE state = 'held' GROUP BY 2, 3
                    UNION ALL
                    SELECT 'recycling', substr(receivedOn, 1, 7), kind, sum(quantity), 0
                    FROM recycling WHERE isLicensed AND receivedOn IS NOT NULL
                        AND (kind = 'appliance' OR certificate IS NOT NULL) GROUP BY 2, 3),
                kept AS (SELECT * FROM registerMonth WHERE total > 0)
                SELECT register || '/' || month || '/' || kind FROM (
                    SELECT * FROM counted EXCEPT SELECT register, month, kind, total, rural FROM kept)
                UNION
                SELECT register || '/' || month || '/' || kind FROM (
                    SELECT register, month, kind, total, rural FROM kept EXCEPT SELECT * FROM counted)
                """)
        for cell in differing {
            report.add(
                "register-count-differs", cell, zh: "目标计数与登记簿不符。",
                en: "The count for the plan differs from the register.")
        }
    }

    /// Every claim holds a lock and its reference, and no lock is without a claim.
    mutating func counts() throws {
        let checks: [(sql: String, code: String, text: LocalizedText)] = [
            (
                "SELECT (SELECT count(*) FROM claim WHERE parentId IS NULL) - (SELECT count(DISTINCT claimId) FROM claimReference)",
                "reference-missing",
                LocalizedText(zh: "有申领缺少编号锁。", en: "Claims lack their reference.")
            ),
            (
                "SELECT (SELECT count(*) FROM claim WHERE parentId IS NULL AND state NOT IN ('rejected', 'withdrawn')) - "
                    + "(SELECT count(DISTINCT claimId) FROM claimKey JOIN claim USING (claimId) "
                    + "WHERE state NOT IN ('rejected', 'withdrawn'))",
                "key-missing",
                LocalizedText(zh: "有申领没有查重锁。", en: "Claims lack their locks.")
            ),
            (
                "SELECT count(*) FROM claimKey LEFT JOIN claim USING (claimId) WHERE claim.claimId IS NULL",
                "key-orphaned",
                LocalizedText(zh: "有查重锁不属于任何申领。", en: "Locks belong to no claim.")
            ),
        ]
        for check in checks {
            guard let count = try Int.fetchOne(database, sql: check.sql), count != 0 else {
                continue
            }
            report.add(
                check.code, "claim", zh: "\(check.text.zh)（\(count)）",
                en: "\(check.text.en) (\(count))")
        }
    }

    /// SQLite's own view of the file.
    mutating func file() throws {
        let result = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
        guard result != "ok" else { return }
        report.add(
            "file-damaged", "SQLite", zh: "数据库文件损坏：\(result)", en: "The file is damaged: \(result)")
    }
}
