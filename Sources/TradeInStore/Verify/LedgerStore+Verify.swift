import Foundation
import GRDB
import TradeInCore

extension LedgerStore {
    /// Recomputes the whole ledger from its log and compares.
    ///
    /// Hashes, tiles, roots, signatures, determinations, postings, balances, tally cells, claims
    /// and personal records are worked out again. Of the locks it checks that each claim holds
    /// some and that none is orphaned, not their digests.
    ///
    /// Reads one snapshot, so writers go on meanwhile. Work is spread over the cores.
    ///
    /// - Parameters:
    ///   - register: the item classes.
    ///   - pack: compiles the pack with a digest; nil when there is none.
    ///   - progress: receives entries done and in all.
    /// - Returns: the report; an empty list of problems means that all agrees.
    /// - Throws: ``LedgerFailure`` when the file cannot be read.
    public func verify(
        register: ItemClassRegister, pack: @escaping @Sendable (String) -> PolicyPack?,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> VerifyReport {
        try translatingFailures {
            try pool.read { database in
                let check = EntryCheck(
                    keys: keys, register: register, pack: pack,
                    activity: try VerifyRun.activity(database))
                var run = VerifyRun(store: self, check: check, database: database)
                try run.entries(progress)
                try run.tilesAndCheckpoints()
                try run.postingsAndBalances()
                try run.months()
                try run.tallyCells()
                try run.supplementRows()
                try run.riseRows()
                try run.claimSteps()
                try run.paperRowsAndFiles()
                try run.rightRows()
                try run.claimsAgainstFunds()
                try run.capsAndUse()
                try run.payments()
                try run.registers()
                try run.planRows()
                try run.packs()
                try run.counts()
                try run.file()
                return run.report
            }
        }
    }
}

/// One verification over one snapshot.
struct VerifyRun {
    let store: LedgerStore
    let check: EntryCheck
    let database: Database
    var report = VerifyReport()
    private var frontier = LogFrontier()
    private var tiles: [LogFrontier.Tile] = []
    private(set) var postings: [EntryCheck.LoggedPosting] = []
    /// The months that the log closes, in its order.
    private(set) var closes: [LoggedClose] = []
    /// The day on which each claim got its money.
    private(set) var encumbered: [Int64: Day] = [:]
    /// The awards that the log links to claims.
    private(set) var rises: [LoggedRise] = []
    /// What the log tells of rights, in its order.
    private(set) var rights: [LoggedRight] = []
    /// The papers that the log puts to claims, in its order.
    private(set) var papers: [LoggedPaper] = []
    /// The evidence that the log puts to records, in its order.
    private(set) var evidence: [LoggedEvidence] = []
    /// The last entry of each event and recycling record.
    private(set) var planRecords: [String: Int64] = [:]
    /// How many figures of targets the log has.
    private(set) var figures = 0
    /// The same papers by claim.
    private(set) var papersByClaim: [Int64: [LoggedPaper]] = [:]
    /// The steps that the log tells, in its order.
    private(set) var steps: [EntryCheck.LoggedStep] = []
    /// How often each claim was put right.
    var revisions: [Int64: Int] = [:]
    /// The supplements that the log grants.
    private(set) var supplements: [EntryCheck.Supplement] = []

    init(store: LedgerStore, check: EntryCheck, database: Database) {
        self.store = store
        self.check = check
        self.database = database
    }

