import Foundation
import Testing

/// The guide to the API, typed as it stands into a shell, against a server that really listens.
@Suite("The guide to the API does what it says")
struct APIGuideTests {
    @Test("every command succeeds and answers as written", arguments: ["api.md", "api.zh.md"])
    func run(name: String) throws {
        let reader = try GuideReader(name)
        #expect(reader.commands.filter { $0.contains("curl ") }.count >= 10)
        let place = try Workplace(isSetUp: false)
        // Where a reader's folder is, the program lies beside it.
        let programs = place.folder.appendingPathComponent(".build/release")
        let folder = place.folder.appendingPathComponent("practice")
        for made in [programs, folder] {
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(
            atPath: programs.appendingPathComponent("tradein").path,
            withDestinationPath: Tool.path)
        let script = try Self.script(reader, in: folder, port: Self.freePort())
        let result = try Self.shell(script, in: folder)
        #expect(result.code == 0, "\(result.output.suffix(2_000))\n\(result.errors.suffix(2_000))")
        Self.compare(reader, result.output)
    }

    @Test("both languages have the same files, the same commands and the same answers")
    func twins() throws {
        let (zh, en) = try (GuideReader("api.zh.md"), GuideReader("api.md"))
        #expect(zh.names == en.names && zh.commands == en.commands)
        let answers = [zh, en].map { $0.parts.filter { $0.kind == "text" }.map(\.body) }
        #expect(answers[0] == answers[1])
    }

    /// A port of this machine at which nobody listens.
    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static let mark = "@@ line "

    /// Writes the guide's files; its commands become one script, each block behind its line.
    private static func script(
        _ reader: GuideReader, in folder: URL, port: Int
    ) throws -> String {
        var script = """
            set -euo pipefail
            trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
            trap 'exit 1' TERM
            # An answer that is an error ends the script; whoever waits for the server says so itself.
            curl() {
              case " $* " in
                *" -sf "*) command curl "$@" ;;
                *) command curl --fail-with-body "$@" ;;
              esac
            }

            """
        for part in reader.parts {
            if let file = part.file {
                let text = part.body.joined(separator: "\n") + "\n"
                try Data(text.utf8).write(to: folder.appendingPathComponent(file))
            } else if part.kind == "sh" {
                script += "echo; echo '\(mark)\(part.line)'\n"
                script +=
                    part.body.joined(separator: "\n").replacing("8090", with: "\(port)") + "\n"
            }
        }
        return script
    }

    private static func shell(_ script: String, in folder: URL) throws -> Tool.Result {
        let file = folder.deletingLastPathComponent().appendingPathComponent("guide.sh")
        try Data(script.utf8).write(to: file)
        let (out, err) = (file.appendingPathExtension("out"), file.appendingPathExtension("err"))
        for one in [out, err] { try Data().write(to: one) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["120", "bash", file.path]
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "USER": "tester", "HOME": folder.path]
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try Tool.Result(
            code: process.terminationStatus, output: String(contentsOf: out, encoding: .utf8),
            errors: String(contentsOf: err, encoding: .utf8))
    }

    /// Looks for each line of an answer, whole, in what the block before it printed; a `…` stands
    /// for anything.
    private static func compare(_ reader: GuideReader, _ output: String) {
        var printed: [Int: [Substring]] = [:]
        var place = 0
        for line in output.split(whereSeparator: \.isNewline) {
            if line.hasPrefix(mark), let next = Int(line.dropFirst(mark.count)) {
                place = next
            } else {
                printed[place, default: []].append(line)
            }
        }
        var last = 0
        for part in reader.parts {
            if part.kind == "sh" { last = part.line }
            guard part.kind == "text" else { continue }
            for wanted in part.body {
                let pieces = wanted.components(separatedBy: "…")
                let isThere = printed[last, default: []].contains { line in
                    let pattern = pieces.map(NSRegularExpression.escapedPattern)
                        .joined(separator: ".*")
                    return line.range(of: "^\(pattern)$", options: .regularExpression) != nil
                }
                #expect(isThere, "line \(part.line): the answer lacks: \(wanted)")
            }
        }
    }
}
