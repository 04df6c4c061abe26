import Foundation

/// Ctrl-C during a long command: the batch at hand is finished, then the command stops.
///
/// A second Ctrl-C ends the process at once; the ledger is whole all the same, since a
/// batch is one transaction.
enum Interrupt {
    nonisolated(unsafe) private static var asked: sig_atomic_t = 0

    /// Starts to listen.
    static func listen() {
        signal(SIGINT) { _ in
            Interrupt.asked = 1
            signal(SIGINT, SIG_DFL)
        }
    }

    /// Whether the user asked to stop.
    static var isAsked: Bool { asked != 0 }
}
