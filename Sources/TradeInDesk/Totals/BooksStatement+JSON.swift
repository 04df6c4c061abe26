import TradeInCore
import TradeInStore

extension BooksStatement {
    /// The statement as one JSON object; amounts in fen.
    public var json: [UInt8] {
        canonicalObject(capacity: 4096) { json in
            json.key("accounts")
            json.array { json in
                for fund in books.funds {
                    for account in AccountKind.allCases { Self.append(fund, account, to: &json) }
                }
            }
            json.field("asOf", asOf.text)
            json.key("log")
            json.object { json in
                json.field("origin", books.checkpoint?.origin ?? "")
                json.field("root", books.checkpoint.map(\.rootText) ?? "")
                json.field("size", Int64(books.checkpoint?.size ?? 0))
            }
            json.key("months")
            json.array { json in
                for (key, sums) in books.cells.sorted(by: { MonthKey.precedes($0.key, $1.key) }) {
                    append(key, sums, to: &json)
                }
            }
            json.field("rowCount", Int64(count))
            json.key("sources")
            json.array { json in
                for share in books.shares { Self.append(share, to: &json) }
            }
        }
    }

    private static func append(
        _ fund: Fund, _ account: AccountKind, to json: inout CanonicalJSON
    ) {
        json.object { json in
            json.field("account", account.key)
            json.field("balanceFen", fund.balance(account).fen)
            json.field("fund", fund.code)
        }
    }

    private func append(_ key: MonthKey, _ sums: MonthSums, to json: inout CanonicalJSON) {
        json.object { json in
            json.field("account", key.account.key)
            if let corrects = key.corrects { json.field("corrects", corrects.text) }
            json.field("creditFen", sums.credit.fen)
            json.field("debitFen", sums.debit.fen)
            json.field("fund", key.fundCode)
            json.field("month", key.month.text)
            json.field("postings", sums.postings)
            if let programme = key.programme { json.field("programme", programme.rawValue) }
            json.field("state", books.state(of: key.month).rawValue)
        }
    }

    private static func append(_ share: ShareRow, to json: inout CanonicalJSON) {
        json.object { json in
            json.field("amountFen", share.amount.fen)
            json.field("fund", share.fundCode)
            json.field("programme", share.programme.rawValue)
            json.field("source", share.source.rawValue)
        }
    }
}
