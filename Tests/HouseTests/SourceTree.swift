import Foundation
import Testing

/// The repository's files, found from where this file stands.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A text file with its path from the root.
    struct File: Sendable {
        var path: String
        var text: String

        /// Lines with their numbers, from 1.
        var lines: [(number: Int, text: Substring)] {
            text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
                ($0 + 1, $1)
            }
        }

        /// Lines without what follows `//`; a `//` inside quotes is no comment.
        var code: [(number: Int, text: Substring)] {
            lines.map { ($0.number, Self.code(of: $0.text)) }
        }

        private static func code(of line: Substring) -> Substring {
            var isQuoted = false
            var previous: Character = " "
            for place in line.indices {
                let character = line[place]
                if character == "\"", previous != "\\" { isQuoted.toggle() }
                if character == "/", previous == "/", !isQuoted {
                    return line[..<line.index(before: place)]
                }
                previous = character
            }
            return line
        }

        var room: String {
            path.split(separator: "/").dropFirst(path.hasPrefix("Schema/") ? 0 : 1).first
                .map(String.init) ?? ""
        }
    }

    /// The files below `folder` whose names end in one of `endings`, in order of path.
    static func files(_ folder: String, _ endings: [String]) throws -> [File] {
        let start = root.appending(path: folder)
        guard FileManager.default.fileExists(atPath: start.path) else { return [] }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: start.path)
        return try paths.filter { path in
            endings.contains { path.hasSuffix($0) } && !path.contains(".build")
        }.sorted().map { path in
            let text = try String(contentsOf: start.appending(path: path), encoding: .utf8)
            return File(path: "\(folder)/\(path)", text: text)
        }
    }

    /// A file at the root or below, or nil.
    static func file(_ path: String) -> File? {
        let place = root.appending(path: path)
        return (try? String(contentsOf: place, encoding: .utf8)).map { File(path: path, text: $0) }
    }

    static func sources() throws -> [File] { try files("Sources", [".swift"]) }

    /// All Swift that is ours.
    static func swift() throws -> [File] {
        try sources() + files("Tests", [".swift"]) + files("Schema", [".swift"])
            + [file("Package.swift")].compactMap { $0 }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }
}
