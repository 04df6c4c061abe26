/// An encoding of a text file that this room reads and writes.
public enum TextEncoding: String, Sendable, CaseIterable {
    /// UTF-8 without a byte-order mark; plain ASCII counts as this.
    case utf8 = "UTF-8"
    /// UTF-8 behind a byte-order mark, which spreadsheets need to see it as such.
    case utf8WithMark = "UTF-8 BOM"
    /// GB 18030, which holds GB 2312 and GBK.
    case gb18030 = "GB18030"

    /// The name to show.
    public var name: String { rawValue }

    /// The bytes of the byte-order mark U+FEFF.
    var mark: [UInt8] {
        self == .gb18030 ? [0x84, 0x31, 0x95, 0x33] : [0xEF, 0xBB, 0xBF]
    }
}
