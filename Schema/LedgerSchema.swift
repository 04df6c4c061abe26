/// The SQL of each migration, in order, as shipped.
///
/// A shipped file is frozen: a test keeps its digest. It uses no type of ours, so
/// that it means the same in ten years.
public enum LedgerSchema {
    /// A migration: its name, which is its file's, and its SQL.
    public struct Migration: Sendable {
        /// The name.
        public let name: String
        /// The statements.
        public let sql: String
    }

    /// All migrations, oldest first; the count is the schema's version.
    public static let migrations: [Migration] = [
        Migration(name: "v001_ledger", sql: text(PackageResources.v001_ledger_sql)),
        Migration(name: "v002_policies", sql: text(PackageResources.v002_policies_sql)),
        Migration(name: "v003_steps", sql: text(PackageResources.v003_steps_sql)),
        Migration(name: "v004_payments", sql: text(PackageResources.v004_payments_sql)),
        Migration(name: "v005_months", sql: text(PackageResources.v005_months_sql)),
        Migration(name: "v006_papers", sql: text(PackageResources.v006_papers_sql)),
        Migration(name: "v007_caps", sql: text(PackageResources.v007_caps_sql)),
        Migration(name: "v008_rights", sql: text(PackageResources.v008_rights_sql)),
        Migration(name: "v009_rises", sql: text(PackageResources.v009_rises_sql)),
        Migration(name: "v010_plan", sql: text(PackageResources.v010_plan_sql)),
        Migration(name: "v011_access", sql: text(PackageResources.v011_access_sql)),
        Migration(name: "v012_backups", sql: text(PackageResources.v012_backups_sql)),
        Migration(name: "v013_traces", sql: text(PackageResources.v013_traces_sql)),
        Migration(name: "v014_parents", sql: text(PackageResources.v014_parents_sql)),
    ]

    /// Marks an SQLite file as a trade-in ledger: "TrIn" in the header's application id.
    public static let applicationID: Int32 = 0x5472_496E

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
