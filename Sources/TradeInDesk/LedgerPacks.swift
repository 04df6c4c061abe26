import PolicyLibrary
import TradeInCore
import TradeInStore

/// The packs that a ledger keeps.
public enum LedgerPacks {
    /// Compiles the ledger's own copies, not the program's.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - isWanted: which of them.
    /// - Returns: the packs by digest; one whose text was tampered with is left out.
    /// - Throws: the store's failures.
    public static func compiled(
        _ store: LedgerStore, where isWanted: (PackStanding) -> Bool = { _ in true }
    ) throws -> [String: PolicyPack] {
        var packs: [String: PolicyPack] = [:]
        for kept in try store.keptPacks() where isWanted(kept.standing) {
            let files = PackFiles(
                base: kept.standing.identifier.replacing("-", with: "_"),
                yaml: Array(kept.text.utf8), notice: Array(kept.notice.utf8), cases: [])
            guard case .success(let pack) = try PolicyLibrary.pack(from: files),
                pack.source.sha256 == kept.standing.sha256
            else { continue }
            packs[kept.standing.sha256] = pack
        }
        return packs
    }

    /// The packs that are active in a ledger, compiled from its own copies.
    ///
    /// - Parameter store: the ledger.
    /// - Returns: the shelf that decides its claims.
    /// - Throws: ``LedgerFailure`` when an active pack's text is not what its digest says.
    public static func shelf(of store: LedgerStore) throws -> PackShelf {
        let register = try PolicyLibrary.register()
        let packs = try compiled(store) { $0.state == .active }
        // A missing pack would let a wider one decide, by other amounts.
        let lost = try store.packStandings().first {
            $0.state == .active && packs[$0.sha256] == nil
        }
        if let lost { throw LedgerFailure.corrupt("policyPack \(lost.identifier) \(lost.version)") }
        return PackShelf(
            Array(packs.values), register: register, countyCode: store.countyCode)
    }
}
