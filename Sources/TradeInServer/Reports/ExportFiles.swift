import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Files of all claims and of all postings, for pages and for the API; sent piece by piece.
enum ExportFiles {
    /// In which form claims are given out.
    enum ClaimForm: String, CaseIterable, Sendable {
        case csv
        /// For spreadsheets that know no UTF-8.
        case gb18030
        case jsonl, xlsx

        /// The form as people read it.
        var title: LocalizedText {
            switch self {
            case .csv: LocalizedText(zh: "CSV（UTF-8）", en: "CSV (UTF-8)")
            case .gb18030: LocalizedText(zh: "CSV（GB18030）", en: "CSV (GB18030)")
            case .jsonl: LocalizedText(zh: "JSON（每行一条）", en: "JSON Lines")
            case .xlsx: LocalizedText(zh: "Excel工作簿", en: "Workbook")
            }
        }
    }

    /// For which program postings are given out.
    enum JournalStyle: String, CaseIterable, Sendable {
        case plain, beancount

        /// The style as people read it.
        var title: LocalizedText {
            switch self {
            case .plain: LocalizedText(zh: "ledger、hledger格式", en: "ledger, hledger")
            case .beancount: LocalizedText(zh: "beancount格式", en: "beancount")
            }
        }
    }

    /// All claims without personal data.
    static func claims(_ visit: Visit, _ form: ClaimForm) async throws -> Response {
        let (store, now, language) = (visit.desk.store, visit.now, visit.language)
        let kind: ClaimFileWriter.Kind
        let type: String
        switch form {
        case .csv, .gb18030:
            let encoding: TextEncoding = form == .gb18030 ? .gb18030 : .utf8WithMark
            return try await visit.file(named: "claims.csv", type: encoding.csvType) {
                let writer = try CSVWriter(path: $0, encoding: encoding)
                _ = try ClaimRows.write(to: writer, from: store)
                try writer.finish()
            }
        case .jsonl: (kind, type) = (.jsonl, MediaType.lines)
        case .xlsx: (kind, type) = (.xlsx, MediaType.workbook)
        }
        return try await visit.file(named: "claims." + form.rawValue, type: type) {
            _ = try ClaimRows.write(to: $0, kind, from: store, asOf: now, in: language)
        }
    }

    /// All postings, as another program reads them.
    static func journal(_ visit: Visit, _ style: JournalStyle) async throws -> Response {
        let store = visit.desk.store
        let name = style == .plain ? "ledger.journal" : "ledger.beancount"
        return try await visit.file(named: name, type: "text/plain; charset=utf-8") { path in
            func remark(_ count: Int, _ size: Int64) -> String {
                "\(count) transactions of a log of \(size) entries"
            }
            switch style {
            case .plain:
                let writer = try JournalWriter(path: path)
                let size = try store.journal { try writer.write($0) }
                try writer.finish(remark(writer.count, size))
            case .beancount:
                let writer = try BeancountWriter(path: path, title: store.origin)
                let size = try store.journal { try writer.write($0) }
                try writer.finish(remark(writer.count, size))
            }
        }
    }
}
