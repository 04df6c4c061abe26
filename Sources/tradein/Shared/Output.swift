import Foundation
import TradeInCore

/// Standard output in large writes, and standard error for what is not data.
enum Output {
    nonisolated(unsafe) private static var buffer: [UInt8] = []

    /// A line of text.
    static func line(_ text: String = "") {
        buffer.append(contentsOf: text.utf8)
        endLine()
    }

    /// A line of bytes that are UTF-8.
    static func line(_ bytes: [UInt8]) {
        buffer.append(contentsOf: bytes)
        endLine()
    }

    private static func endLine() {
        buffer.append(10)
        if buffer.count > 1 << 16 { flush() }
    }

    /// Writes what is held back.
    static func flush() {
        guard !buffer.isEmpty else { return }
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes {
                write(1, $0.baseAddress.map { $0 + written }, buffer.count - written)
            }
            // A reader that went away, such as head, has all it wanted.
            guard count > 0 else { break }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// A finding on standard error: its code and its words.
    static func complain(_ finding: Finding) {
        complain("\(finding.code): \(finding.message[Language.current])")
    }

    /// A line on standard error.
    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// The form of an answer.
enum OutputFormat: String, CaseIterable, Sendable {
    case table, json, jsonl, csv
}
