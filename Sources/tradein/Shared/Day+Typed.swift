import ArgumentParser
import TradeInCore

extension Day {
    /// The day that a person has typed.
    ///
    /// - Throws: `ValidationError` when it is none.
    static func typed(_ text: String) throws -> Day {
        guard case .success(let day) = Day.parse(text) else {
            throw ValidationError(
                say("“\(text)”不是日期，请写成 2026-06-30。", "\(text) is no day; write 2026-06-30."))
        }
        return day
    }
}
