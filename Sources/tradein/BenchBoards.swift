import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Times the board and every tally inside the process, on a ledger that is there.
struct BenchBoardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boards",
        abstract: say("测量看板和汇总的读取速度", "Time the board and the tallies"),
        discussion: say(
            "输出中位数，单位微秒。示例：tradein bench boards --ledger 大账本.ledger",
            "Prints medians in microseconds. Example: tradein bench boards --ledger large.ledger"))

    @Option(help: ArgumentHelp(say("重复次数", "Runs")))
    var runs = 21

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let plan = try PlanLibrary.jinxiang2024()
        let today = options.context().now.countyDay
        var cells = 0
        var slowest: Int64 = 0
        for grouping in TallyGrouping.allCases {
            let names = try TallyNames(grouping, store: store)
            let time = try median {
                let rows = try store.tally(grouping.dimension)
                cells = max(cells, rows.count)
                _ = TallyTable(rows, by: grouping, names: names)
            }
            slowest = max(slowest, time)
        }
        let board = try median {
            let actuals = try store.targetActuals(plan: plan.code)
            for target in plan.targets {
                _ = TargetEvaluation.evaluate(
                    target, actuals: actuals, asOf: today, year: today.year)
            }
        }
        let claims = try store.tally(.month).reduce(0) { $0 + $1.sums.claims }
        Output.line(
            canonicalObject { json in
                json.field("boardMicroseconds", board)
                json.field("cells", Int64(cells))
                json.field("claims", claims)
                json.field("tallyMicroseconds", slowest)
            })
        Output.flush()
    }

    private func median(_ work: () throws -> Void) throws -> Int64 {
        let clock = ContinuousClock()
        let times = try (0..<max(runs, 1)).map { _ in try clock.measure(work) }.sorted()
        let parts = times[times.count / 2].components
        return parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
    }
}
