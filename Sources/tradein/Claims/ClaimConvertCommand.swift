import ArgumentParser
import FileExchange
import TradeInCore

/// Turns a claim file of one kind into another, its values unchanged.
struct ClaimConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: say(
            "转换申领文件的格式（xlsx、csv、jsonl）", "Turn a claim file into another kind (xlsx, csv, jsonl)"),
        discussion: say(
            """
            输出格式由输出文件的扩展名决定。工作簿中所有单元格都是文本，身份证号、发票号码不会被截断；
            CSV为带BOM的UTF-8，或用 --encoding gb18030。只转换已知的列，不检查值。
            示例：tradein claim convert 申领.csv 申领.xlsx
            """,
            """
            The ending of the second file decides its kind. All cells of a workbook are text, so that
            no identifier is cut; CSV is UTF-8 with a byte-order mark, or GB18030 by --encoding. Known
            columns are kept, values are not judged.
            Example: tradein claim convert claims.csv claims.xlsx
            """))

    @Argument(help: ArgumentHelp(say("要读的文件", "The file to read")))
    var input: String

    @Argument(help: ArgumentHelp(say("要写的文件", "The file to write")))
    var output: String

    @Option(help: ArgumentHelp(say("CSV的编码", "The encoding of CSV"), valueName: "utf8|gb18030"))
    var encoding = FileEncoding.utf8

    @Option(help: ArgumentHelp(say("只读此工作表", "Read this sheet only"), valueName: "name"))
    var sheet: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard ClaimFileWriter.Kind(path: output) == nil else {
            return try OutputFile.check(output, ending: "", isNot: [input])
        }
        throw ValidationError(
            say(
                "输出文件的扩展名应为 .xlsx、.csv 或 .jsonl。",
                "The second file must end in .xlsx, .csv or .jsonl."))
    }

    func run() throws {
        var reader = try ClaimFileReader(path: input, .init(sheet: sheet, isLenient: true))
        guard !reader.isRefused, let kind = ClaimFileWriter.Kind(path: output) else {
            try complain(reader.fileFindings)
            return
        }
        let writer = try ClaimFileWriter(
            path: output, kind: kind, fields: try fields(of: reader),
            encoding: encoding.textEncoding)
        var damaged = 0
        while let row = try reader.next() {
            // A row that was skipped for its length has no values to write.
            if !row.findings.contains(where: { $0.code == "row-too-long" }) {
                try writer.write(row.claim)
            }
            for finding in row.findings {
                damaged += 1
                Output.complain(finding)
            }
        }
        let findings = reader.fileFindings
        if findings.contains(where: { $0.severity == .error }) { return try complain(findings) }
        try writer.finish()
        Output.line(
            say("已写出 \(output)：\(writer.rows)行。", "Wrote \(output): \(writer.rows) rows."))
        Output.flush()
        for finding in findings {
            Output.complain(finding)
        }
        if damaged > 0 { throw ExitCode(1) }
    }

    /// The columns of the file, in its order; for JSON Lines those that any row fills, as met.
    private func fields(of reader: ClaimFileReader) throws -> [ClaimField] {
        guard reader.format == .jsonLines else {
            // Sheets may have different columns; each column stands where it is first met.
            var used: Set<ClaimField> = []
            return reader.tables.flatMap(\.columns).compactMap(\.field).filter {
                used.insert($0).inserted
            }
        }
        var first = try ClaimFileReader(path: input)
        while try first.next() != nil {}
        return first.metFields
    }

    private func complain(_ findings: [Finding]) throws {
        for finding in findings {
            Output.complain(finding)
        }
        throw ExitCode(1)
    }
}

/// The encodings that CSV files are written in.
enum FileEncoding: String, ExpressibleByArgument, CaseIterable {
    case utf8, gb18030

    /// UTF-8 is marked, since spreadsheets take it for something else otherwise.
    var textEncoding: TextEncoding { self == .utf8 ? .utf8WithMark : .gb18030 }
}
