import TradeInCore

/// Reads claims from JSON Lines: one flat object per line, a bad line costs only itself.
final class JSONLinesReader {
    /// The keys that are no columns, each once, at most ``mostUnknownKeys``.
    private(set) var fileFindings: [Finding] = []

    private let lines: LineReader
    private var row = 0
    private var unknownKeys: Set<String> = []
    private var columns: [String: Int] = [:]
    /// The columns that any row filled, in the order in which they were met.
    private(set) var met: [Int] = []
    private var isMet = [Bool](repeating: false, count: ClaimField.allCases.count)

    /// How many unknown keys are remembered and reported.
    private static let mostUnknownKeys = 100
    /// How many spellings of known keys are remembered.
    private static let mostSpellings = 1000

    init(_ input: ByteInput, encoding: TextEncoding, pieceBytes: Int) throws(FileFault) {
        lines = try LineReader(
            input, encoding: encoding, pieceBytes: pieceBytes, limit: CSVReader.usualRecordLimit)
    }

    /// The next row; nil after the last.
    func next() throws(FileFault) -> ReadRow? {
        while let line = try lines.next() {
            let isBlank = !line.isTooLong && line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            if isBlank { continue }
            row += 1
            return readRow(line)
        }
        return nil
    }

    private func readRow(_ line: LineReader.Line) -> ReadRow {
        var read = ReadRow(claim: RawClaim(row: row))
        read.line = line.number
        if line.isTooLong {
            let limit = CSVReader.usualRecordLimit
            read.findings = [
                TableFindings.tooLong(line: line.number, lastLine: line.number, limit: limit)
            ]
            return read
        }
        do throws(JSONFault) {
            guard case .object(let members) = try JSONValue.parse(line.bytes) else {
                read.findings = [JSONFindings.notAnObject(line: line.number)]
                return read
            }
            for member in members { put(member.value, of: member.key, in: &read, line.number) }
        } catch {
            read.findings = [JSONFindings.invalid(error, line: line.number)]
        }
        return read
    }

    private func put(_ value: JSONValue, of key: String, in read: inout ReadRow, _ line: Int) {
        guard let column = column(of: key) else {
            noteUnknown(key, line: line)
            return
        }
        guard let text = ClaimObject.text(of: value) else {
            read.findings.append(
                JSONFindings.nested(ColumnSet.claims.columns[column], line: line))
            return
        }
        if !read.claim.values[column].isEmpty, !text.isEmpty {
            read.findings.append(JSONFindings.twice(ColumnSet.claims.columns[column], line: line))
            return
        }
        guard !text.isEmpty else { return }
        read.claim.values[column] = text
        if !isMet[column] {
            isMet[column] = true
            met.append(column)
        }
    }

    private func column(of key: String) -> Int? {
        if let known = columns[key] { return known }
        guard let found = ColumnSet.claims.index(of: key) else { return nil }
        if columns.count < Self.mostSpellings { columns[key] = found }
        return found
    }

    private func noteUnknown(_ key: String, line: Int) {
        guard unknownKeys.count < Self.mostUnknownKeys, unknownKeys.insert(key).inserted else {
            return
        }
        fileFindings.append(TableFindings.unknownKey(key, line: line))
    }
}

/// The findings about a line of JSON.
private enum JSONFindings {
    static func invalid(_ fault: JSONFault, line: Int) -> Finding {
        Finding(
            "json-invalid", .error,
            zh: "第 \(line) 行第 \(fault.column) 个字符处不是合规的 JSON："
                + "\(fault.what.zh)。请改正这一行。",
            en: "Line \(line) is not JSON at character \(fault.column): \(fault.what.en). "
                + "Correct the line.")
    }

    static func notAnObject(line: Int) -> Finding {
        Finding(
            "json-invalid", .error,
            zh: "第 \(line) 行第 1 个字符处：每行应为一个 JSON 对象（{…}）。请改正这一行。",
            en:
                "Line \(line), character 1: each line holds one JSON object ({…}). Correct the line."
        )
    }

    static func nested(_ column: RegisterColumn, line: Int) -> Finding {
        Finding(
            "json-invalid", .error, field: column.field,
            zh: "第 \(line) 行的“\(column.key)”是数组或对象；只能是字符串、数字、true/false 或 null。",
            en: "In line \(line) \"\(column.key)\" is an array or an object; write a string, a "
                + "number, true, false or null.")
    }

    static func twice(_ column: RegisterColumn, line: Int) -> Finding {
        Finding(
            "json-invalid", .error, field: column.field,
            zh: "第 \(line) 行以两个键给出了“\(column.key)”（\(column.zh)）。请只保留一个。",
            en: "Line \(line) gives \"\(column.key)\" (\(column.zh)) under two keys. Keep one.")
    }
}
