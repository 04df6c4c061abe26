import PolicyLibrary
import TradeInCore
import TradeInStore

/// Works out what a step on a claim needs before the ledger is asked.
public struct StepPreparer: Sendable {
    /// The most bytes of a note.
    public static let mostNoteBytes = 600

    /// The item classes.
    public let register: ItemClassRegister
    private let store: LedgerStore
    private let reader: ClaimReader
    private let packs: [String: PolicyPack]

    /// A preparer with all packs that the ledger keeps.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - county: the county.
    /// - Throws: the store's failures.
    public init(_ store: LedgerStore, county: County) throws {
        try self.init(store, county: county, packs: LedgerPacks.compiled(store))
    }

    init(_ store: LedgerStore, county: County, packs: [String: PolicyPack]) throws {
        self.store = store
        self.packs = packs
        register = try PolicyLibrary.register()
        reader = ClaimReader(register: register, county: county)
    }

    /// A step with its sealed note and what the claim frees if it ends.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - claim: the claim.
    ///   - reason: why.
    ///   - note: what is written beside the reason; 1 to ``mostNoteBytes`` bytes.
    /// - Returns: the step, ready for the ledger.
    /// - Throws: the store's failures.
    public func prepared(
        _ step: ClaimStep, _ claim: ClaimID, reason: StepReason? = nil, note: String? = nil
    ) throws -> PreparedStep {
        let sealed = try note.map {
            try SealedRecord(
                Array($0.utf8), under: store.keys.sealing, seed: RandomBytes.take(56)[...])
        }
        return PreparedStep(
            number: claim.number, step: step, reason: reason, note: sealed,
            holding: step.endsClaim ? try holding(claim) : ClaimHolding())
    }

    /// What the claim frees when it ends; its own pack says how it was counted.
    private func holding(_ claim: ClaimID) throws -> ClaimHolding {
        // An award that a rise added holds no locks of its own.
        guard let detail = try store.claim(claim), detail.row.parent == nil,
            let pack = packs[detail.row.packSha256]
        else {
            return ClaimHolding()
        }
        return try store.holding(of: detail, pack: pack, reader: reader)
    }
}
