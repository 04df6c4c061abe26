import ArgumentParser
import TradeInCore

/// Lists the shipped packs.
struct PolicyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出随附的政策包", "List the shipped packs"),
        discussion: say(
            "示例：tradein policy list --format csv", "Example: tradein policy list --format csv"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let language = Language.current
        var listing = Listing([
            .init("pack", "政策包", "pack"), .init("version", "版本", "version"),
            .init("title", "名称", "title"), .init("programme", "项目", "programme"),
            .init("place", "地区", "place"), .init("from", "自", "from"), .init("to", "至", "to"),
            .init("status", "核实", "status"), .init("digest", "摘要", "digest"),
        ])
        for pack in try Setting.shelf().packs {
            let source = pack.source
            listing.rows.append([
                .text(pack.identifier), .text(source.version), .text(source.title[language]),
                .text(source.programme.title[language]), .text(source.place),
                .text(source.from.isoText), .text(source.to.isoText),
                .text(PackText.status(source)), .text(String(source.sha256.prefix(12))),
            ])
        }
        try listing.print(as: options.format ?? .table)
        Output.flush()
    }
}

/// Words for parts of a pack.
enum PackText {
    /// Whether an officer has confirmed the pack.
    static func status(_ source: PackSource) -> String {
        source.isVerified ? say("已核实", "verified") : say("未核实", "unverified")
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
