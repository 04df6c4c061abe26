import Testing

@testable import TradeInDesk

@Suite("What is kept for a moment")
struct AgeTests {
    /// Two threads of a busy server: one looked at the clock before the other read.
    @Test("what another thread read after the clock was looked up is fresh")
    func later() {
        let age = Age(readAt: 1_000_000_000)
        #expect(age.isFresh(at: 999_999_999))
        #expect(age.isFresh(at: 0))
    }

    @Test("fresh for a quarter of a second")
    func quarter() {
        let age = Age(readAt: 1_000_000_000)
        #expect(age.isFresh(at: 1_249_999_999))
        #expect(!age.isFresh(at: 1_250_000_000))
    }
}
