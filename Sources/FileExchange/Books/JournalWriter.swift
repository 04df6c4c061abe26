import Foundation
import TradeInCore

/// Writes transactions as a plain-text journal that `ledger` and `hledger` both read.
///
/// To a path the file appears whole at ``finish(_:)`` or not at all.
public final class JournalWriter {
    private let file: AtomicFile?
    private var text: [UInt8] = []
    /// How many transactions were written.
    public private(set) var count = 0

    /// Begins a journal.
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

    /// Writes one transaction; its day is the county's, since the log keeps UTC.
    ///
    /// - Throws: ``FileFault`` when the disk fails.
    public func write(_ transaction: JournalTransaction) throws(FileFault) {
        let claim = transaction.claim.map { " " + $0.text } ?? ""
        let day = transaction.at.countyDay.isoText
        text += Array("\(day) (\(transaction.logIndex)) \(transaction.kind)\(claim)\n".utf8)
        for posting in transaction.postings {
            let account = "Fund:\(Self.escaped(posting.fundCode)):\(posting.account.key)"
            text += Array("    \(account)  \(posting.amount.yuanText) CNY\n".utf8)
        }
        text.append(0x0A)
        count += 1
        if text.count > 1 << 18 { try flush() }
    }

    /// Ends the journal with a remark on what it holds.
    ///
    /// - Parameter remark: one line.
    /// - Throws: ``FileFault`` when the disk fails.
    public func finish(_ remark: String) throws(FileFault) {
        text += Array("; \(remark)\n".utf8)
        try flush()
        try file?.finish()
    }

    private func flush() throws(FileFault) {
        if let file {
            let bytes = text
            let result = bytes.withUnsafeBytes { buffer in
                Result { () throws(FileFault) in try file.write(buffer) }
            }
            try result.get()
        } else {
            do {
                try FileHandle.standardOutput.write(contentsOf: text)
            } catch {
                throw FileFault(.write, path: "-", code: CSVWriter.code(of: error))
            }
        }
        text.removeAll(keepingCapacity: true)
    }

    /// The code with all but letters, digits, hyphens and underscores written as `%XX`.
    public static func escaped(_ code: String) -> String {
        var result = ""
        for scalar in code.unicodeScalars {
            let isPlain =
                scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
                || scalar.properties.numericType == .decimal
            if isPlain {
                result.unicodeScalars.append(scalar)
                continue
            }
            for byte in String(scalar).utf8 {
                result +=
                    "%" + (byte < 16 ? "0" : "")
                    + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
