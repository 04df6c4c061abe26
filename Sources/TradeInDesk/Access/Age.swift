import Foundation

/// When something was read that is kept for a moment.
struct Age: Sendable {
    /// Nanoseconds of the machine's steady clock.
    let readAt: UInt64

    /// For so long what was read is taken for true.
    private static let freshNanoseconds: UInt64 = 250_000_000

    /// The steady clock's present nanoseconds.
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Whether it is still fresh.
    ///
    /// Another thread may have read it after `now` was looked up: then it is fresh too.
    func isFresh(at now: UInt64) -> Bool {
        now <= readAt || now - readAt < Self.freshNanoseconds
    }
}
