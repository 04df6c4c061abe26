import Foundation
import Testing
import TradeInCore

@Suite("The table of operations names every command")
struct OperationListTests {
    /// The commands of `Docs/reference/operations.md`: the first words of each, without options.
    static func listed() throws -> Set<String> {
        let file = Tool.root.appendingPathComponent("Docs/reference/operations.md")
        var commands: Set<String> = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where line.hasPrefix("| ") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            guard cells.count > 3 else { continue }
            for match in cells[2].matches(of: /`([^`]+)`/) {
                let words = match.output.1.split(separator: " ").prefix { !$0.hasPrefix("-") }
                commands.insert(words.joined(separator: " "))
            }
        }
        return commands
    }

    /// All commands that do something, as the program itself lists them.
    static func commands() throws -> Set<String> {
        let dump = try Tool.run("--experimental-dump-help").output
        let json = try JSONValue.parse(Array(dump.utf8))
        let root = try #require(json["command"])
        var found: Set<String> = []
        func walk(_ command: JSONValue, _ path: [String]) {
            let below = (command["subcommands"]?.array ?? []).filter {
                $0["commandName"]?.string != "help"
            }
            if below.isEmpty { found.insert(path.joined(separator: " ")) }
            for next in below {
                guard let name = next["commandName"]?.string else { continue }
                walk(next, path + [name])
            }
        }
        walk(root, [])
        return found
    }

    @Test("a command that the table lacks, or the program, is named")
    func compare() throws {
        let (listed, real) = (try Self.listed(), try Self.commands())
        // A group's name stands for all of its commands.
        let missing = real.filter { command in
            !listed.contains { command == $0 || command.hasPrefix($0 + " ") }
        }
        #expect(missing.isEmpty, "not in operations.md: \(missing.sorted())")
        let gone = listed.filter { name in
            !real.contains { $0 == name || $0.hasPrefix(name + " ") }
        }
        #expect(gone.isEmpty, "not in the program: \(gone.sorted())")
    }
}
