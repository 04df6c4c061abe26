import PolicyLibrary
import TradeInCore
import TradeInDesk

/// A pack as people read it.
struct PackReport {
    let pack: PolicyPack
    let day: Day
    let notice: String
    /// How the pack stands in the ledger, where there is one.
    let standing: PackStanding?

    private var source: PackSource { pack.source }

    /// Header, tables and notice, for a terminal.
    func printText() throws {
        printHeader()
        try section(say("参数", "Parameters"), parameters)
        try section(say("条件（全部检查）", "Requirements (all are tried)"), requirements)
        for requirement in source.requirements {
            Output.line(
                "  \(requirement.code.text)\(say("：", ": "))"
                    + requirement.message[Language.current])
        }
        try section(say("补贴标准", "Awards"), awards)
        try section(say("限额", "Limits"), limits)
        for limit in source.limits {
            Output.line("  \(limit.code.text)\(say("：", ": "))" + limit.message[Language.current])
        }
        Output.line()
        Output.line(say("── 通知与规则对照", "── The notice, and what was made of it"))
        PackSideBySide(pack: pack, day: day, notice: NoticeSections(notice)).print()
    }

    private func printHeader() {
        func line(_ zh: String, _ en: String, _ value: String) {
            Output.line(say(zh + "：", en + ": ") + value)
        }
        let law = source.dayOfLaw.field?.title[Language.current] ?? source.dayOfLaw.name
        Output.line("\(source.title[Language.current])  \(pack.identifier) \(source.version)")
        line("项目", "Programme", source.programme.title[Language.current])
        line("地区", "Place", source.place == "CN" ? say("全国", "nationwide") : source.place)
        line(
            "有效期", "In force",
            "\(source.from.isoText) – \(source.to.isoText) " + say("（按\(law)）", "(by \(law))"))
        line("文号", "Document", source.document.number)
        line(
            "核实", "Status",
            PackText.status(source, standing) + say("，可信度 ", ", mark ") + source.mark)
        if let standing {
            let open = standing.unconfirmed
            line(
                "账本中", "In the ledger",
                PackText.state(standing)
                    + (open.isEmpty
                        ? "" : say("，待核实\(open.count)个取值", ", \(open.count) values to confirm")))
        }
        line("取整", "Rounding", PackText.rounding(source.rounding))
        line("同一人", "Same person", source.samePerson.map(\.rawValue).joined(separator: ", "))
        line("摘要", "SHA-256", source.sha256)
        line("取值日", "Values of", day.isoText)
    }

    private func section(_ title: String, _ listing: Listing) throws {
        Output.line()
        Output.line("── " + title)
        guard !listing.rows.isEmpty else { return Output.line(say("无", "none")) }
        try listing.print(as: .table)
    }

    private var parameters: Listing {
        var listing = Listing([
            .init("name", "名称", "name"), .init("from", "自", "from"),
            .init("value", "取值", "value"), .init("article", "条款", "article"),
            .init("mark", "可信度", "mark"), .init("inForce", "当日", "on the day"),
        ])
        for parameter in source.parameters {
            let current = current(parameter)
            for entry in parameter.values {
                listing.rows.append([
                    .text(parameter.name.text), .text(entry.from.isoText),
                    .text(PackText.value(entry, pack.register)), .text(entry.article.text),
                    .text(entry.mark), .text(entry.from == current ? "✓" : ""),
                ])
            }
        }
        return listing
    }

    /// The first day of the value that applies on the day.
    func current(_ parameter: PackSource.Parameter) -> Day? {
        PackText.current(parameter, on: day)
    }

    private var requirements: Listing {
        var listing = Listing([
            .init("code", "代码", "code"), .init("require", "表达式", "expression"),
            .init("article", "条款", "article"), .init("severity", "程度", "severity"),
        ])
        for requirement in source.requirements {
            listing.rows.append([
                .text(requirement.code.text), .text(requirement.require.text),
                .text(requirement.article.text), .text(requirement.severity.rawValue),
            ])
        }
        return listing
    }

    private var awards: Listing {
        var listing = Listing([
            .init("code", "代码", "code"), .init("when", "适用于", "when"),
            .init("sum", "补贴", "pays"), .init("article", "条款", "article"),
        ])
        for award in source.awards {
            listing.rows.append([
                .text(award.code.text), .text(award.when.text),
                .text(PackText.sum(award, values: pack.parameters(on: day))),
                .text(award.article.text),
            ])
        }
        return listing
    }

    private var limits: Listing {
        var listing = Listing([
            .init("code", "代码", "code"), .init("count", "最多", "most"),
            .init("per", "每", "per"), .init("counter", "计数", "counter"),
            .init("article", "条款", "article"),
        ])
        for limit in source.limits {
            listing.rows.append([
                .text(limit.code.text),
                .text(pack.parameters(on: day)[limit.count.text]?.text ?? limit.count.text),
                .text(
                    limit.perItemClass
                        ? say("人、类、年", "person, class, year") : say("人、年", "person, year")),
                .text(limit.counter), .text(limit.article.text),
            ])
        }
        return listing
    }
}
