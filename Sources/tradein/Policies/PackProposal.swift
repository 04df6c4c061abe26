import PolicyLibrary
import TradeInCore

/// Packs as commands that propose them to a ledger.
enum PackProposal {
    /// One command for each pack that decides, its notice beside it; templates stay outside.
    static func commands(_ packs: [PolicyPack], _ files: [PackFiles]) -> [LedgerCommand] {
        packs.filter { !$0.source.isTemplate }.map { pack in
            let notice = files.first { PackChoice.isFile($0, of: pack) }?.notice ?? []
            return .proposePack(KeptPack(pack, notice: String(decoding: notice, as: UTF8.self)))
        }
    }
}
