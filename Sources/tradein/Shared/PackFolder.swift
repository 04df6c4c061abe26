import FileExchange
import Foundation
import PolicyLibrary

/// A folder of packs that a county keeps for itself: `name.yaml`, `name.notice.md`,
/// `name.cases.yaml`.
struct PackFolder {
    let path: String

    /// The packs of the folder in the order of their names.
    ///
    /// - Throws: ``FileFault`` when the folder or one of the three files cannot be read.
    func files() throws -> [PackFiles] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw FileFault(.open, path: path, code: errno == 0 ? ENOENT : errno)
        }
        let packs = names.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".cases.yaml") }.sorted()
        return try packs.map { name in
            var files = try PackChoice.draft(at: path + "/" + name)
            files.base = String(name.dropLast(".yaml".count))
            return files
        }
    }
}
