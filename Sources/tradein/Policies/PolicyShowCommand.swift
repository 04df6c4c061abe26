import ArgumentParser
import PolicyLibrary
import TradeInCore

/// Shows one pack: where it comes from, its notice, its values and its rules.
struct PolicyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: say("查看一个政策包", "Show one pack"),
        discussion: say(
            """
            列出文号、核实情况、通知、参数、条件、补贴标准和限额；--on 指定以哪一天的取值为准。
            示例：tradein policy show cn-appliance-2026 --on 2026-03-01
            """,
            """
            Shows document number, verification, notice, parameters, requirements, awards and limits;
            --on says for which day. Example: tradein policy show cn-appliance-2026 --on 2026-03-01
            """))

    @Argument(
        help: ArgumentHelp(
            say("政策包标识、文件名或摘要开头", "An identifier, a file name or the start of a digest")))
    var pack: String

    @Option(help: ArgumentHelp(say("以哪一天的取值为准", "The day whose values apply"), valueName: "day"))
    var on: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let found = try PackChoice.pack(named: pack, on: try options.shelf())
        let day = try day(for: found)
        let report = PackReport(pack: found, day: day, notice: try notice(of: found))
        switch options.format ?? .table {
        case .table: try report.printText()
        case .csv: try report.listing.print(as: .csv)
        case .json, .jsonl: Output.line(report.json)
        }
        Output.flush()
    }

    private func notice(of pack: PolicyPack) throws -> String {
        let files = try options.packFiles().first { PackChoice.isFile($0, of: pack) }
        return String(decoding: files?.notice ?? [], as: UTF8.self)
    }

    /// The day asked for; else today, moved into the days in force.
    private func day(for pack: PolicyPack) throws -> Day {
        let period = pack.source.from...pack.source.to
        guard let on else {
            return min(max(options.context().now.countyDay, period.lowerBound), period.upperBound)
        }
        guard case .success(let day) = Day.parse(on) else {
            throw ValidationError(
                say(
                    "“\(on)”不是日期，应写成 2026-03-01。", "\(on) is not a day; write it as 2026-03-01."))
        }
        guard period.contains(day) else {
            let days = "\(period.lowerBound.isoText) – \(period.upperBound.isoText)"
            throw ValidationError(
                say(
                    "\(pack.identifier) 在\(day.isoText)不生效，有效期为 \(days)。",
                    "\(pack.identifier) is not in force on \(day.isoText); it is from \(days)."))
        }
        return day
    }
}
