import ArgumentParser
import FileExchange
import Glibc
import PolicyLibrary
import TradeInCore

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
        pack.identifier == name || pack.source.file == name || pack.source.file == name + ".yaml"
            || (name.utf8.count >= 8 && pack.source.sha256.hasPrefix(name.lowercased()))
    }

    /// The files of a known pack by its name, or of a draft by its path.
    static func files(named name: String, _ options: GlobalOptions) throws -> PackFiles {
        if name.hasSuffix(".yaml") || name.contains("/") { return try draft(at: name) }
        let pack = try pack(named: name, on: try options.shelf())
        let files = try options.packFiles().first { Self.isFile($0, of: pack) }
        guard let files else { preconditionFailure("a pack on the shelf has files") }
        return files
    }

    /// Whether these are the files of a pack.
    static func isFile(_ files: PackFiles, of pack: PolicyPack) -> Bool {
        Array(pack.source.text.utf8) == files.yaml
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
        return PackFiles(
            base: base, yaml: try read(base + ".yaml"), notice: try read(base + ".notice.md"),
            cases: try read(base + ".cases.yaml"))
    }

    /// No pack file is as large; the reader says so when one is.
    private static let mostBytes = 1 << 20

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(.open, path: path, code: errno) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        var filled = 0
        while filled < mostBytes {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, mostBytes - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileFault(.read, path: path, code: errno) }
            guard got > 0 else { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }
}
