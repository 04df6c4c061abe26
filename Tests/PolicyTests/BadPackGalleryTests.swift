import Foundation
import PolicyLibrary
import Testing
import TradeInCore

/// One folder of `Fixtures/packs/bad`: a pack with one fault, and what `policy check` says.
struct BadPackFolder: Sendable, CustomTestStringConvertible {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL
    static let gallery = root.appending(path: "Fixtures/packs/bad")

    /// The code that the folder shows.
    var code: String
    var testDescription: String { code }
    private var place: URL { Self.gallery.appending(path: code) }

    /// Every folder of the gallery, in order of the codes.
    static func all() throws -> [BadPackFolder] {
        try FileManager.default.contentsOfDirectory(atPath: gallery.path())
            .sorted().map(BadPackFolder.init)
    }

    /// The packs of the folder: the bad one last, since a pack is faulted beside earlier ones.
    func files() throws -> [PackFiles] {
        let hasOther = FileManager.default.fileExists(
            atPath: place.appending(path: "other.yaml").path())
        return try (hasOther ? ["other", "pack"] : ["pack"]).map {
            try Self.files($0, in: place)
        }
    }

    static func files(_ base: String, in folder: URL) throws -> PackFiles {
        PackFiles(
            base: base, yaml: try bytes(base + ".yaml", in: folder),
            notice: try bytes(base + ".notice.md", in: folder),
            cases: try bytes(base + ".cases.yaml", in: folder))
    }

    /// A file; one that is not UTF-8 has its encoding as a last ending, so that other tests,
    /// and editors, leave it alone.
    private static func bytes(_ name: String, in folder: URL) throws -> [UInt8] {
        let encoded = folder.appending(path: name + ".gb18030")
        let isEncoded = FileManager.default.fileExists(atPath: encoded.path())
        return [UInt8](try Data(contentsOf: isEncoded ? encoded : folder.appending(path: name)))
    }

    func golden(_ language: Language) -> URL {
        place.appending(path: "expected.\(language.rawValue).txt")
    }
}

@Suite("The gallery of bad packs")
struct BadPackGalleryTests {
    private static func check(_ files: [PackFiles]) throws -> PolicyCheck {
        PolicyCheck.run(
            files, register: try PolicyLibrary.register(), county: try PlanLibrary.jinxiang())
    }

    @Test("a bad pack is told off in the words on record", arguments: try BadPackFolder.all())
    func messages(_ folder: BadPackFolder) throws {
        let check = try Self.check(try folder.files())
        let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
        for language in Language.allCases {
            let text = check.lines(in: language).map { $0 + "\n" }.joined()
            let golden = folder.golden(language)
            if isRecording {
                try Data(text.utf8).write(to: golden)
                Issue.record("\(folder.code), \(language): recorded anew; look at the difference")
            }
            let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
            #expect(text == expected, "\(folder.code): RECORD=1 writes it anew")
        }
    }

    @Test("a bad pack has the fault of its folder and no other", arguments: try BadPackFolder.all())
    func oneFault(_ folder: BadPackFolder) throws {
        let check = try Self.check(try folder.files())
        let failed = check.cases.filter { !$0.passed }.map { _ in "case-failed" }
        var found = (check.faults + check.gaps + check.remarks).map(\.code) + failed
        if folder.code == "more-faults" {
            // The note that there are more comes after a hundred others.
            #expect(found.count == 101)
            found.removeAll { $0 == "key-missing" }
        }
        #expect(found == [folder.code])
    }

    @Test("the pack that the bad ones are made from is sound")
    func minimal() throws {
        let good = BadPackFolder.root.appending(path: "Fixtures/packs/good")
        let check = try Self.check([try BadPackFolder.files("minimal", in: good)])
        #expect(check.lines(in: .en) == ["2/2 cases pass; 0 faults, 0 gaps, 0 remarks."])
        #expect(check.isSound && check.remarks.isEmpty)
    }

    @Test("each code in the sources has its folder, and each folder its code")
    func folders() throws {
        let folders = try BadPackFolder.all().map(\.code)
        let codes = try FaultCodes.inSources()
        #expect(codes.count > 50)
        #expect(codes.subtracting(folders).sorted() == [], "these have no folder")
        #expect(Set(folders).subtracting(codes).sorted() == [], "no source has these")
    }

    @Test("each code has its row in the reference, in order", arguments: ["", ".zh"])
    func reference(_ ending: String) throws {
        let place = BadPackFolder.root.appending(path: "Docs/reference/pack-faults\(ending).md")
        let rows = try String(contentsOf: place, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(rows.allSatisfy { $0.count == 3 && $0.allSatisfy { !$0.isEmpty } })
        let codes = rows.compactMap { $0.first?.replacing("`", with: "") }
        #expect(codes == (try BadPackFolder.all().map(\.code)))
    }
}

/// The codes that `policy check` may report, as the sources spell them.
enum FaultCodes {
    /// Where the codes of packs, notices and cases are written; the readers of the plan, the
    /// towns and the item classes have codes of their own.
    private static func sources() throws -> [String] {
        let folder = "Sources/PolicyLibrary"
        let others = [
            "PlanLibrary", "PlanReader", "PlanRow", "PlanFiles", "PlanHeaderReader", "TownReader",
            "RegisterReader", "CSVLine",
        ]
        let names = try FileManager.default.contentsOfDirectory(
            atPath: BadPackFolder.root.appending(path: folder).path())
        return names.filter { name in
            name.hasSuffix(".swift") && !others.contains { name == $0 + ".swift" }
        }.map { folder + "/" + $0 } + [
            "Sources/TradeInCore/Policy/PackCompiler.swift",
            "Sources/TradeInCore/Policy/ExpressionCompiler.swift",
            "Sources/TradeInCore/Policy/ExpressionCompiler+Faults.swift",
            "Sources/TradeInCore/Policy/ExpressionToken.swift",
            "Sources/tradein/Policies/PolicyCheckCommand.swift",
        ]
    }

    /// Every text of words and hyphens that stands alone between quotes.
    static func inSources() throws -> Set<String> {
        var codes: Set<String> = []
        for path in try sources() {
            let place = BadPackFolder.root.appending(path: path)
            for line in try String(contentsOf: place, encoding: .utf8).split(separator: "\n") {
                guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
                codes.formUnion(line.matches(of: /"([a-z]+(?:-[a-z]+)+)"/).map { String($0.1) })
            }
        }
        return codes
    }
}
