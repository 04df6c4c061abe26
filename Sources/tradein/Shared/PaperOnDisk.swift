import FileExchange
import TradeInCore

/// A file that is to be kept as a paper or as evidence: read whole and recognised by content.
struct PaperOnDisk {
    var bytes: [UInt8]
    var format: PaperFormat

    /// Reads a file; one that is too large is not read.
    ///
    /// - Throws: ``FileFault`` when it cannot be read.
    static func read(
        _ path: String
    ) throws(FileFault) -> Result<PaperOnDisk, PaperFormat.Fault> {
        let size = try WholeFile.size(at: path)
        guard size <= PaperFormat.mostBytes else { return .failure(.tooLarge(bytes: size)) }
        let bytes = try WholeFile.bytes(at: path)
        return PaperFormat.recognise(bytes).map { PaperOnDisk(bytes: bytes, format: $0) }
    }
}
