import ArgumentParser
import TradeInCore
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

/// Words for parts of a pack.
enum PackText {
    /// Whether officers have confirmed every value of the pack in the ledger.
    static func status(_ source: PackSource, _ standing: PackStanding? = nil) -> String {
        status(isTemplate: source.isTemplate, standing)
    }

    /// The same for a pack that only the ledger has; a file cannot vouch for itself.
    static func status(isTemplate: Bool, _ standing: PackStanding?) -> String {
        if isTemplate { return say("模板", "template") }
        let isConfirmed = standing?.unconfirmed.isEmpty ?? false
        return isConfirmed ? say("已核实", "verified") : say("未核实", "unverified")
    }

    /// How a pack stands in the ledger; nothing where the ledger does not have it.
    static func state(_ standing: PackStanding?) -> String {
        standing.map { $0.state.title[Language.current] } ?? ""
    }

    /// The words of a dated value; item classes by their names.
    static func value(_ entry: PackSource.DatedValue, _ register: ItemClassRegister) -> String {
        entry.value.map { word in
            guard entry.isList, let index = register.index(ofKey: word.text) else {
                return word.text
            }
            return register.classes[index].title[Language.current]
        }.joined(separator: say("、", ", "))
    }

    /// What an award pays: an amount, or `rate × base; cap`.
    ///
    /// Expressions that only name a parameter are shown as its value, where `values` has it.
    static func sum(
        _ award: PackSource.Award, values: [String: ParameterValue] = [:]
    ) -> String {
        func shown(_ expression: PlacedText) -> String {
            values[expression.text]?.text ?? expression.text
        }
        if let amount = award.amount { return shown(amount) }
        let share = [award.rate, award.base].compactMap { $0.map(shown) }.joined(separator: " × ")
        return share + (award.cap.map { say("，封顶 ", "; cap ") + shown($0) } ?? "")
    }

    /// How an amount is rounded.
    static func rounding(_ rounding: Rounding) -> String {
        let mode =
            switch rounding.mode {
            case .down: say("舍去", "down")
            case .up: say("进位", "up")
            case .halfUp: say("四舍五入", "half up")
            }
        let unit =
            switch rounding.unit {
            case .fen: say("分", "fen")
            case .jiao: say("角", "jiao")
            case .yuan: say("元", "yuan")
            }
        return say("\(mode)到\(unit)", "\(mode) to the \(unit)")
    }
}
