import TradeInCore

/// Writes transactions as a plain-text journal that `ledger` and `hledger` both read.
///
/// To a path the file appears whole at ``finish(_:)`` or not at all.
public final class JournalWriter {
    private let sink: TextSink
    /// How many transactions were written.
    public private(set) var count = 0

    /// Begins a journal.
    ///
    /// - Parameter path: where it appears; nil for standard output.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(path: String?) throws(FileFault) {
        sink = try TextSink(path: path)
    }

    /// Writes one transaction; its day is the county's, since the log keeps UTC.
    ///
    /// - Throws: ``FileFault`` when the disk fails.
    public func write(_ transaction: JournalTransaction) throws(FileFault) {
        let claim = transaction.claim.map { " " + $0.text } ?? ""
        let day = transaction.at.countyDay.isoText
        try sink.line("\(day) (\(transaction.logIndex)) \(transaction.kind)\(claim)")
        for posting in transaction.postings {
            let account = "Fund:\(Self.escaped(posting.fundCode)):\(posting.account.key)"
            try sink.line("    \(account)  \(posting.amount.yuanText) CNY")
        }
        try sink.line("")
        count += 1
    }

    /// Ends the journal with a remark on what it holds.
    ///
    /// - Parameter remark: one line.
    /// - Throws: ``FileFault`` when the disk fails.
    public func finish(_ remark: String) throws(FileFault) {
        try sink.line("; \(remark)")
        try sink.finish()
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
