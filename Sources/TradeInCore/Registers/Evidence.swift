/// A file that shows what a register record says: a photo of a fair, a stamped report.
///
/// It lies in the folder of papers already, sealed.
public struct PreparedEvidence: Sendable {
    /// The record's key: `event:E-1`, `recycling:R-1`, or a figure's.
    public var recordKey: String
    /// The file's digest, lower-case hexadecimal.
    public var sha256: String
    /// Its form, by content.
    public var format: PaperFormat
    /// Its size in bytes.
    public var byteCount: Int

    /// A file for a record.
    public init(recordKey: String, sha256: String, format: PaperFormat, byteCount: Int) {
        self.recordKey = recordKey
        self.sha256 = sha256
        self.format = format
        self.byteCount = byteCount
    }
}

/// Evidence as it goes into the ledger.
public struct NewEvidence: Sendable {
    /// The file and its record.
    public var prepared: PreparedEvidence
    /// Who put it there.
    public var actor: String
    /// Its entry in the log.
    public var logIndex: Int64
}

extension LedgerMachine {
    /// Files of one record; more than anybody needs.
    public static let mostEvidence = 60

    static func attach(
        _ prepared: PreparedEvidence, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = prepared.recordKey
        guard state.records[key] != nil else { return .refused(.recordUnknown(key)) }
        let own = state.evidence[key] ?? [:]
        if let place = own[prepared.sha256] { return .replayed(Receipt(logIndex: place)) }
        guard own.count < mostEvidence else { return .refused(.evidenceFull(key)) }
        let others = (state.evidenceHolders[prepared.sha256] ?? []).subtracting([key]).sorted()
        let place = state.log(
            canonicalObject(capacity: 256) { json in
                json.field("actor", context.actor)
                if !others.isEmpty {
                    json.key("alsoOn")
                    json.array { json in others.forEach { json.string($0) } }
                }
                json.field("at", context.now.text)
                json.field("bytes", Int64(prepared.byteCount))
                json.field("format", prepared.format.rawValue)
                json.field("kind", "record.evidence")
                json.field("record", key)
                json.field("sha256", prepared.sha256)
            })
        state.evidence[key, default: [:]][prepared.sha256] = place
        state.evidenceHolders[prepared.sha256, default: []].insert(key)
        state.effects.evidence.append(
            NewEvidence(prepared: prepared, actor: context.actor, logIndex: place))
        return .done(
            Receipt(logIndex: place),
            findings: others.isEmpty ? [] : [.fileOnTwoRecords(prepared.sha256, others)])
    }
}

extension Finding {
    static func fileOnTwoRecords(_ sha256: String, _ others: [String]) -> Finding {
        let names = others.prefix(3).joined(separator: ", ")
        return Finding(
            "file-on-two-records", .warning,
            zh: "同一份文件（\(sha256.prefix(12))…）已用于：\(names)。请核对是否传错。",
            en: "The same file (\(sha256.prefix(12))…) stands on \(names). Check whether it is the "
                + "right one.")
    }
}

extension Refusal {
    /// No register record has the key.
    public static func recordUnknown(_ key: String) -> Refusal {
        Refusal(
            .recordUnknown, zh: "没有登记“\(key)”。请核对编号。",
            en: "There is no record \(key). Check the reference.")
    }

    static func evidenceUnknown(_ key: String, _ sha256: String) -> Refusal {
        Refusal(
            .recordUnknown, zh: "“\(key)”没有佐证 \(sha256.prefix(12))…。请重新打开登记的页面。",
            en: "\(key) has no file \(sha256.prefix(12))…. Open the record again.")
    }

    static func evidenceFull(_ key: String) -> Refusal {
        let most = LedgerMachine.mostEvidence
        return Refusal(
            .evidenceFull, zh: "“\(key)”已有\(most)份佐证，不能再加。请合并成一个PDF。",
            en: "\(key) has \(most) files and takes no more. Join them in one PDF.")
    }
}
