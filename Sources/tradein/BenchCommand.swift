import ArgumentParser
import FileExchange
import Foundation
import PolicyLibrary
import TradeInCore

/// Times parts of the program; `make bench` sets them beside their peers.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: say("测量速度", "Time parts of the program"),
        discussion: say("示例：tradein bench 申领.csv", "Example: tradein bench claims.csv"),
        subcommands: [BenchDetermineCommand.self, BenchBoardsCommand.self, BenchFilesCommand.self],
        defaultSubcommand: BenchDetermineCommand.self)
}

/// Times one determination inside the process.
struct BenchDetermineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "determine",
        abstract: say("测量判定速度", "Time the determination"),
        discussion: say(
            "读入文件后反复判定，输出每次微秒数。示例：tradein bench 申领.csv",
            "Reads a file, then decides it again and again; prints microseconds each.\n"
                + "Example: tradein bench claims.csv"))

    @Argument(help: ArgumentHelp(say("申领文件", "A claim file")))
    var file: String

    @Option(help: ArgumentHelp(say("只测该补贴项目", "Only this programme")))
    var programme: String?

    @Option(help: ArgumentHelp(say("重复次数，取中位数", "Runs; the median counts")))
    var runs = 5

    func run() throws {
        let decider = ClaimDecider(
            shelf: try PolicyLibrary.shelf(countyCode: Setting.county().code),
            county: try Setting.county())
        let cases = try load(decider)
        guard !cases.isEmpty, runs > 0 else {
            throw ValidationError(say("没有可判定的行", "No row can be decided"))
        }
        var paid = Money.zero
        let values = median {
            paid = .zero
            for item in cases { paid += item.pack.determine(item.facts, on: item.day).amount }
        }
        var bytes = 0
        let lines = median {
            bytes = 0
            for item in cases {
                for line in item.pack.determine(item.facts, on: item.day).lines(in: .zh) {
                    bytes += line.text.utf8.count
                }
            }
        }
        let each = { (seconds: Duration) -> Int64 in
            let parts = seconds.components
            return (parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
                / Int64(cases.count)
        }
        Output.line(
            canonicalObject { json in
                json.field("amountFen", paid.fen)
                json.field("determinations", Int64(cases.count))
                json.field("lineBytes", Int64(bytes))
                json.field("nanoseconds", each(values))
                json.field("nanosecondsWithLines", each(lines))
            })
        Output.flush()
    }

    private struct Case {
        var pack: PolicyPack
        var facts: FactSet
        var day: Day
    }

    private func load(_ decider: ClaimDecider) throws -> [Case] {
        let wanted = programme.flatMap(Programme.init(named:))
        var reader = try ClaimFileReader(path: file)
        var cases: [Case] = []
        while let rows = try reader.nextBatch(max: 4096) {
            for row in rows {
                let (claim, decision) = decider.decide(row)
                guard let pack = decision.pack, let day = decision.day,
                    wanted == nil || claim.programme == wanted
                else { continue }
                cases.append(Case(pack: pack, facts: claim.facts, day: day))
            }
        }
        return cases
    }

    private func median(_ body: () -> Void) -> Duration {
        let clock = ContinuousClock()
        body()
        return (0..<runs).map { _ in clock.measure(body) }.sorted()[runs / 2]
    }
}
