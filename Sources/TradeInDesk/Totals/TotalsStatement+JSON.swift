import TradeInCore
import TradeInStore

extension TotalsStatement {
    /// The statement as one JSON object.
    public var json: [UInt8] {
        canonicalObject(capacity: 4096) { json in
            json.field("asOf", asOf.text)
            json.field("by", grouping.rawValue)
            json.key("control")
            json.object { Self.append(table.total, to: &$0) }
            json.key("funds")
            json.array { json in
                for line in reconciliation.lines { Self.append(line, to: &json) }
            }
            json.key("log")
            json.object { json in
                json.field("origin", checkpoint?.origin ?? "")
                json.field("root", rootText)
                json.field("size", Int64(checkpoint?.size ?? 0))
            }
            json.field("rowCount", Int64(table.lines.count))
            json.key("rows")
            json.array { json in
                for line in table.lines {
                    json.object { json in
                        json.field("key", line.key.group)
                        json.field("name", names.name(line.key.group))
                        if let programme = line.key.programme {
                            json.field("programme", programme.rawValue)
                        }
                        json.key("sums")
                        json.object { Self.append(line, to: &$0) }
                        if let year = line.key.year { json.field("year", Int64(year)) }
                    }
                }
            }
            json.key("unverified")
            json.array { json in
                for pack in banner.packs {
                    json.object { json in
                        json.field("pack", pack.name)
                        json.key("values")
                        json.array { json in pack.open.forEach { json.string($0) } }
                    }
                }
            }
            if let year { json.field("year", Int64(year)) }
        }
    }

    private static func append(_ line: TallyTable.Line, to json: inout CanonicalJSON) {
        func append(_ sums: TallySums, _ json: inout CanonicalJSON) {
            json.field("claims", sums.claims)
            json.field("salesFen", sums.sales.fen)
            json.field("subsidyFen", sums.subsidy.fen)
            json.field("units", sums.units)
        }
        json.key("all")
        json.object { append(line.all, &$0) }
        for state in ClaimState.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
            json.key(state.rawValue)
            json.object { append(line.sums(state), &$0) }
        }
    }

    private static func append(_ line: Reconciliation.Line, to json: inout CanonicalJSON) {
        json.object { json in
            json.field("awardedFen", line.awarded.fen)
            json.field("claims", line.claims)
            json.field("differenceFen", line.difference.fen)
            if let fund = line.fund {
                json.field("encumberedFen", fund.balance(.encumbered).fen)
                json.field("fund", fund.code)
            }
            json.field("joint", line.isJoint)
            if let fund = line.fund {
                json.field("paidFen", fund.balance(.paid).fen)
                json.field("payableFen", fund.balance(.payable).fen)
                json.field("receivableFen", fund.balance(.receivable).fen)
                json.field("scope", fund.scope.key)
                json.field("year", Int64(fund.year))
            }
        }
    }
}
