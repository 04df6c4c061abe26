import Testing
import TradeInCore
import TradeInDesk

/// The answers were computed in Python with the lines of `Docs/guides/audit-sample.md`.
@Suite("The auditor's sample")
struct SampleTests {
    private func claims(_ numbers: some Sequence<Int>) -> [ClaimID] {
        numbers.map { ClaimID(number: Int64($0)) }
    }

    @Test(
        "a seed draws the claims that the documented rule draws",
        arguments: [
            (
                "2026-07", 1_000,
                ["TC000005587", "TC000008623", "TC000005520", "TC000004499", "TC000000547"]
            ),
            (
                "种子 4 1 6 2", 1_000,
                ["TC000001453", "TC000005330", "TC000003798", "TC000006411", "TC000006395"]
            ),
            ("2026-07", 100_000, ["TC000870386", "TC000412908", "TC000331694"]),
        ])
    func known(seed: String, count: Int, expected: [String]) {
        let drawn = AuditSample.draw(expected.count, seed: seed, from: claims(1...count))
        #expect(drawn.map(\.claim.text) == expected)
    }

    @Test("the rank is the digest of seed, colon and number")
    func rank() {
        let drawn = AuditSample.draw(1, seed: "2026-07", from: claims(1...1_000))
        #expect(
            drawn.first?.rank.hexText
                == "001f3bb05a0b509f600cedc1f00df4dd493543a4ebbe00d5401194fd04dda2e6")
    }

    @Test("the order in which claims are offered does not matter")
    func order() {
        let forward = AuditSample.draw(50, seed: "s", from: claims(1...2_000))
        let backward = AuditSample.draw(50, seed: "s", from: claims((1...2_000).reversed()))
        #expect(forward == backward && forward.count == 50)
    }

    @Test("a larger sample begins with the smaller one of its seed")
    func nested() {
        let small = AuditSample.draw(20, seed: "s", from: claims(1...2_000))
        let large = AuditSample.draw(500, seed: "s", from: claims(1...2_000))
        #expect(Array(large.prefix(20)) == small && Set(large).count == 500)
    }

    @Test("all claims are drawn where there are no more than asked for", arguments: [0, 1, 7, 30])
    func few(count: Int) {
        let drawn = AuditSample.draw(
            30, seed: "s",
            from: claims(0..<count).map {
                ClaimID(number: $0.number + 1)
            })
        #expect(drawn.count == count)
    }

    @Test("another seed draws other claims")
    func seeds() {
        let one = AuditSample.draw(30, seed: "a", from: claims(1...5_000)).map(\.claim)
        let other = AuditSample.draw(30, seed: "a ", from: claims(1...5_000)).map(\.claim)
        #expect(one != other)
    }

    @Test("each claim is drawn about as often as another over many seeds")
    func even() {
        var counts = [Int](repeating: 0, count: 21)
        for seed in 0..<2_000 {
            for drawn in AuditSample.draw(5, seed: "\(seed)", from: claims(1...20)) {
                counts[Int(drawn.claim.number)] += 1
            }
        }
        // Expected 500 each, standard deviation 19.4; six of them is never seen by chance.
        for number in 1...20 { #expect((384...616).contains(counts[number]), "\(number)") }
    }
}
