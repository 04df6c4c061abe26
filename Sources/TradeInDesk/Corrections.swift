import PolicyLibrary
import TradeInCore
import TradeInStore

/// Tells rows that put a returned claim right from rows that are new.
public struct Corrections {
    private let store: LedgerStore
    private let packs: [String: PolicyPack]
    private let reader: ClaimReader
    /// Where nothing waits to be put right, no row is looked up.
    private let isNeeded: Bool

    /// Reads what can be put right now.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - preparer: prepares its rows.
    /// - Throws: the store's failures.
    public init(_ store: LedgerStore, _ preparer: ClaimPreparer) throws {
        self.store = store
        isNeeded = try store.hasReturnedClaims()
        packs = isNeeded ? try LedgerPacks.compiled(store) : [:]
        reader = preparer.decider.reader
    }

    /// What the row asks for.
    public func command(_ prepared: PreparedClaim) throws -> LedgerCommand {
        guard isNeeded, let returned = try store.returnedClaim(prepared),
            let detail = try store.claim(returned.id), let pack = packs[detail.row.packSha256]
        else { return .submit(prepared) }
        return .correct(
            PreparedCorrection(
                number: returned.id.number, prepared: prepared, before: returned.before,
                holding: try store.holding(of: detail, pack: pack, reader: reader)))
    }
}
