import Foundation

/// Text on its way to standard output, or to a file that appears whole or not at all.
public final class TextSink {
    private let file: AtomicFile?
    private var text: [UInt8] = []

    private static let pieceBytes = 1 << 18

    /// Begins a text.
    ///
    /// - Parameter path: where it appears; nil for standard output.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(path: String?) throws(FileFault) {
        guard let path else {
            file = nil
            return
        }
        file = try AtomicFile(path: path, permissions: 0o600)
    }

    /// Appends a line.
    public func line(_ line: String) throws(FileFault) { try self.line(Array(line.utf8)) }

    /// Appends a line of bytes that are UTF-8.
    public func line(_ line: [UInt8]) throws(FileFault) {
        text.append(contentsOf: line)
        text.append(0x0A)
        if text.count >= Self.pieceBytes { try flush() }
    }

    /// Writes what is left; a file becomes durable and takes its place.
    public func finish() throws(FileFault) {
        try flush()
        try file?.finish()
    }

    private func flush() throws(FileFault) {
        if let file {
            try text.withUnsafeBufferPointer { (buffer) throws(FileFault) in
                try file.write(UnsafeRawBufferPointer(buffer))
            }
        } else {
            do {
                try FileHandle.standardOutput.write(contentsOf: text)
            } catch {
                throw FileFault(.write, path: "-", code: CSVWriter.code(of: error))
            }
        }
        text.removeAll(keepingCapacity: true)
    }
}
