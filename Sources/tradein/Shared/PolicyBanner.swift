import TradeInCore
import TradeInStore

/// The warning that stands on every output which rests on values that nobody has confirmed.
struct PolicyBanner {
    /// A pack with the values of it that are open.
    struct Pack {
        var name: String
        var open: [String]
    }

    /// The packs with open values.
    let packs: [Pack]

    init(_ packs: [Pack]) { self.packs = packs.filter { !$0.open.isEmpty } }

    /// The packs that decide or have decided in a ledger, in one year or in all.
    init(of store: LedgerStore, year: Int? = nil) throws {
        self.init(
            try store.packStandings().filter { pack in
                let days = pack.scope.days
                let isOfYear =
                    year.map { days.lowerBound.year <= $0 && $0 <= days.upperBound.year } ?? true
                return pack.state != .proposed && isOfYear
            }.map { Pack(name: "\($0.identifier) \($0.version)", open: $0.unconfirmed) })
    }

    /// Packs that were used; `standings` says what has been confirmed, where there is a ledger.
    ///
    /// What a file says of its own status counts for nothing: without a ledger all is open.
    init(used packs: [PolicyPack], standings: [PackStanding] = []) {
        self.init(
            packs.map { pack in
                let standing = standings.first { $0.sha256 == pack.source.sha256 }
                return Pack(
                    name: "\(pack.identifier) \(pack.source.version)",
                    open: standing?.unconfirmed ?? pack.source.confirmableItems)
            })
    }

    /// Packs of a ledger that were used.
    init(used standings: [PackStanding]) {
        self.init(
            standings.map { Pack(name: "\($0.identifier) \($0.version)", open: $0.unconfirmed) })
    }

    /// One line for one pack's values, or for many packs; nil when all are confirmed.
    var line: String? {
        guard let first = packs.first else { return nil }
        let hint = say("尚未对照正式文本核实", "not yet held against the issued text")
        if packs.count == 1 {
            let shown = first.open.prefix(4).joined(separator: say("、", ", "))
            let more = first.open.count > 4 ? say("等", ", …") : ""
            return say(
                "⚠ 未核实：\(first.name) 的\(first.open.count)个取值\(hint)：\(shown)\(more)（policy confirm）。",
                "⚠ Unverified: \(first.open.count) values of \(first.name) are \(hint): "
                    + "\(shown)\(more) (policy confirm).")
        }
        let counts = packs.map { "\($0.name) (\($0.open.count))" }
            .joined(separator: say("、", ", "))
        return say(
            "⚠ 未核实：\(packs.count)个政策包的取值\(hint)：\(counts)（policy confirm）。",
            "⚠ Unverified: values of \(packs.count) packs are \(hint): \(counts) (policy confirm).")
    }

    /// Prints the warning: among the text of a table, beside data on standard error.
    func print(_ format: OutputFormat?) {
        guard let line else { return }
        if format ?? .table == .table {
            Terminal.paragraph(line, indent: 2)
        } else {
            Output.complain(line)
        }
    }
}
