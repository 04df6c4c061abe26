import ArgumentParser
import FileExchange
import Glibc
import PolicyLibrary
import TradeInCore
import TradeInDesk

/// Packs as people name them on the command line: shipped ones by name, drafts by file.
enum PackChoice {
    /// The shipped pack with an identifier, a base name, or the start of a digest.
    static func pack(named name: String, on shelf: PackShelf) throws -> PolicyPack {
        let found = shelf.packs.filter { isNamed($0, name) }
        guard found.count == 1, let pack = found.first else {
            let known = shelf.packs.map(\.identifier).joined(separator: say("、", ", "))
            throw ValidationError(
                say(
                    "没有唯一的政策包“\(name)”。现有：\(known)。",
                    "No one pack is named \(name). There are: \(known)."))
        }
        return pack
    }

    private static func isNamed(_ pack: PolicyPack, _ name: String) -> Bool {
        // A pack of a folder has the folder in its file's name.
        let file = pack.source.file.split(separator: "/").last ?? ""
        return pack.identifier == name || file == name || file == name + ".yaml"
            || (name.utf8.count >= 8 && pack.source.sha256.hasPrefix(name.lowercased()))
    }

    /// The files of a known pack by its name, or of a draft by its path.
    static func files(named name: String, _ options: GlobalOptions) throws -> PackFiles {
        if name.hasSuffix(".yaml") || name.contains("/") { return try draft(at: name) }
        let pack = try pack(named: name, on: try options.shelf())
        let files = try options.packFiles().first { PackProposal.isFile($0, of: pack) }
        guard let files else { preconditionFailure("a pack on the shelf has files") }
        return files
    }

    /// A pack that could decide claims, by its name or its file.
    ///
    /// - Throws: ``PackFaults`` when it does not load, a usage error when it is a template.
    static func decidingPack(named name: String, _ options: GlobalOptions) throws -> PolicyPack {
        let pack = try PolicyLibrary.pack(
            from: files(named: name, options), register: PolicyLibrary.register()
        ).get()
        guard pack.source.isTemplate else { return pack }
        throw ValidationError(
            say(
                "“\(pack.identifier)”是模板，还有取值没有填，不能判定。",
                "\(pack.identifier) is a template; values are still to be filled in, so it decides nothing."
            ))
    }

    /// A pack ready to be tried, a template's holes filled with the figures of its cases.
    static func trial(named name: String, _ options: GlobalOptions) throws -> PackTrial {
        let check = PolicyCheck.run(
            [try files(named: name, options)], register: try PolicyLibrary.register(),
            county: try Setting.county())
        guard let trial = check.trials.first, check.faults.isEmpty else {
            throw PackFaults(check.faults)
        }
        return trial
    }

    /// The three files of a draft on disk.
    ///
    /// - Parameter path: any of the three, or their common base name.
    /// - Returns: the files, named as the path names them.
    /// - Throws: ``FileFault`` when one of them cannot be read.
    static func draft(at path: String) throws -> PackFiles {
        let endings = [".notice.md", ".cases.yaml", ".yaml"]
        let ending = endings.first { path.hasSuffix($0) } ?? ""
        let base = String(path.dropLast(ending.count))
        guard !base.hasSuffix("/") else { throw FileFault(.open, path: path, code: EISDIR) }
        return PackFiles(
            base: base, yaml: try read(base + ".yaml"), notice: try read(base + ".notice.md"),
            cases: try read(base + ".cases.yaml"))
    }

    /// No pack file is as large; the reader says so when one is.
    private static let mostBytes = 1 << 20

    /// The bytes of a small file.
    static func read(_ path: String) throws -> [UInt8] {
        try WholeFile.bytes(at: path, atMost: mostBytes)
    }
}

extension PackChoice {
    /// The kept pack of an identifier or of the start of a digest.
    ///
    /// - Parameters:
    ///   - name: what was asked for.
    ///   - standings: the ledger's packs, each identifier's in the order they were proposed.
    ///   - states: which state is meant first, and which next, where versions share the name.
    /// - Returns: the last one of the first state that any has, else the last one.
    /// - Throws: a usage error where the ledger keeps none.
    static func kept(
        named name: String, in standings: [PackStanding], first states: [PackStanding.State]
    ) throws -> PackStanding {
        let found = standings.filter {
            $0.identifier == name
                || (name.utf8.count >= 8 && $0.sha256.hasPrefix(name.lowercased()))
        }
        for state in states {
            if let pack = found.last(where: { $0.state == state }) { return pack }
        }
        if let pack = found.last { return pack }
        let known = Set(standings.map(\.identifier)).sorted()
        throw ValidationError(
            say(
                "账本中没有政策包“\(name)”。现有：\(known.joined(separator: "、"))。请先提交（policy propose）。",
                "The ledger has no pack \(name). It has: \(known.joined(separator: ", ")). "
                    + "Propose it first (policy propose)."))
    }
}
