import TradeInCore

/// What a backup says of itself, in `manifest.json`.
public struct BackupManifest: Hashable, Sendable {
    /// The form of the folder; a later program may write another.
    public static let format = "tradein-backup/1"

    /// The log's name.
    public var origin: String
    /// The county's GB/T 2260 code.
    public var countyCode: String
    /// The version of the ledger's schema.
    public var schema: Int
    /// When it was begun.
    public var madeAt: Moment
    /// Who made it.
    public var madeBy: String
    /// The signed checkpoint of the copy; nil where nothing is in the log.
    public var checkpoint: String?
    /// The log's public key in C2SP's form.
    public var verifierKey: String
    /// How much is in it.
    public var counts: BackupCounts
    /// Whether the keys are in it.
    public var hasKeys: Bool
    /// The SHA-256 of papers that the ledger names and that were lost or damaged.
    public var faultyPapers: [String]

    /// The manifest as canonical JSON.
    var bytes: [UInt8] {
        canonicalObject { json in
            if let checkpoint { json.field("checkpoint", checkpoint) }
            json.field("claims", counts.claims)
            json.field("countyCode", countyCode)
            json.field("entries", counts.entries)
            json.key("faultyPapers")
            json.array { json in faultyPapers.forEach { json.string($0) } }
            json.field("format", Self.format)
            json.field("hasKeys", hasKeys)
            json.field("madeAt", madeAt.text)
            json.field("madeBy", madeBy)
            json.field("origin", origin)
            json.field("papers", counts.papers)
            json.field("schema", Int64(schema))
            json.field("verifierKey", verifierKey)
        }
    }

    /// Reads a manifest; nil when it is none.
    init?(_ json: JSONValue) {
        guard json["format"]?.string == Self.format, let origin = json["origin"]?.string,
            let countyCode = json["countyCode"]?.string,
            let schema = json["schema"]?.integer,
            let madeAt = json["madeAt"]?.string.flatMap(Moment.init(text:)),
            let madeBy = json["madeBy"]?.string, let key = json["verifierKey"]?.string,
            let hasKeys = json["hasKeys"]?.bool, let claims = json["claims"]?.integer,
            let entries = json["entries"]?.integer, let papers = json["papers"]?.integer,
            let faulty = json["faultyPapers"]?.array
        else { return nil }
        self.init(
            origin: origin, countyCode: countyCode, schema: Int(schema), madeAt: madeAt,
            madeBy: madeBy, checkpoint: json["checkpoint"]?.string, verifierKey: key,
            counts: BackupCounts(entries: entries, claims: claims, papers: papers),
            hasKeys: hasKeys, faultyPapers: faulty.compactMap(\.string))
    }

    init(
        origin: String, countyCode: String, schema: Int, madeAt: Moment, madeBy: String,
        checkpoint: String?, verifierKey: String, counts: BackupCounts, hasKeys: Bool,
        faultyPapers: [String]
    ) {
        self.origin = origin
        self.countyCode = countyCode
        self.schema = schema
        self.madeAt = madeAt
        self.madeBy = madeBy
        self.checkpoint = checkpoint
        self.verifierKey = verifierKey
        self.counts = counts
        self.hasKeys = hasKeys
        self.faultyPapers = faultyPapers
    }
}

/// How much a backup holds.
public struct BackupCounts: Hashable, Sendable {
    /// Entries of the log.
    public var entries: Int64
    /// Claims.
    public var claims: Int64
    /// Papers and files of evidence, each content once.
    public var papers: Int64
}
