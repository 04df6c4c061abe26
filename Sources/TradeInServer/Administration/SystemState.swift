import TradeInCore
import TradeInDesk
import TradeInStore

/// How the ledger's files and its log stand, without where they lie.
struct SystemState: Sendable {
    private let file: LedgerFileState
    private let note: String?
    private let statement: Checkpoint?
    private let verifierKey: String
    private let backup: BackupState

    /// Asks the ledger.
    ///
    /// - Throws: the file system's error, or ``LedgerFailure``.
    init(_ store: LedgerStore) throws {
        file = try store.fileState()
        note = try store.latestCheckpoint()
        statement = try note.flatMap { try store.verifier().checkpoint(of: $0) }
        verifierKey = store.verifierKey
        backup = try BackupState(store)
    }

    /// The mode that a key file must have: nobody but its owner reads it.
    private static let keyMode: UInt32 = 0o600
    /// Less than this is a warning: a batch of claims with its papers takes some hundred MiB.
    private static let fewFreeBytes: Int64 = 1 << 30

    func content(_ visit: Visit) -> Content {
        let isKeySafe = file.keyFileMode == Self.keyMode
        let key =
            switch file.keyFileMode {
            case nil: visit.say("不在：请从保管处恢复", "missing: restore it")
            case let mode?:
                visit.say("在，权限 ", "present, mode ") + "0" + String(mode, radix: 8)
                    + (isKeySafe ? "" : visit.say("，应为 0600", ", which must be 0600"))
            }
        return [
            "backup": backup.content(visit), "name": file.name, "size": Self.text(file.byteCount),
            "journal": Self.text(file.journalByteCount), "schema": file.schemaVersion,
            "key": key, "keyMark": isKeySafe ? "ok" : "bad",
            "free": Self.text(file.freeByteCount),
            "isNearlyFull": file.freeByteCount < Self.fewFreeBytes,
            "hasLog": note != nil, "isUnsigned": note != nil && statement == nil,
            "logSize": statement.map { String($0.size) } ?? "0",
            "root": statement?.rootText ?? "", "checkpoint": note ?? "", "vkey": verifierKey,
        ]
    }

    /// Bytes as people read them, to a tenth.
    static func text(_ bytes: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (tenths, unit) = (bytes, 0)
        guard bytes >= 1024 else { return "\(bytes) B" }
        tenths *= 10
        while tenths >= 10_240, unit < units.count - 1 {
            tenths = (tenths + 512) / 1024
            unit += 1
        }
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
