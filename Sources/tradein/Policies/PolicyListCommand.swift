import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Lists the packs at hand, and how they stand in the ledger.
struct PolicyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出政策包", "List the packs"),
        discussion: say(
            "有账本时，注明每个政策包在账本中的状态。示例：tradein policy list --format csv",
            "Where there is a ledger, it also says how each pack stands in it.\n"
                + "Example: tradein policy list --format csv"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        var listing = Listing([
            .init("pack", "政策包", "pack"), .init("version", "版本", "version"),
            .init("title", "名称", "title"), .init("programme", "项目", "programme"),
            .init("place", "地区", "place"), .init("from", "自", "from"), .init("to", "至", "to"),
            .init("status", "核实", "status"), .init("state", "账本中", "in the ledger"),
            .init("digest", "摘要", "digest"),
        ])
        var standings = try options.standings()
        for pack in try options.shelf().packs {
            let source = pack.source
            let place = standings.firstIndex { $0.sha256 == source.sha256 }
            let standing = place.map { standings.remove(at: $0) }
            listing.rows.append([
                .text(pack.identifier), .text(source.version),
                .text(source.title[Language.current]),
                .text(source.programme.title[Language.current]), .text(source.place),
                .text(source.from.isoText), .text(source.to.isoText),
                .text(PackText.status(source, standing)), .text(PackText.state(standing)),
                .text(String(source.sha256.prefix(12))),
            ])
        }
        listing.rows += standings.map(row)
        try listing.print(as: options.format ?? .table)
        Output.flush()
    }

    /// A pack that only the ledger has: an earlier version, or a county's own.
    private func row(_ pack: PackStanding) -> [Listing.Cell] {
        let days = pack.scope.days
        return [
            .text(pack.identifier), .text(pack.version), .text(""),
            .text(pack.scope.programme.title[Language.current]), .text(pack.scope.place),
            .text(days.lowerBound.isoText), .text(days.upperBound.isoText),
            .text(PackText.status(isTemplate: pack.scope.isTemplate, pack)),
            .text(PackText.state(pack)), .text(String(pack.sha256.prefix(12))),
        ]
    }
}
