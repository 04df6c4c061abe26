import Foundation
import GRDB
import TradeInCore

/// What a check of a backup found, without the ledger and without its keys.
public struct BackupReport: Sendable {
    /// What the backup says of itself.
    public var manifest: BackupManifest
    /// Files whose sums were worked out.
    public var fileCount = 0
    /// Their bytes.
    public var byteCount: Int64 = 0
    /// All that is not as it must be.
    public var problems: [VerifyReport.Problem] = []

    /// Whether nothing is wrong.
    public var isClean: Bool { problems.isEmpty }

    /// Reads a backup whole: each file's sum, the pages of the ledger, the log's root and its
    /// signature, the counts, the papers that the ledger names.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - progress: receives files done and in all.
    /// - Returns: the report.
    /// - Throws: ``BackupFailure`` when it is no backup, or the file system's error.
    public static func of(
        _ path: String, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> BackupReport {
        let file = URL(fileURLWithPath: "\(path)/\(BackupFolder.manifestName)")
        guard let data = try? Data(contentsOf: file), data.count < 64 << 20,
            let json = try? JSONValue.parse(Array(data))
        else { throw BackupFailure.notABackup(path: path) }
        guard let manifest = BackupManifest(json) else {
            guard let format = json["format"]?.string, format != BackupManifest.format,
                format.hasPrefix("tradein-backup/")
            else { throw BackupFailure.notABackup(path: path) }
            throw BackupFailure.newerFormat(path: path, found: format)
        }
        var report = BackupReport(manifest: manifest)
        try report.checkFiles(path, progress)
        report.checkLedger(path)
        return report
    }

    private mutating func add(_ code: String, _ place: String, zh: String, en: String) {
        problems.append(
            VerifyReport.Problem(
                code: code, place: place, message: LocalizedText(zh: zh, en: en)))
    }

    private mutating func checkFiles(_ path: String, _ progress: (Int, Int) -> Void) throws {
        guard let sums = Self.sums(path) else {
            return add(
                "sums-missing", BackupFolder.sumsName, zh: "摘要清单缺失或无法读取。",
                en: "The list of sums is missing or cannot be read.")
        }
        for (place, name) in sums.keys.sorted().enumerated() {
            progress(place + 1, sums.count)
            let file = "\(path)/\(name)"
            guard BackupFolder.isThere(file) else {
                add("file-missing", name, zh: "\(name) 不在。", en: "\(name) is missing.")
                continue
            }
            let (sum, count) = try BackupFolder.sum(of: file)
            fileCount += 1
            byteCount += count
            guard sum != sums[name] else { continue }
            add(
                "file-differs", name, zh: "\(name) 与摘要不符，已损坏或被改动。",
                en: "\(name) is not what its sum says: damaged or changed.")
        }
        let known = Set(sums.keys).union([BackupFolder.sumsName])
        for name in try Self.names(path).subtracting(known).sorted() {
            add(
                "file-extra", name, zh: "\(name) 不是备份写出的。", en: "\(name) is none of the backup's.")
        }
    }

    /// The sums by file; nil when the list is not in its form.
    private static func sums(_ path: String) -> [String: String]? {
        guard
            let text = try? String(
                contentsOfFile: "\(path)/\(BackupFolder.sumsName)", encoding: .utf8)
        else { return nil }
        var sums: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /([0-9a-f]{64})  ([A-Za-z0-9._\/]+)/),
                !match.output.2.hasPrefix("/"), !match.output.2.contains("..")
            else { return nil }
            sums[String(match.output.2)] = String(match.output.1)
        }
        return sums[BackupFolder.ledgerName] == nil ? nil : sums
    }

    private static func names(_ path: String) throws -> Set<String> {
        var names: Set<String> = []
        let files = FileManager.default.enumerator(atPath: path)
        while let name = files?.nextObject() as? String {
            var status = stat()
            guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
                continue
            }
            names.insert(name)
        }
        return names
    }

    private mutating func checkLedger(_ path: String) {
        do {
            let contents = try BackupContents("\(path)/\(BackupFolder.ledgerName)")
            problems += contents.problems(against: manifest)
            for paper in contents.papers.sorted() {
                let file = "\(path)/\(BackupFolder.papersName)/\(paper.prefix(2))/\(paper)"
                guard !BackupFolder.isThere(file) else { continue }
                add(
                    "paper-lost", "paper \(paper.prefix(12))", zh: "账本所列的材料不在备份中。",
                    en: "A paper that the ledger names is not in the backup.")
            }
        } catch {
            add(
                "file-damaged", BackupFolder.ledgerName, zh: "账本副本无法读取。",
                en: "The copy of the ledger cannot be read.")
        }
    }
}
