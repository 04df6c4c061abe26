import Foundation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Compiled packs, kept while the ledger's own list of packs is what it was.
///
/// A pack is named by its digest and never changes; only how packs stand does, so each use asks
/// the ledger for that and compiles again when the answer is another one.
final class PackCache: @unchecked Sendable {
    private let gate = NSLock()
    private var state: String?
    private var compiled: [String: PolicyPack] = [:]
    private var notices: [String: NoticeSections] = [:]
    private var current: PackShelf?

    func shelf(of store: LedgerStore, register: ItemClassRegister) throws -> PackShelf {
        try gate.withLock {
            try refresh(store)
            if let current { return current }
            let active = try store.packStandings().filter { $0.state == .active }
            let packs = try active.map { standing in
                // A missing pack would let a wider one decide, by other amounts.
                guard let pack = compiled[standing.sha256] else {
                    throw LedgerFailure.corrupt(
                        "policyPack \(standing.identifier) \(standing.version)")
                }
                return pack
            }
            let shelf = PackShelf(packs, register: register, countyCode: store.countyCode)
            current = shelf
            return shelf
        }
    }

    func pack(_ sha256: String, of store: LedgerStore) throws -> PolicyPack? {
        try all(of: store)[sha256]
    }

    func all(of store: LedgerStore) throws -> [String: PolicyPack] {
        try gate.withLock {
            try refresh(store)
            return compiled
        }
    }

    func notice(_ sha256: String, of store: LedgerStore) throws -> NoticeSections? {
        try gate.withLock {
            try refresh(store)
            return notices[sha256]
        }
    }

    private func refresh(_ store: LedgerStore) throws {
        let now = try store.packState()
        guard now != state else { return }
        compiled = try LedgerPacks.compiled(store)
        notices = Dictionary(
            try store.keptPacks().map { ($0.standing.sha256, NoticeSections($0.notice)) }
        ) { first, _ in first }
        state = now
        current = nil
    }
}