    /// Reads entries with their rows in stretches; two halves of a stretch are recomputed at once.
    mutating func entries(_ progress: (Int, Int) -> Void) throws {
        let total = try Int.fetchOne(database, sql: "SELECT count(*) FROM logEntry") ?? 0
        let notes = try checkpoints()
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, claimRef, dealer.code, claim.programme, classKey, claim.townKey, soldOn,
                priceFen, amountFen, verdict,
                coalesce((SELECT fromState FROM claimStep WHERE claimStep.claimId = claim.claimId
                    AND claimStep.logIndex > claim.logIndex ORDER BY stepId LIMIT 1), claim.state),
                fund.code, policyPack.sha256, logIndex,
                vault.sealedKey, vault.sealed, vault.claimId, units
            FROM claim JOIN dealer USING (dealerId) JOIN fund USING (fundId)
                JOIN policyPack USING (packId) LEFT JOIN vault USING (claimId)
            WHERE (revision > 0) = ? ORDER BY claimId
            """)
        var corrected = try correctedClaims(rows)
        rows.bind(1, 0)
        let bodies = try HotStatement(database, "SELECT seq, body FROM logEntry ORDER BY seq")
        var waiting = try nextClaim(rows)
        var seq: Int64 = 0
        var isEnd = false
        while !isEnd {
            var stretch: [StoredEntry] = []
            while stretch.count < 8192 {
                // A step past the end would begin anew, so the end is remembered.
                guard try bodies.step() else {
                    isEnd = true
                    break
                }
                var entry = StoredEntry(seq: bodies.integer(0), body: bodies.blob(1))
                if entry.seq != seq {
                    report.add(
                        "entry-missing", "log \(seq)", zh: "日志缺少一条。", en: "A log entry is missing.")
                }
                seq = entry.seq + 1
                if let claim = waiting, claim.row.logIndex == entry.seq {
                    (entry.claim, entry.sealed, entry.isErased) = (
                        claim.row, claim.sealed, claim.isErased
                    )
                    entry.units = claim.units
                    waiting = try nextClaim(rows)
                } else if let other = corrected.removeValue(forKey: entry.seq) {
                    entry.claim = other.claim
                    entry.sealed = other.sealed
                    entry.isErased = other.isErased
                    entry.isSuperseded = other.isSuperseded
                    entry.units = other.units
                }
                stretch.append(entry)
            }
            take(recomputed(stretch), notes)
            progress(report.entries, total)
        }
        if let waiting {
            report.add(
                "claim-unlogged", waiting.row.id.text, zh: "申领没有对应的日志。",
                en: "The claim has no log entry.")
        }
        rows.reset()
    }

    /// The contents of claims that were put right, now and before, by their entries.
    private func correctedClaims(_ rows: HotStatement) throws -> [Int64: StoredEntry] {
        var found: [Int64: StoredEntry] = [:]
        rows.bind(1, 1)
        while let claim = try nextClaim(rows) {
            var entry = StoredEntry(seq: claim.row.logIndex, body: [])
            (entry.claim, entry.sealed, entry.isErased) = (claim.row, claim.sealed, claim.isErased)
            entry.units = claim.units
            found[entry.seq] = entry
        }
        let older = try HotStatement(
            database, "SELECT logIndex, sealedKey, sealed FROM claimRevision")
        while try older.step() {
            var entry = StoredEntry(seq: older.integer(0), body: [])
            entry.isSuperseded = true
            entry.isErased = older.isNull(1)
            entry.sealed =
                entry.isErased
                ? nil : SealedRecord(sealedKey: older.blob(1), sealed: older.blob(2))
            found[entry.seq] = entry
        }
        return found
    }

    private func nextClaim(
        _ rows: HotStatement
    ) throws -> (row: ClaimRow, sealed: SealedRecord?, isErased: Bool, units: Int64)? {
        guard try rows.step() else { return nil }
        let hasVault = !rows.isNull(16)
        let isErased = hasVault && rows.isNull(14)
        let sealed =
            hasVault && !isErased
            ? SealedRecord(sealedKey: rows.blob(14), sealed: rows.blob(15)) : nil
        return (try LedgerStore.claimRow(rows), sealed, isErased, rows.integer(17))
    }

    private func recomputed(_ stretch: [StoredEntry]) -> [EntryCheck.Result] {
        Parallel.map(stretch, parts: 4) { [check] in check.check($0) }
    }

    private mutating func take(_ results: [EntryCheck.Result], _ notes: [UInt64: Checkpoint]) {
        for result in results {
            report.add(result.report)
            postings += result.postings
            closes += result.closes
            for (claim, day) in result.encumbered { encumbered[claim] = day }
            papers += result.papers
            evidence += result.evidence
            figures += result.figures
            for record in result.planRecords { planRecords[record.key] = record.seq }
            rights += result.rights
            rises += result.rises
            for paper in result.papers { papersByClaim[paper.number, default: []].append(paper) }
            supplements += result.supplements
            steps += result.steps
            for leaf in result.leaves {
                frontier.append(leaf) { tiles.append($0) }
                if let note = notes[frontier.size], note.root != frontier.root {
                    report.add(
                        "root-differs", "checkpoint \(frontier.size)", zh: "日志根与签名的检查点不符。",
                        en: "The log's root differs from the signed checkpoint.")
                }
            }
        }
    }

    /// All checkpoints by size, their signatures checked.
    private mutating func checkpoints() throws -> [UInt64: Checkpoint] {
        let rows = try HotStatement(database, "SELECT size, note FROM checkpoint ORDER BY size")
        var notes: [UInt64: Checkpoint] = [:]
        while try rows.step() {
            let size = UInt64(clamping: rows.integer(0))
            report.checkpoints += 1
            let note = Checkpoint(note: rows.text(1), verifiedBy: store.keys.verifying)
            guard let note, note.size == size, note.origin == store.origin else {
                report.add(
                    "signature-bad", "checkpoint \(size)", zh: "检查点签名无效。",
                    en: "The checkpoint's signature is not good.")
                continue
            }
            notes[size] = note
        }
        return notes
    }

    mutating func tilesAndCheckpoints() throws {
        let last = try Int64.fetchOne(database, sql: "SELECT max(size) FROM checkpoint") ?? 0
        if UInt64(clamping: last) != frontier.size {
            report.add(
                "checkpoint-missing", "checkpoint \(last)",
                zh: "日志有\(frontier.size)条，检查点只到\(last)。",
                en: "The log has \(frontier.size) entries, the newest checkpoint \(last).")
        }
        var expected: [[Int64]: [UInt8]] = [:]
        for tile in tiles + frontier.partialTiles {
            expected[[Int64(tile.level), Int64(tile.index)]] = tile.hashes
        }
        let rows = try HotStatement(database, "SELECT level, tileIndex, hashes FROM logTile")
        while try rows.step() {
            let place = [rows.integer(0), rows.integer(1)]
            if expected.removeValue(forKey: place) != rows.blob(2) { tileDiffers(place) }
        }
        for place in expected.keys { tileDiffers(place) }
    }

    private mutating func tileDiffers(_ place: [Int64]) {
        report.add(
            "tile-differs", "tile \(place[0])/\(place[1])", zh: "日志哈希块与重算结果不符。",
            en: "The stored tile differs from the recomputed one.")
    }
}
