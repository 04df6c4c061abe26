/// A pack as a ledger keeps it: its text and its notice, under its digest.
///
/// Enough to compile it again in ten years, by whatever program then reads packs.
public struct KeptPack: Hashable, Sendable {
    /// The pack's identifier.
    public var identifier: String
    /// Its version.
    public var version: String
    /// SHA-256 of `text`, lower-case hexadecimal.
    public var sha256: String
    /// The pack file.
    public var text: String
    /// The notice beside it.
    public var notice: String

    /// A pack to keep.
    public init(
        identifier: String, version: String, sha256: String, text: String, notice: String
    ) {
        self.identifier = identifier
        self.version = version
        self.sha256 = sha256
        self.text = text
        self.notice = notice
    }
}
