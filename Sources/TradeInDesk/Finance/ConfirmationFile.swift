import FileExchange
import Foundation
import TradeInCore
import TradeInStore

/// A bank's confirmation read from a file, with every fault and its line.
public struct ConfirmationFile: Sendable {
    /// All that is wrong; nothing is taken unless it is empty.
    public private(set) var findings: [Finding]
    /// What can be taken.
    public private(set) var prepared: PreparedConfirmation

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - origin: the file.
    ///   - store: the ledger whose payments it confirms.
    ///   - today: the day of the import; no payment is settled after it.
    /// - Throws: `FileFault` when the file cannot be read.
    public init(_ origin: FileOrigin, store: LedgerStore, today: Day) throws {
        let bytes =
            switch origin {
            case .path(let path): try WholeFile.bytes(at: path)
            case .bytes(let bytes, _): bytes
            }
        prepared = PreparedConfirmation(sha256: Digests.sha256Hex(bytes), lines: [])
        var reader = try RegisterFileReader(
            origin, columns: ConfirmationRow.columns.inFile)
        findings = reader.fileFindings.filter { $0.severity == .error }
        var seen: [PaymentPlace: Int] = [:]
        while let row = try reader.next() {
            // The payment file's own line of control totals, sent back with the rest.
            if ["合计", "total", "Total"].contains(row.values[0]) { continue }
            try take(row, &seen, store, today)
        }
        guard findings.isEmpty, prepared.lines.isEmpty else { return }
        findings.append(
            Finding(
                "confirmation-empty", .error, zh: "回执里没有一笔付款。请核对文件。",
                en: "The confirmation holds no payment. Check the file."))
    }

    private mutating func take(
        _ row: RegisterRow, _ seen: inout [PaymentPlace: Int], _ store: LedgerStore, _ today: Day
    ) throws {
        let (read, faults) = ConfirmationRow.read(
            ConfirmationRow.columns.cells(of: row), origin: store.origin, today: today)
        for fault in row.findings + faults where fault.severity == .error {
            findings.append(fault.onLine(row.line))
        }
        guard let read else { return }
        if let first = seen.updateValue(row.line, forKey: read.place) {
            findings.append(
                Finding(
                    "payment-repeated", .error, zh: "与第\(first)行是同一笔付款。请删去一行。",
                    en: "it is the payment of line \(first) again. Remove one of them."
                ).onLine(row.line))
        }
        let note =
            try read.reason.isEmpty
            ? nil
            : SealedRecord(
                Array(read.reason.utf8), under: store.keys.sealing,
                seed: RandomBytes.take(56)[...])
        prepared.lines.append(
            .init(
                line: row.line, place: read.place, amount: read.amount, outcome: read.outcome,
                note: note, bankRef: read.bankRef, settledOn: read.settledOn))
    }
}

extension Finding {
    /// The finding with the line of the file before its words.
    fileprivate func onLine(_ line: Int) -> Finding {
        Finding(
            code, severity, zh: "第\(line)行：\(message.zh)", en: "Line \(line): \(message.en)")
    }
}
