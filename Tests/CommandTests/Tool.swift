import Foundation
import TradeInCore

/// The program under test, run as users run it.
enum Tool {
    /// What a run printed, and how it ended.
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    /// The built program lies beside the test bundle.
    static let path: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = bundle.appendingPathComponent("tradein").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return root.appendingPathComponent(".build/debug/tradein").path
    }()

    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func start(
        _ words: [String], in folder: URL? = nil, language: String = "en"
    ) throws -> (process: Process, finish: () -> Result) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = words
        process.currentDirectoryURL = folder ?? root
        process.environment = ["TRADEIN_LANG": language, "USER": "tester", "PATH": "/usr/bin:/bin"]
        // Files, not pipes: a child that prints more than a pipe holds would wait for us.
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let (out, err) = (
            scratch.appendingPathComponent("out"), scratch.appendingPathComponent("err")
        )
        for file in [out, err] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return (
            process,
            {
                process.waitUntilExit()
                func text(_ file: URL) -> String {
                    String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
                }
                let result = Result(
                    code: process.terminationReason == .uncaughtSignal
                        ? -process.terminationStatus : process.terminationStatus,
                    output: text(out), errors: text(err))
                try? FileManager.default.removeItem(at: scratch)
                return result
            }
        )
    }

    @discardableResult
    static func run(_ words: String..., in folder: URL? = nil, language: String = "en") throws
        -> Result
    {
        try start(words, in: folder, language: language).finish()
    }
}

/// A folder that goes away, with a ledger that has the demo's dealers and funds.
final class Workplace {
    let folder: URL
    var ledger: String { folder.appendingPathComponent("t.ledger").path }

    init(isSetUp: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradein-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard isSetUp else { return }
        try Tool.run("init", "--ledger", ledger)
        try Tool.run("policy", "activate", "--all", "--ledger", ledger, "--as", "approver")
        try Tool.run("dealer", "import", "Fixtures/county/dealers.csv", "--ledger", ledger)
        try Tool.run("fund", "import", "Fixtures/county/funds.csv", "--ledger", ledger)
        try Tool.run("fund", "release", "--all", "--ledger", ledger, "--as", "checker")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Puts an invoice of its own to each of the first claims that wait for a review.
    func attachInvoices(_ count: Int) throws {
        let listed = try Tool.run(
            "claim", "list", "--state", "submitted", "--limit", String(count), "--format", "jsonl",
            "--ledger", ledger)
        var list = "claim,paper,file\n"
        for line in listed.output.split(separator: "\n") {
            guard let claim = try JSONValue.parse(String(line))["claim"]?.string else { continue }
            _ = try write("\(claim).pdf", "%PDF-1.4 \(claim)\n%%EOF\n")
            list += "\(claim),invoice,\(claim).pdf\n"
        }
        try Tool.run(
            "claim", "attach", "--list", write("papers.csv", list), "--ledger", ledger, "--as",
            "clerk")
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
