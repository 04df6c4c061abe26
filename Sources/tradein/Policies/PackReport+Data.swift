import TradeInCore
import TradeInDesk

extension PackReport {
    /// One row per value and rule, for spreadsheets.
    var listing: Listing {
        var listing = Listing([
            .init("part", "部分", "part"), .init("code", "名称", "name"), .init("from", "自", "from"),
            .init("value", "取值", "value"), .init("article", "条款", "article"),
            .init("mark", "可信度", "mark"), .init("message", "说明", "message"),
        ])
        func add(
            _ part: String, _ code: String, _ value: String, _ article: String,
            from: String = "", mark: String = "", message: LocalizedText? = nil
        ) {
            listing.rows.append([
                .text(part), .text(code), .text(from), .text(value), .text(article), .text(mark),
                .text(message?[Language.current] ?? ""),
            ])
        }
        let source = pack.source
        for parameter in source.parameters {
            for entry in parameter.values {
                add(
                    "parameter", parameter.name.text, PackText.value(entry, pack.register),
                    entry.article.text, from: entry.from.isoText, mark: entry.mark)
            }
        }
        for rule in source.requirements {
            add(
                "requirement", rule.code.text, rule.require.text, rule.article.text,
                message: rule.message)
        }
        for award in source.awards {
            add("award", award.code.text, PackText.sum(award), award.article.text)
        }
        for limit in source.limits {
            add(
                "limit", limit.code.text, limit.count.text, limit.article.text,
                message: limit.message)
        }
        return listing
    }

    /// The whole pack as one object.
    var json: [UInt8] {
        let source = pack.source
        return canonicalObject(capacity: 8192) { json in
            Self.add("awards", source.awards.map(award), to: &json)
            json.field("dayOfLaw", source.dayOfLaw.name)
            json.field("from", source.from.isoText)
            Self.add("limits", source.limits.map(limit), to: &json)
            json.field("mark", source.mark)
            json.field("notice", notice)
            json.field("on", day.isoText)
            json.field("pack", pack.identifier)
            Self.add("parameters", source.parameters.map(parameter), to: &json)
            json.field("place", source.place)
            json.field("programme", source.programme.rawValue)
            Self.add("requirements", source.requirements.map(requirement), to: &json)
            json.field("roundingMode", source.rounding.mode.rawValue)
            json.field("roundingUnit", source.rounding.unit.rawValue)
            json.key("samePerson")
            json.array { json in
                for identity in source.samePerson { json.string(identity.rawValue) }
            }
            json.field("sha256", source.sha256)
            json.field("source", source.document.number)
            json.field("title", source.title[Language.current])
            json.field("to", source.to.isoText)
            json.field("verified", standing?.unconfirmed.isEmpty ?? false)
            json.field("version", source.version)
        }
    }

    private static func add(_ key: String, _ elements: [[UInt8]], to json: inout CanonicalJSON) {
        json.key(key)
        json.array { json in for element in elements { json.raw(element) } }
    }

    private func parameter(_ parameter: PackSource.Parameter) -> [UInt8] {
        let current = current(parameter)
        let values = parameter.values.map { entry in
            canonicalObject { json in
                json.field("article", entry.article.text)
                json.field("from", entry.from.isoText)
                json.field("inForce", entry.from == current)
                json.field("mark", entry.mark)
                json.key("value")
                if entry.isList {
                    json.array { json in for word in entry.value { json.string(word.text) } }
                } else {
                    json.string(entry.value.first?.text ?? "")
                }
            }
        }
        return canonicalObject { json in
            json.field("name", parameter.name.text)
            Self.add("values", values, to: &json)
        }
    }

    private func requirement(_ rule: PackSource.Requirement) -> [UInt8] {
        canonicalObject { json in
            json.field("article", rule.article.text)
            json.field("code", rule.code.text)
            if let field = rule.field { json.field("field", field.key) }
            json.field("message", rule.message[Language.current])
            json.field("require", rule.require.text)
            json.field("severity", rule.severity.rawValue)
        }
    }

    private func award(_ award: PackSource.Award) -> [UInt8] {
        canonicalObject { json in
            if let amount = award.amount { json.field("amount", amount.text) }
            json.field("article", award.article.text)
            if let cap = award.cap { json.field("cap", cap.text) }
            json.field("code", award.code.text)
            if let base = award.base { json.field("of", base.text) }
            if let rate = award.rate { json.field("rate", rate.text) }
            json.field("when", award.when.text)
        }
    }

    private func limit(_ limit: PackSource.Limit) -> [UInt8] {
        canonicalObject { json in
            json.field("article", limit.article.text)
            json.field("code", limit.code.text)
            json.field("count", limit.count.text)
            json.field("counter", limit.counter)
            json.field("message", limit.message[Language.current])
            json.field("perItemClass", limit.perItemClass)
        }
    }
}
