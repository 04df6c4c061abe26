import ArgumentParser
import TradeInCore
import TradeInStore

/// What a dealer's staff sees: its own dealer's claims and rights, and nothing of the bureau's.
extension GlobalOptions {
    /// The dealer whose claims alone the acting user sees; nil for everybody else.
    ///
    /// Held to by the name that acts, as all duties are here: whoever holds the ledger's files
    /// can act under any name until there is a log-in.
    func ownDealer(in store: LedgerStore) throws -> String? {
        let key = TextFolding.key(actor)
        return try store.users().first { $0.key == key }?.dealerCode
    }

    /// Ends the command when the acting user may not see a dealer's claim.
    func mustSee(_ dealerCode: String, in store: LedgerStore) throws {
        guard let own = try ownDealer(in: store), own != dealerCode else { return }
        Output.complain(
            say(
                "other-dealer：这是别家经销商的申领，\(actor) 只能查看本经销商的。",
                "other-dealer: it is another dealer's claim; \(actor) sees its own dealer's only."))
        throw ExitCode(1)
    }

    /// Ends the command when the acting user is a dealer's: it is the bureau's or finance's to see.
    func mustNotBeDealer(in store: LedgerStore) throws {
        guard try ownDealer(in: store) != nil else { return }
        Output.complain(
            say(
                "role-missing：经销商人员只能查看本经销商的申领和资格。",
                "role-missing: a dealer's staff sees its own dealer's claims and rights only."))
        throw ExitCode(1)
    }
}
