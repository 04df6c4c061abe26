import Foundation
import GRDB
import TradeInCore

/// A paper as the log tells it.
struct LoggedPaper: Hashable, Sendable {
    var number: Int64
    var kind: String
    var sha256: String
    var format: String
    var byteCount: Int64
    var actor: String
    var seq: Int64
}

extension EntryCheck {
    func takePaper(_ seq: Int64, _ json: JSONValue, _ result: inout Result) {
        guard let number = json["claim"]?.integer, let kind = json["paper"]?.string,
            let sha256 = json["sha256"]?.string, let format = json["format"]?.string,
            let bytes = json["bytes"]?.integer, let actor = json["actor"]?.string
        else {
            return result.report.add(
                "entry-incomplete", "log \(seq)", zh: "材料记录不完整。",
                en: "The paper's entry is incomplete.")
        }
        result.papers.append(
            LoggedPaper(
                number: number, kind: kind, sha256: sha256, format: format, byteCount: bytes,
                actor: actor, seq: seq))
    }
}

/// Papers against the log, and the files against their digests.
extension VerifyRun {
    mutating func paperRowsAndFiles() throws {
        var logged = Set(papers)
        let rows = try HotStatement(
            database, "SELECT claimId, kind, sha256, format, byteCount, actor, logIndex FROM paper")
        while try rows.step() {
            let row = LoggedPaper(
                number: rows.integer(0), kind: rows.text(1), sha256: rows.text(2),
                format: rows.text(3), byteCount: rows.integer(4), actor: rows.text(5),
                seq: rows.integer(6))
            guard logged.remove(row) == nil else { continue }
            report.add(
                "paper-differs", ClaimID(number: row.number).text, zh: "材料与日志不符。",
                en: "The paper does not agree with the log.")
        }
        for lost in logged.sorted(by: { $0.seq < $1.seq }) {
            report.add(
                "paper-missing", "log \(lost.seq)", zh: "日志中的材料不在账本中。",
                en: "A paper of the log is not in the ledger.")
        }
        var sizes: [String: Int64] = [:]
        for paper in papers { sizes[paper.sha256] = paper.byteCount }
        checkFiles(sizes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    /// Opens every file, on all cores; those that are good are the most.
    mutating func checkFiles(_ files: [(sha256: String, size: Int64)]) {
        report.papers += files.count
        let folder = store.papers
        let bad = Parallel.map(files, parts: 16) { part in
            part.filter { file in
                (try? folder.get(file.sha256)).map { Int64($0.count) != file.size } ?? true
            }.map(\.sha256)
        }
        for sha256 in bad.joined() { tell(sha256, isThere: folder.isThere(sha256)) }
    }

    private mutating func tell(_ sha256: String, isThere: Bool) {
        report.add(
            isThere ? "paper-changed" : "paper-lost", "paper \(sha256.prefix(12))",
            zh: isThere ? "材料文件被改动或损坏，请从备份恢复。" : "材料文件丢失，请从备份恢复。",
            en: isThere
                ? "The paper's file was changed or damaged; restore it from a backup."
                : "The paper's file is lost; restore it from a backup.")
    }

    /// Whether the papers that a claim's pack asks for were there when it was approved.
    func hasPapers(_ claim: StandingClaim, at seq: Int64) -> Bool {
        guard let needs = check.pack(claim.packSha256)?.source.paperNeeds, !needs.isEmpty else {
            return true
        }
        let kinds = (papersByClaim[claim.number] ?? []).filter { $0.seq < seq }
            .compactMap { PaperKind(rawValue: $0.kind) }
        return PaperNeed.missing(of: needs, beside: kinds, isRise: claim.parent != nil).isEmpty
    }
}
