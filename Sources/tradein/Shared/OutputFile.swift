import ArgumentParser
import Glibc

/// Checks of a file that is going to be replaced.
enum OutputFile {
    /// Refuses a file of another kind, and one that is read or written to otherwise.
    ///
    /// - Parameters:
    ///   - path: where something will be written.
    ///   - ending: how its name must end; any when empty.
    ///   - others: files that must stay.
    /// - Throws: a usage error.
    static func check(_ path: String, ending: String, isNot others: [String]) throws {
        guard path.lowercased().hasSuffix(ending) else {
            throw ValidationError(
                say("“\(path)”的扩展名应为 \(ending)。", "\"\(path)\" must end in \(ending)."))
        }
        guard let place = identity(path) else { return }
        for other in others where identity(other) == place {
            throw ValidationError(
                say(
                    "“\(path)”就是“\(other)”，写出会把它覆盖；请换一个文件名。",
                    "\"\(path)\" is \"\(other)\" and would be replaced; choose another name."))
        }
    }

    /// What tells one file from another, by whatever name; nil where there is none.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
