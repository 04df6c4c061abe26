import PolicyLibrary
import Testing
import TradeInCore

/// A file made to stop the reader, and the codes that may refuse it.
struct HostileFile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var codes: [String]

    init(_ name: String, _ text: String, _ codes: [String]) {
        testDescription = name
        self.text = text
        self.codes = codes
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static let laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n? *c\n: 1\n"
    private static let staircase = (0..<600).map { repeated(" ", $0) + "a:\n" }.joined()
    private static let manyKeys = (0..<20_000).map { "k\($0): 1\n" }.joined()

    static let all: [HostileFile] = [
        HostileFile("open lists", repeated("[", 200_000), ["pack-too-deep"]),
        HostileFile("open mappings", repeated("{a: ", 60_000), ["pack-too-deep"]),
        HostileFile(
            "lists hidden in quotes", repeated("[\"]\",", 50_000), ["yaml-syntax", "pack-too-deep"]),
        HostileFile("nested dashes", repeated("- ", 130_000), ["yaml-syntax", "pack-too-deep"]),
        HostileFile("nested questions", repeated("? ", 130_000), ["yaml-syntax", "pack-too-deep"]),
        HostileFile("a staircase", staircase, ["pack-too-deep", "key-unknown"]),
        HostileFile("a billion laughs", laughs, ["yaml-anchor"]),
        HostileFile("an alias to nothing", "a: *b\n", ["yaml-anchor"]),
        HostileFile("many unknown keys", manyKeys, ["too-many"]),
        HostileFile("one key many times", repeated("k: 1\n", 50_000), ["key-repeated"]),
        HostileFile("one long word", repeated("a", 250_000), ["shape-wrong"]),
        HostileFile(
            "one long key", repeated("a", 250_000) + ": 1", ["yaml-syntax", "key-unknown"]),
        HostileFile("an open quote", "a: \"" + repeated("b\n", 100_000), ["yaml-syntax"]),
        HostileFile("nothing", "", ["yaml-empty"]),
        HostileFile("only a comment", "# x\n", ["yaml-empty"]),
        HostileFile("a null byte", "a: \u{0}", ["yaml-control-character"]),
        HostileFile("an escape sequence", "a: \u{1B}[31m", ["yaml-control-character"]),
        HostileFile("a directive", "%YAML 9.9\n---\na: 1\n", ["yaml-syntax"]),
    ]
}

@Suite struct PackHostileTests {
    /// The first fault of a pack and how long it took to find.
    private static func refusal(_ yaml: String) -> (fault: PackFault?, took: Duration) {
        var fault: PackFault?
        let took = ContinuousClock().measure { fault = TestPack.faults(yaml).first }
        return (fault, took)
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    @Test("256 KiB are read, one byte more is not")
    func size() {
        let room = 256 * 1024 - TestPack.yaml.utf8.count
        let full = TestPack.yaml + "#" + Self.repeated("x", room - 1)
        #expect(TestPack.faults(full).isEmpty)
        let fault = TestPack.faults(full + "x").first
        #expect(fault?.code == "pack-too-large" && fault?.line == 1 && fault?.column == 1)
        #expect(fault?.message.en.contains("262145") == true)
    }

    @Test("16 levels are read, 17 are refused where they begin")
    func depth() {
        let nested = { (levels: Int) in
            "a: " + Self.repeated("[", levels - 1) + "x" + Self.repeated("]", levels - 1) + "\n"
        }
        // The root is level 1, so a text in 14 lists stands on level 16.
        #expect(!TestPack.faults(nested(15)).contains { $0.code == "pack-too-deep" })
        let fault = TestPack.faults(nested(16)).first
        #expect(fault?.code == "pack-too-deep" && fault?.line == 1 && fault?.column == 19)
    }

    @Test("a hostile file is refused at once, whatever it does", arguments: HostileFile.all)
    func hostile(_ file: HostileFile) {
        let (fault, took) = Self.refusal(file.text)
        let told = fault?.text(in: .en) ?? "it loads"
        #expect(file.codes.contains(fault?.code ?? "none"), "\(told)")
        #expect(took < .seconds(10), "it took \(took)")
    }

    @Test("bytes that are not UTF-8 are refused, in rules, notice and cases")
    func encoding() {
        let bytes: [UInt8] = [0x70, 0x61, 0xC3, 0x28]
        for files in [
            PackFiles(base: "tiny", yaml: bytes, notice: [], cases: []),
            PackFiles(base: "tiny", yaml: Array(TestPack.yaml.utf8), notice: bytes, cases: []),
        ] {
            guard
                case .failure(let found) = PolicyLibrary.pack(
                    from: files, register: TestPack.classes)
            else {
                Issue.record("it loads")
                continue
            }
            #expect(found.faults.contains { $0.code == "yaml-encoding" })
        }
        let cases = PackFiles(base: "tiny", yaml: [], notice: [], cases: bytes)
        guard case .failure(let found) = PackCaseFile.read(cases) else {
            Issue.record("it loads")
            return
        }
        #expect(found.faults.map(\.code) == ["yaml-encoding"])
    }

    @Test("no more than a hundred faults are told, and the last says that there are more")
    func boundedFaults() {
        let rules = (0..<60).map { _ in "  - {a: 1, b: 2, c: 3}\n" }.joined()
        let faults = TestPack.faults(
            TestPack.yaml.replacing("requirements:\n", with: "requirements:\n" + rules))
        #expect(faults.count == 101)
        #expect(faults.contains { $0.code == "more-faults" })
    }

    @Test("a message shows at most forty characters of a file, none of them control characters")
    func shownWords() {
        let word = "ab\u{202E}" + Self.repeated("c", 200)
        let fault = TestPack.faults(TestPack.yaml.replacing("place: CN", with: "place: \(word)"))
            .first
        #expect(fault?.code == "place-malformed")
        #expect(fault?.message.en.contains(Self.repeated("c", 38)) == false)
        #expect(fault?.message.zh.unicodeScalars.contains("\u{202E}") == false)
    }

    @Test("a pack full of wrong names and dates compiles within bounds")
    func costlyPack() {
        let name = { (index: Int) in Self.repeated("n", 28) + String(index + 1000) }
        let dated = (0..<12).map {
            "{from: 2026-01-\($0 < 9 ? "0" : "")\($0 + 1), value: 1, article: 一, mark: S2}"
        }.joined(separator: ", ")
        let parameters = (0..<60).map { "  \(name($0)): [\(dated)]\n" }.joined()
        let rules = (0..<8).map {
            "  - code: r\($0)\n    require: \(Self.repeated("m", 32)) == 1\n    article: 一\n"
                + "    message: {zh: x, en: x}\n"
        }.joined()
        let yaml = TestPack.yaml.replacing(
            "requirements:\n", with: parameters + "requirements:\n" + rules)
        let (fault, took) = Self.refusal(yaml)
        #expect(fault?.code == "name-unknown")
        #expect(took < .seconds(60), "it took \(took)")
    }
}
