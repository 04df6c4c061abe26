import TradeInCore
import TradeInStore

/// The warning that stands on every output which rests on values that nobody has confirmed.
public struct PolicyBanner: Sendable {
    /// A pack with the values of it that are open.
    public struct Pack: Hashable, Sendable {
        /// The pack's identifier and version.
        public var name: String
        /// The values that nobody has confirmed.
        public var open: [String]
    }

    /// The packs with open values.
    public let packs: [Pack]

    /// The packs of these that have open values.
    public init(_ packs: [Pack]) { self.packs = packs.filter { !$0.open.isEmpty } }

    /// The packs that decide or have decided in a ledger, in one year or in all.
    ///
    /// - Throws: the store's failures.
    public init(of store: LedgerStore, year: Int? = nil) throws {
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
    public init(used packs: [PolicyPack], standings: [PackStanding] = []) {
        self.init(
            packs.map { pack in
                let standing = standings.first { $0.sha256 == pack.source.sha256 }
                return Pack(
                    name: "\(pack.identifier) \(pack.source.version)",
                    open: standing?.unconfirmed ?? pack.source.confirmableItems)
            })
    }

    /// Packs of a ledger that were used.
    public init(used standings: [PackStanding]) {
        self.init(
            standings.map { Pack(name: "\($0.identifier) \($0.version)", open: $0.unconfirmed) })
    }

    /// One line with its sign, for terminals and files; nil when all are confirmed.
    public var warning: LocalizedText? {
        words.map { LocalizedText(zh: "⚠ " + $0.zh, en: "⚠ " + $0.en) }
    }

    /// One line for one pack's values, or for many packs; nil when all are confirmed.
    public var words: LocalizedText? {
        guard let first = packs.first else { return nil }
        guard packs.count == 1 else { return Self.warning(of: packs) }
        let shown = first.open.prefix(4)
        let isCut = first.open.count > 4
        let verb = first.open.count == 1 ? "is" : "are"
        return LocalizedText(
            zh: "未核实：\(first.name) 的\(first.open.count)个取值尚未对照正式文本核实："
                + shown.joined(separator: "、") + (isCut ? "等" : "") + "。",
            en:
                "Unverified: \(counted(first.open.count, "value")) of \(first.name) \(verb) not yet held "
                + "against the issued text: " + shown.joined(separator: ", ") + (isCut ? ", …" : "")
                + ".")
    }

    private static func warning(of packs: [Pack]) -> LocalizedText {
        let counts = packs.map { "\($0.name) (\($0.open.count))" }
        return LocalizedText(
            zh: "未核实：\(packs.count)个政策包的取值尚未对照正式文本核实："
                + counts.joined(separator: "、") + "。",
            en: "Unverified: values of \(packs.count) packs are not yet held against the issued "
                + "text: " + counts.joined(separator: ", ") + ".")
    }
}
