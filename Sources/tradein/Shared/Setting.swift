import FileExchange
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// The county that the program serves and its packs.
enum Setting {
    static func county() throws -> County { try PlanLibrary.jinxiang() }
}

extension GlobalOptions {
    /// The files of all packs: those of `--packs` and the shipped ones.
    ///
    /// A pack of the folder stands in for a shipped one of the same identifier.
    func packFiles() throws -> [PackFiles] {
        guard let folder = packs else { return PolicyLibrary.shippedFiles }
        let own = try PackFolder(path: folder).files()
        let names = Set(own.map { Self.identifier(of: $0) })
        return own + PolicyLibrary.shippedFiles.filter { !names.contains(Self.identifier(of: $0)) }
    }

    /// The identifier that the first line `pack: …` of a file gives; the file's name without one.
    private static func identifier(of files: PackFiles) -> String {
        let lines = String(decoding: files.yaml, as: UTF8.self).split(whereSeparator: \.isNewline)
        let line = lines.first { $0.hasPrefix("pack:") }
        let name = line?.dropFirst("pack:".count).split(separator: "#").first
        return name.map { $0.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" } } ?? files.base
    }

    /// All packs on a shelf, for looking at them and for trying them without a ledger.
    func shelf() throws -> PackShelf {
        try PolicyLibrary.shelf(
            from: packFiles(), register: PolicyLibrary.register(),
            countyCode: Setting.county().code)
    }

    /// How packs stand in the ledger; none where there is no ledger.
    func standings() throws -> [PackStanding] {
        guard FileManager.default.fileExists(atPath: ledger) else { return [] }
        let store = try openForReading()
        defer { try? store.close() }
        return try store.packStandings()
    }

    /// Opens the ledger for writing, and completes what an older schema could not say of packs.
    func open() throws -> LedgerStore {
        let store = try LedgerStore.open(at: ledger)
        if try store.hasPacksWithoutScope() {
            try store.fillScopes(Array(LedgerPacks.compiled(store).values))
        }
        return store
    }

    /// The packs that are active in a ledger, compiled from its own copies.
    func shelf(of store: LedgerStore) throws -> PackShelf { try LedgerPacks.shelf(of: store) }
}
