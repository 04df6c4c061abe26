import FileExchange
import Foundation
import Hummingbird
import NIOCore
import TradeInCore
import TradeInDesk
import TradeInStore

extension Call {
    /// An answer that `write` writes into a file which nobody else sees.
    func file(
        named name: String, type: String, _ write: @escaping @Sendable (String) throws -> Void
    ) async throws -> Response { try await visit.file(named: name, type: type, write) }
}

/// Media types of our files.
enum MediaType {
    static let csv = "text/csv"
    static let lines = "application/jsonl"
    static let json = "application/json"
    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

extension TextEncoding {
    /// The content type of CSV in the encoding.
    var csvType: String {
        MediaType.csv + "; charset=" + (self == .gb18030 ? "gb18030" : "utf-8")
    }
}

/// Long answers: made in a file of their own and sent piece by piece, so that none is held in memory.
extension Visit {
    private static let pieceBytes = 64 << 10

    /// An answer that `write` writes into a file which nobody else sees.
    ///
    /// - Parameters:
    ///   - name: what the sender's file is called.
    ///   - type: its content type.
    ///   - write: receives the path; it runs beside the threads that serve requests.
    /// - Returns: the answer, which sends the file piece by piece.
    /// - Throws: what `write` throws; then nothing of the file was sent.
    func file(
        named name: String, type: String, _ write: @escaping @Sendable (String) throws -> Void
    ) async throws -> Response {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("tradein-\(UUID().uuidString)-\(name)").path
        let remove: @Sendable () -> Void = { unlink(path) }
        do {
            try await desk.read { _ in try write(path) }
        } catch {
            remove()
            throw error
        }
        // Open and without a name: it is gone once it is sent, or when the server dies.
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw FileFault(.open, path: path, code: ENOENT)
        }
        remove()
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: 0)
        return attachment(named: name, type: type, size: Int(size), of: handle)
    }

    private func attachment(
        named name: String, type: String, size: Int, of handle: FileHandle
    ) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(contentLength: size) { writer in
                defer { try? handle.close() }
                while let piece = try handle.read(upToCount: Self.pieceBytes), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            })
        if let disposition = HTTPFields.Element.Name("Content-Disposition") {
            response.headers[disposition] = "attachment; filename=\"\(name)\""
        }
        return response
    }
}
