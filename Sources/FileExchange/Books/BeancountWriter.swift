import Foundation
import TradeInCore

/// Writes transactions as a journal for beancount that proves its own sums.
///
/// Behind the transactions every account is opened and its balance asserted, so that `bean-check`
/// alone tells whether the postings come to what the ledger holds. Directives stand in any order,
/// beancount sorts them by day; the first day of an account is known only at the end, because
/// the log's days may step back with the clock of the machine.
///
/// To a path the file appears whole at ``finish(_:)`` or not at all.
public final class BeancountWriter {
    private struct Account {
        var fundCode: String
        var firstDay: Day
        var sum = Money.zero
    }

    private let sink: TextSink
    private var accounts: [String: Account] = [:]
    private var lastDay: Day?
    /// How many transactions were written.
    public private(set) var count = 0

    /// Begins a journal.
    ///
    /// - Parameters:
    ///   - path: where it appears; nil for standard output.
    ///   - title: what beancount's reports are headed with.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(path: String?, title: String) throws(FileFault) {
        sink = try TextSink(path: path)
        try sink.line("option \"title\" \(Self.quoted(title))")
        try sink.line("option \"operating_currency\" \"CNY\"")
        try sink.line("")
    }

    /// Writes one transaction; its day is the county's, since the log keeps UTC.
    ///
    /// - Throws: ``FileFault`` when the disk fails.
    public func write(_ transaction: JournalTransaction) throws(FileFault) {
        let day = transaction.at.countyDay
        let claim = Self.quoted(transaction.claim?.text ?? "")
        try sink.line("\(day.isoText) * \(Self.quoted(transaction.kind)) \(claim)")
        try sink.line("  logIndex: \"\(transaction.logIndex)\"")
        for posting in transaction.postings {
            let name = Self.account(posting.fundCode, posting.account)
            try sink.line("  \(name)  \(posting.amount.yuanText) CNY")
            note(posting, of: name, on: day)
        }
        try sink.line("")
        lastDay = max(lastDay ?? day, day)
        count += 1
    }

    private func note(_ posting: Posting, of name: String, on day: Day) {
        var account = accounts[name] ?? Account(fundCode: posting.fundCode, firstDay: day)
        account.firstDay = min(account.firstDay, day)
        account.sum += posting.amount
        accounts[name] = account
    }

    /// Ends the journal: opens the accounts, asserts their balances, remarks on what it holds.
    ///
    /// - Parameter remark: one line.
    /// - Throws: ``FileFault`` when the disk fails.
    public func finish(_ remark: String) throws(FileFault) {
        let order = accounts.sorted { $0.key < $1.key }
        for (name, account) in order {
            try sink.line("\(account.firstDay.isoText) open \(name) CNY")
            try sink.line("  fund: \(Self.quoted(account.fundCode))")
        }
        // A balance holds at the beginning of its day.
        if let day = lastDay?.advanced(byDays: 1) {
            for (name, account) in order {
                // Without a tolerance of its own an assertion would let a fen pass.
                let amount = "\(account.sum.yuanText) ~ 0.00 CNY"
                try sink.line("\(day.isoText) balance \(name)  \(amount)")
            }
        }
        try sink.line("; \(remark)")
        try sink.finish()
    }

    /// The account's name: `Assets:Fund-JX-2026-appliance:Encumbered`.
    ///
    /// - Parameters:
    ///   - fundCode: the fund's code, of any characters.
    ///   - account: the account.
    /// - Returns: a name in beancount's grammar; different codes have different names.
    public static func account(_ fundCode: String, _ account: AccountKind) -> String {
        let kind = account.key.prefix(1).uppercased() + account.key.dropFirst()
        return "\(account.beancountRoot):Fund-\(escaped(fundCode)):\(kind)"
    }

    /// The code in letters, digits and hyphens: what is none becomes `--HEX-` of its code point.
    ///
    /// A hyphen stands as it is between two letters or digits only. So `--` always begins an
    /// escape, and the code can be read back.
    static func escaped(_ code: String) -> String {
        let scalars = Array(code.unicodeScalars)
        func isPlain(_ place: Int) -> Bool {
            scalars.indices.contains(place) && Self.isPlain(scalars[place])
        }
        var result = ""
        for (place, scalar) in scalars.enumerated() {
            let isInside = scalar == "-" && isPlain(place - 1) && isPlain(place + 1)
            if isInside || Self.isPlain(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "--" + String(scalar.value, radix: 16, uppercase: true) + "-"
            }
        }
        return result
    }

    /// A letter or decimal digit of any script, as beancount takes them.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber:
            true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension AccountKind {
    /// The root that beancount asks for.
    ///
    /// What is appropriated comes in, what is paid goes out, and what lies between is held. So
    /// beancount's income statement is what was given and spent, its balance sheet what is left.
    fileprivate var beancountRoot: String {
        switch self {
        case .appropriation: "Income"
        case .available, .encumbered, .payable, .receivable: "Assets"
        case .paid: "Expenses"
        }
    }
}
