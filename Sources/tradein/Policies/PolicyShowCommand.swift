import ArgumentParser
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

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
        let (found, notice) = try chosen()
        let day = try day(for: found)
        let standing = try options.standings().first { $0.sha256 == found.source.sha256 }
        let report = PackReport(pack: found, day: day, notice: notice, standing: standing)
        switch options.format ?? .table {
        case .table: try report.printText()
        case .csv: try report.listing.print(as: .csv)
        case .json, .jsonl: Output.line(report.json)
        }
        Output.flush()
    }

    /// A draft, a pack at hand, or one that only the ledger keeps.
    private func chosen() throws -> (PolicyPack, notice: String) {
        let isFile = pack.hasSuffix(".yaml") || pack.contains("/")
        if !isFile, let kept = try keptOnly() { return kept }
        let files = try PackChoice.files(named: pack, options)
        let found = try PolicyLibrary.pack(from: files, register: PolicyLibrary.register()).get()
        return (found, String(decoding: files.notice, as: UTF8.self))
    }

    /// The newest pack of the name that the ledger keeps and no file at hand holds.
    private func keptOnly() throws -> (PolicyPack, notice: String)? {
        let known = try options.shelf().packs.contains { $0.identifier == pack }
        guard !known, FileManager.default.fileExists(atPath: options.ledger) else { return nil }
        let store = try options.openForReading()
        defer { try? store.close() }
        let kept = try store.keptPacks().last {
            $0.standing.identifier == pack
                || (pack.utf8.count >= 8 && $0.standing.sha256.hasPrefix(pack.lowercased()))
        }
        guard let kept,
            let found = try LedgerPacks.compiled(store)[kept.standing.sha256]
        else { return nil }
        return (found, kept.notice)
    }

    /// The day asked for; else today, moved into the days in force.
    private func day(for pack: PolicyPack) throws -> Day {
        let period = pack.source.from...pack.source.to
        guard let on else {
            return min(max(options.context().now.countyDay, period.lowerBound), period.upperBound)
        }
        let day = try Day.typed(on)
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
