import ArgumentParser
import FileExchange
import TradeInCore

/// Times the writing and reading of large files inside the process.
struct BenchFilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: say("测量文件读写速度", "Time the writing and reading of files"),
        discussion: say(
            "每次输出一行JSON。示例：tradein bench files write-xlsx a.xlsx --rows 100000",
            "Prints a line of JSON. Example: tradein bench files write-xlsx a.xlsx --rows 100000"))

    /// What is timed.
    enum Work: String, ExpressibleByArgument, CaseIterable {
        case writeXLSX = "write-xlsx"
        case readXLSX = "read-xlsx"
        case writeCSV = "write-csv"
    }

    @Argument(help: ArgumentHelp(say("测什么", "What to time")))
    var work: Work

    @Argument(help: ArgumentHelp(say("文件", "The file")))
    var file: String

    @Option(help: ArgumentHelp(say("行数", "Rows")))
    var rows = 100_000

    func run() throws {
        var count = rows
        let clock = ContinuousClock()
        var time = Duration.zero
        switch work {
        case .writeXLSX: time = try write(.xlsx, clock)
        case .writeCSV: time = try write(.csv, clock)
        case .readXLSX: time = try clock.measure { count = try read() }
        }
        let parts = time.components
        let micros = parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
        Output.line(
            canonicalObject { json in
                json.field("what", work.rawValue)
                json.field("rows", Int64(count))
                json.field("columns", Int64(Self.columns.count))
                json.field("microseconds", micros)
            })
        Output.flush()
    }

    /// Twelve texts, three days, three amounts and two whole numbers.
    private static let columns = (1...20).map {
        TableFile.Column(key: "c\($0)", title: "c\($0)", isNumber: $0 > 12)
    }

    /// The rows are made outside of the clock, a thousand at a time, as for the peers.
    private func write(_ kind: ClaimFileWriter.Kind, _ clock: ContinuousClock) throws -> Duration {
        let file = try TableFile(path: file, kind: kind, in: .zh)
        var time = try clock.measure { try file.begin("bench", Self.columns) }
        for first in stride(from: 0, to: rows, by: 1000) {
            let made = (first..<min(first + 1000, rows)).map(Self.cells)
            time += try clock.measure { for cells in made { try file.write(cells) } }
        }
        time += try clock.measure { try file.finish(about: []) }
        return time
    }

    private static func cells(_ row: Int) -> [Workbook.Cell] {
        let number = Int64(row)
        let digits = String(10_000_000_000_000_000 + number * 7_919)
        let day = Day(number: 20_454 + Int32(row % 300))
        let amount = Money(fen: 100 + number * 37 % 100_000_000)
        return [
            .text("JD\(row)"), .text("家电以旧换新"), .text("92370899MA" + digits.suffix(8)),
            .text("赵例冬"), .text("3" + digits), .text("1" + digits.suffix(10)), .text("金乡街道"),
            .text(digits + "016"), .text("3" + digits), .text("例海"), .text("LZJ-\(row % 1000)"),
            .text("LZJ" + digits.suffix(9)), .day(day), .day(day), .day(day), .amount(amount),
            .amount(amount), .amount(amount), .integer(number % 5 + 1), .integer(number),
        ]
    }

    private func read() throws -> Int {
        let columns = Self.columns.map {
            RegisterColumn(key: $0.key, zh: $0.key, required: true)
        }
        var reader = try RegisterFileReader(.path(file), columns: columns)
        var count = 0
        while try reader.next() != nil { count += 1 }
        for finding in reader.fileFindings where finding.severity == .error {
            Output.complain(finding)
            throw ExitCode(1)
        }
        return count
    }
}
