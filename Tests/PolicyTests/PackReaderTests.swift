import PolicyLibrary
import Testing
import TradeInCore

/// One change of the tiny pack, the code it must give, and the place: `⟦` in the new text.
struct BadPack: Sendable, CustomTestStringConvertible {
    var name: String
    var old: String
    var new: String
    var code: String
    /// A word that the messages must show.
    var hint: String
    /// The code of what follows from the fault elsewhere; empty when nothing may.
    var also: String

    init(
        _ name: String, _ old: String, _ new: String, _ code: String, hint: String = "",
        also: String = ""
    ) {
        self.name = name
        self.old = old
        self.new = new
        self.code = code
        self.hint = hint
        self.also = also
    }

    var testDescription: String { name }
}

@Suite struct PackReaderTests {
    @Test("the tiny pack loads, and each part is where it was read")
    func soundPack() throws {
        let pack = try TestPack.load().get()
        let source = pack.source
        #expect(source.identifier == PlacedText("tiny-2026", line: 1, column: 7))
        #expect(source.file == "tiny.yaml" && source.text == TestPack.yaml)
        #expect(source.sha256 == Digests.sha256Hex(Array(TestPack.yaml.utf8)))
        #expect(
            source.requirements[0].require
                == PlacedText("itemClass in classes", line: 17, column: 14))
        #expect(source.limits[0].count == PlacedText("1", line: 27, column: 13))
        #expect(source.limits[0].perItemClass)
        #expect(source.articles.map(\.label) == ["一", "二", "三"])
        #expect(source.articles.map(\.hasNoRule) == [false, false, true])
        #expect(source.articles.map(\.line) == [3, 4, 5])
        #expect(source.rounding == Rounding(mode: .down, unit: .fen))
    }

    @Test("a fault names its code and its place", arguments: BadPack.words + BadPack.rules)
    func badPack(_ bad: BadPack) throws {
        let marked = MarkedText(TestPack.yaml.replacing(bad.old, with: bad.new, maxReplacements: 1))
        try #require(marked.text != TestPack.yaml, "the change does not apply")
        let faults = TestPack.faults(marked.text)
        let found = faults.map { "\($0.line):\($0.column) \($0.code)" }
        #expect(found.first == "\(marked.line):\(marked.column) \(bad.code)")
        #expect(faults.dropFirst().allSatisfy { $0.code == bad.also }, "\(found)")
        let messages = faults.prefix(1).flatMap { [$0.message.zh, $0.message.en] }
        #expect(messages.allSatisfy { !$0.isEmpty })
        if !bad.hint.isEmpty { #expect(messages.allSatisfy { $0.contains(bad.hint) }) }
    }

    @Test("many faults are all told, in order of place")
    func allFaults() {
        let yaml = TestPack.yaml.replacing("programme: appliance", with: "programme: aplliance")
            .replacing("mark: S2, note", with: "mark: S9, note")
            .replacing("mode: down", with: "mode: downward")
            .replacing("window: year", with: "window: month")
        let codes = TestPack.faults(yaml).map { "\($0.line) \($0.code)" }
        #expect(codes == ["4 word-unknown", "8 word-unknown", "9 word-unknown", "29 word-unknown"])
    }

    @Test(
        "a notice that does not fit the rules is refused",
        arguments: [
            ("## 一 标准\n## 二 品类\n", "tiny.yaml:33:43: article-unknown"),
            ("## 一 标准\n## 三 [no rule]\n", "tiny.yaml:18:14: article-unknown"),
            ("## 一\n## 二\n## 三\n## 四\n", "tiny.notice.md:4:1: article-unused"),
            ("## 一\n## 二\n## 三\n## 四 [norule]\n", "tiny.notice.md:4:1: article-unused"),
            ("## 一\n## 二\n## 三 [no rule]\n## 二\n", "tiny.notice.md:4:4: article-repeated"),
            ("## 一\n## 二\n## 三 [no rule]\n## \n", "tiny.notice.md:4:1: article-without-label"),
            (
                "## 一\n## 二\n## 三 [no rule]\n## [no rule]\n",
                "tiny.notice.md:4:1: article-without-label"
            ),
        ])
    func badNotice(_ notice: String, _ wanted: String) {
        let found = TestPack.faults(notice: notice).map {
            "\($0.file):\($0.line):\($0.column): \($0.code)"
        }
        #expect(found == [wanted])
    }

    @Test("line ends of Windows, a byte-order mark and headings of other depth are read")
    func noticeVariants() throws {
        let notice = "# 题\r\n\r\n## 一 标准\r\n### 子\r\n## 二\r\n##三 x\r\n## 三 [no rule] \r\n"
        let yaml = "\u{FEFF}" + TestPack.yaml.replacing("\n", with: "\r\n")
        let pack = try TestPack.load(yaml, notice: notice).get()
        #expect(pack.source.articles.map(\.line) == [3, 5, 7])
        #expect(pack.source.requirements[0].require.line == 17)
    }
}
