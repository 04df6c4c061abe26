import CQRencode
import TradeInCore

/// A QR code (ISO/IEC 18004) as one SVG path, made by libqrencode.
enum QRCode {
    /// The code of a text: its width in modules with the quiet zone, and the path of its dark ones.
    ///
    /// - Parameter text: at most some hundred bytes.
    /// - Returns: nil when the text is too long for a code.
    static func path(of text: String) -> (width: Int, path: String)? {
        guard
            let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let modules = code.pointee.data else { return nil }
        let quiet = 4
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] & 1 == 1 { column += 1 }
                if column > start {
                    let length = column - start
                    path += "M\(start + quiet) \(row + quiet)h\(length)v1h-\(length)z"
                }
                column += 1
            }
        }
        return (width + 2 * quiet, path)
    }
}
