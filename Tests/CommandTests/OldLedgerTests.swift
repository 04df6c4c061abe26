import Foundation
import GRDB
import Testing

import TradeInStore

@Suite("Ledgers of earlier schemas")
struct OldLedgerTests {
    @Test("a ledger of the first schema goes on deciding, is warned about, and verifies clean")
    func firstSchema() throws {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--ledger",
            place.ledger)
        try undoLaterSchemas(place.ledger)
        let imported = try Tool.run(
            "claim", "import", "Fixtures/county/claims_2026_06_appliance_till.jsonl", "--ledger",
            place.ledger)
        #expect(imported.output.contains("Submitted") && imported.output.contains("⚠ Unverified"))
        let verified = try Tool.run("verify", "--ledger", place.ledger)
        // The log was written by the later program, so only its words about packs disagree.
        let codes = Set(verified.output.split(separator: " ").filter { $0.contains("-differs") })
        #expect(codes.isSubset(of: ["activation-differs", "record-differs"]), "\(verified.output)")
        let list = try Tool.run("policy", "list", "--format", "csv", "--ledger", place.ledger)
        #expect(list.output.contains(",active,"))
    }

    /// Takes away what the later schemas added, as if they had never been.
    private func undoLaterSchemas(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA foreign_keys = OFF;
                    DROP INDEX riseByParent;
                    DROP TABLE backup;
                    DROP TABLE claimTrace;
                    DROP TABLE credential; DROP TABLE session; DROP TABLE apiToken;
                    DROP TABLE answeredRequest; DROP TABLE claimDraft; DROP TABLE announcement;
                    DROP TABLE accessEvent;
                    DROP TABLE targetFigure; DROP TABLE evidence; DROP TABLE registerMonth;
                    DROP INDEX recyclingSerialIsUnique; DROP INDEX recyclingNotReceived;
                    DROP INDEX recyclingNotDismantled; DROP INDEX recyclingByClaim;
                    ALTER TABLE recycling DROP COLUMN serialNumber;
                    ALTER TABLE recycling DROP COLUMN reverseInvoice;
                    ALTER TABLE event DROP COLUMN otherTowns;
                    ALTER TABLE event DROP COLUMN ruralBasis; ALTER TABLE event DROP COLUMN reason;
                    ALTER TABLE tallyCell DROP COLUMN centralFen;
                    ALTER TABLE tallyCell DROP COLUMN provinceFen;
                    ALTER TABLE tallyCell DROP COLUMN cityFen;
                    ALTER TABLE tallyCell DROP COLUMN countyFen;
                    CREATE TABLE registerCell (register TEXT NOT NULL, year INTEGER NOT NULL,
                        kind TEXT NOT NULL, total INTEGER NOT NULL, rural INTEGER NOT NULL,
                        CONSTRAINT registerCellIsUnique PRIMARY KEY (register, year, kind))
                        STRICT, WITHOUT ROWID;
                    DROP TRIGGER stepIsNeverChanged; DROP TRIGGER stepIsNeverRemoved;
                    DROP INDEX claimInLine; DROP TABLE claimStep; DROP TABLE supplement;
                    DROP INDEX riseIsGrantedOnce;
                    ALTER TABLE claim DROP COLUMN riseCode; ALTER TABLE claim DROP COLUMN parentId;
                    DROP TABLE claimRight;
                    DROP TABLE cap; DROP TABLE capCell;
                    DROP TABLE paper;
                    DROP TABLE monthCell; DROP TABLE accountingMonth;
                    DROP TABLE shareCell; DROP INDEX claimIsPaidOnce; DROP TABLE paymentItem;
                    DROP TABLE payment; DROP TABLE payBatch; DROP TABLE claimRevision;
                    DROP TABLE moneyOrder; DROP TABLE user;
                    ALTER TABLE claim DROP COLUMN revision;
                    ALTER TABLE dealer DROP COLUMN accountChangedAt;
                    PRAGMA legacy_alter_table = ON;
                    ALTER TABLE fund RENAME TO later;
                    CREATE TABLE fund (
                        fundId INTEGER PRIMARY KEY,
                        code TEXT NOT NULL CONSTRAINT fundCodeIsUnique UNIQUE,
                        zh TEXT NOT NULL, en TEXT NOT NULL, year INTEGER NOT NULL,
                        scope TEXT NOT NULL,
                        CONSTRAINT fundScopeIsUnique UNIQUE (year, scope)) STRICT;
                    INSERT INTO fund SELECT fundId, code, zh, en, year, scope FROM later;
                    DROP TABLE later;
                    DROP TABLE packConfirmation; DROP INDEX packIsActiveOnce;
                    """)
            for column in [
                "programme", "place", "fromDay", "toDay", "isTemplate", "author", "approver",
                "state", "unconfirmed", "papers",
            ] { try database.execute(sql: "ALTER TABLE policyPack DROP COLUMN \(column)") }
            try database.execute(
                sql: "DELETE FROM grdb_migrations WHERE identifier <> 'v001_ledger'")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        try queue.close()
    }
}
