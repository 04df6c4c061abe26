import TradeInCore

/// The JSON of what the board shows: keys in order, amounts in fen, plan figures as exact text.
enum BoardJSON {
    static func array(_ elements: [[UInt8]]) -> [UInt8] {
        var json = CanonicalJSON(capacity: elements.reduce(2) { $0 + $1.count + 1 })
        json.array { json in
            for element in elements { json.raw(element) }
        }
        return json.bytes
    }

    static func both(_ text: LocalizedText) -> [UInt8] {
        canonicalObject { json in
            json.field("en", text.en)
            json.field("zh", text.zh)
        }
    }

    /// The checkpoint; null while the log is empty.
    static func checkpoint(_ checkpoint: CheckpointFacts?) -> [UInt8] {
        guard let checkpoint else { return Array("null".utf8) }
        return canonicalObject { json in
            json.field("origin", checkpoint.origin)
            json.field("root", checkpoint.root)
            json.field("size", Int64(checkpoint.size) ?? 0)
        }
    }

    /// Packs whose values nobody has held against the issued text, with those values.
    static func unverified(_ packs: [PackStanding], year: Int?) -> [UInt8] {
        array(
            PackStanding.open(packs, year: year).map { pack in
                canonicalObject { json in
                    json.field("pack", pack.identifier)
                    json.key("values")
                    json.array { json in pack.unconfirmed.forEach { json.string($0) } }
                    json.field("version", pack.version)
                }
            })
    }

    static func tallyLine(_ line: TallyLine) -> [UInt8] {
        canonicalObject { json in
            json.field("claims", line.sums.claims)
            json.field("key", line.key)
            if let programme = line.programme { json.field("programme", programme.rawValue) }
            json.field("salesFen", line.sums.sales.fen)
            json.field("subsidyFen", line.sums.subsidy.fen)
            json.field("title", raw: both(line.title))
            json.field("units", line.sums.units)
            json.field("waitlisted", line.waitlisted)
        }
    }

    static func fund(_ fund: Fund) -> [UInt8] {
        let balances = canonicalObject { json in
            for account in AccountKind.allCases.sorted(by: { $0.key < $1.key }) {
                json.field(account.key + "Fen", fund.balance(account).fen)
            }
        }
        return canonicalObject { json in
            json.field("balances", raw: balances)
            json.field("code", fund.code)
            json.field("scope", fund.scope.key)
            json.field("title", raw: both(fund.title))
            json.field("year", Int64(fund.year))
        }
    }

    static func target(_ entry: BoardTarget) -> [UInt8] {
        let (target, reading) = (entry.target, entry.reading)
        return canonicalObject(capacity: 1024) { json in
            if let actual = reading.actual { json.field("actual", actual.text) }
            if let base = reading.base { json.field("base", base.text) }
            json.field("clause", target.clause)
            if let due = reading.due { json.field("due", due.text) }
            if let dueOn = reading.dueOn { json.field("dueOn", dueOn.isoText) }
            json.field("explanation", raw: both(reading.explanation))
            json.field("id", target.id)
            if let measured = reading.measured { json.field("measured", measured.text) }
            if let observedOn = reading.observedOn { json.field("observedOn", observedOn.isoText) }
            if let share = reading.reachedPermille { json.field("reachedPermille", Int64(share)) }
            json.field("required", reading.required.text)
            json.field("requirement", raw: both(target.requirement))
            json.field("state", reading.state.rawValue)
            json.field("title", raw: both(target.title))
            json.field("unit", target.unit.rawValue)
            json.field("year", Int64(reading.year))
        }
    }
}
