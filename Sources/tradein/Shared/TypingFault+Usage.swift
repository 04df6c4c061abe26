import ArgumentParser
import TradeInCore
import TradeInDesk

extension Result where Failure == TypingFault {
    /// What was read.
    ///
    /// - Throws: `ValidationError` in the language of the command when it is not what was asked for.
    func orUsage() throws -> Success {
        switch self {
        case .success(let value): return value
        case .failure(let fault): throw ValidationError(fault.message[Language.current])
        }
    }
}
