import ArgumentParser
import TradeInCore
import TradeInDesk

extension Day {
    /// The day that a person has typed.
    ///
    /// - Throws: `ValidationError` when it is none.
    static func typed(_ text: String) throws -> Day {
        try Typed.day(text).orUsage()
    }
}
