import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Files that people brought and have not decided about: on disk, sealed, and how far each is.
///
/// How far a file is lies in memory only. One that a restart found waiting is tried out again when
/// its user opens it, which registers nothing.
final class UploadShelf: Sendable {
    /// How a file stands.
    enum State: Sendable {
        /// It is there, and nobody has looked at it since the server started.
        case waiting
        case running(rows: Int)
        case ended(ClaimFileRun.Result)
        case failed(LocalizedText)
    }

    /// A file on the shelf.
    struct Item: Sendable {
        let key: String
        let name: String
        let madeAt: Moment
        let byteCount: Int
        var state: State
        var isBooked: Bool
    }

    private struct Progress: Sendable {
        var state = State.waiting
        var isBooked = false
        /// When it was begun; what is older than any file is forgotten.
        var since: Moment
    }

    private let folder: UploadFolder
    private let progress = Locked<[String: Progress]>([:])

    /// The shelf of a ledger; what is past its day goes.
    init(_ store: LedgerStore, now: Moment) {
        folder = UploadFolder(store)
        folder.clean(now: now)
    }

    /// Puts a file on the shelf; files of the user's that are registered make room for it.
    ///
    /// - Returns: its key in addresses.
    /// - Throws: ``Problem`` when the user's files are too many or too large, or the file system's
    ///   error.
    func put(_ bytes: [UInt8], name: String, user: User, now: Moment) throws -> String {
        folder.clean(now: now)
        progress.change { all in
            all = all.filter { now.seconds - $0.value.since.seconds < UploadFolder.keptSeconds }
        }
        var booked = folder.items(of: user).filter { known($0.key)?.isBooked == true }
        while true {
            do {
                let key = try folder.put(bytes, name: name, of: user, now: now)
                progress.change { $0[key] = Progress(since: now) }
                return key
            } catch let refusal as UploadFolder.Refusal {
                guard let done = booked.popLast() else { throw Problem.shelfFull(refusal) }
                remove(done.key, of: user)
            }
        }
    }

    /// A file of the user's own; nil when there is none of that key, or its day is over.
    func item(_ key: String, of user: User, now: Moment) throws -> Item? {
        try items(of: user, now: now) { $0 == key }.first
    }

    /// The user's own files, the newest first.
    func items(of user: User, now: Moment) throws -> [Item] {
        try items(of: user, now: now) { _ in true }
    }

    private func items(
        of user: User, now: Moment, _ isWanted: (String) -> Bool
    ) throws -> [Item] {
        try folder.items(of: user).compactMap { stored in
            guard isWanted(stored.key),
                now.seconds - stored.madeAt.seconds < UploadFolder.keptSeconds,
                let name = try folder.get(.name, of: stored.key, of: user)
            else { return nil }
            let known = known(stored.key)
            return Item(
                key: stored.key, name: String(decoding: name, as: UTF8.self),
                madeAt: stored.madeAt, byteCount: stored.byteCount, state: known?.state ?? .waiting,
                isBooked: known?.isBooked ?? false)
        }
    }

    private func known(_ key: String) -> Progress? { progress.change { $0[key] } }

    /// What was brought, or what is given back; nil when it is not there.
    func bytes(_ part: UploadFolder.Part, of key: String, of user: User) throws -> [UInt8]? {
        try folder.get(part, of: key, of: user)
    }

    /// Takes a file away, whatever is being done with it.
    func remove(_ key: String, of user: User) {
        folder.remove(key, of: user)
        progress.change { $0[key] = nil }
    }

    // MARK: Runs

    /// Begins a run; false while another one of the file is under way.
    func begin(_ key: String, now: Moment) -> Bool {
        progress.change { all in
            var own = all[key] ?? Progress(since: now)
            if case .running = own.state { return false }
            own.state = .running(rows: 0)
            all[key] = own
            return true
        }
    }

    /// Says how far a run is.
    func tell(_ key: String, _ state: State) {
        progress.change { $0[key]?.state = state }
    }

    /// Ends a run: keeps what is given back, and says what came of it.
    func end(
        _ key: String, of user: User, _ result: ClaimFileRun.Result, back: [UInt8]?,
        isBooked: Bool
    ) throws {
        if let back { try folder.put(back, as: .back, beside: key, of: user) }
        progress.change {
            $0[key]?.state = .ended(result)
            $0[key]?.isBooked = isBooked
        }
    }
}

/// A value that several threads change, one at a time.
final class Locked<Value: Sendable>: @unchecked Sendable {
    private let gate = NSLock()
    private var held: Value

    init(_ value: Value) { held = value }

    func change<Result>(_ body: (inout Value) -> Result) -> Result {
        gate.withLock { body(&held) }
    }
}

extension Problem {
    static let uploadGone = Problem(
        code: "upload-gone", status: 404,
        title: LocalizedText(zh: "文件已不在", en: "The file is gone"),
        detail: LocalizedText(
            zh: "上传的文件保留一天，已到期或已移除。请重新上传；已登记的行不会重复登记。",
            en:
                "A file is kept for a day; this one is past it, or was removed. Bring it again; rows "
                + "that are registered are not registered twice."))

    /// The user's files on the shelf leave no room.
    static func shelfFull(_ refusal: UploadFolder.Refusal) -> Problem {
        let detail =
            switch refusal {
            case .tooMany(let count):
                LocalizedText(
                    zh: "您已有\(count)个文件待处理，最多\(UploadFolder.mostItems)个，这一个没有收下。"
                        + "请先登记或移除其中的文件。",
                    en:
                        "\(count) files of yours wait already, and \(UploadFolder.mostItems) are the "
                        + "most, so this one was not taken. Register or remove one of them first.")
            case .tooLarge(let bytes):
                LocalizedText(
                    zh: "您待处理的文件已有\(bytes >> 20) MiB，合计最多\(UploadFolder.mostBytes >> 20) MiB，"
                        + "这一个没有收下。请先登记或移除其中的文件。",
                    en: "\(bytes >> 20) MiB of your files wait already, and "
                        + "\(UploadFolder.mostBytes >> 20) MiB are the most, so this one was not taken. "
                        + "Register or remove one of them first.")
            }
        return Problem(
            code: "uploads-full", status: 409,
            title: LocalizedText(zh: "待处理的文件太多", en: "Too many files wait"), detail: detail)
    }
}
