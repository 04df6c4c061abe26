import TradeInCore
import TradeInDesk
import TradeInStore

/// When the ledger was last backed up, and whether that is long ago.
struct BackupState: Sendable {
    /// The last backup of which every part was good.
    let last: BackupRow?
    /// The last one that was made, good or not.
    private let latest: BackupRow?
    /// Entries of the log that it does not hold.
    let entriesSince: Int64

    /// A night without a backup is one too many.
    private static let longSeconds: Int64 = 86_400

    /// Asks the ledger.
    ///
    /// - Throws: ``LedgerFailure`` when it cannot be read.
    init(_ store: LedgerStore) throws {
        let made = try store.backups(limit: 100)
        latest = made.first
        last = made.first { $0.isVerified }
        let note = try store.latestCheckpoint()
        let size = note.flatMap { try? store.verifier().checkpoint(of: $0) }?.size ?? 0
        entriesSince = max(0, Int64(clamping: size) - (last?.size ?? 0))
    }

    func content(_ visit: Visit) -> Content {
        var content: Content = [:]
        guard let last else {
            content["mark"] = "bad"
            content["word"] = visit.say("从未备份", "never")
            content["advice"] = visit.say(
                "请尽快备份，密钥另处保管：", "Make one soon, and keep the keys elsewhere:")
            return content
        }
        let age = max(0, visit.now.seconds - last.madeAt.seconds)
        let isOld = age > Self.longSeconds
        content["mark"] = isOld ? "bad" : "ok"
        content["word"] =
            isOld ? visit.say("超过一天", "older than a day") : visit.say("已核验", "verified")
        if isOld { content["advice"] = visit.say("请再备份一次：", "Make another:") }
        if let latest, latest != last {
            content["mark"] = "bad"
            content["advice"] = visit.say(
                "最近一次（\(latest.madeAt.countyText)）缺少损坏的材料，请全面核验后再备份：",
                "The latest one (\(latest.madeAt.countyText)) lacks papers that are damaged. Verify the "
                    + "whole ledger, then make another:")
        }
        content["last"] =
            [
                "at": last.madeAt.countyText, "age": Self.text(age, visit), "actor": last.actor,
                "name": last.name, "size": String(last.size), "since": String(entriesSince),
                "bytes": SystemState.text(last.byteCount), "hasKeys": last.hasKeys,
                "root": last.root,
            ] as Content
        return content
    }

    /// How long ago, in the largest unit that fits.
    static func text(_ seconds: Int64, _ visit: Visit) -> String {
        func text(_ count: Int64, _ zh: String, _ one: String, _ many: String) -> String {
            visit.say("\(count)\(zh)前", "\(count) \(count == 1 ? one : many) ago")
        }
        return switch seconds {
        case ..<60: visit.say("刚刚", "just now")
        case ..<3_600: text(seconds / 60, "分钟", "minute", "minutes")
        case ..<172_800: text(seconds / 3_600, "小时", "hour", "hours")
        default: text(seconds / 86_400, "天", "day", "days")
        }
    }
}
