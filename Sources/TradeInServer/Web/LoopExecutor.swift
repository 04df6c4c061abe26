import HummingbirdCore
import Logging
import NIOCore

/// Runs tasks on the thread of one event loop.
///
/// A request then stays on the thread that read it from its socket, where Swift's shared threads
/// would take it over at each suspension: on two cores that alone costs as much as deciding a claim.
/// What waits for a disk waits elsewhere (`Desk.read`, the commit queue).
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    private init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// One for each loop, kept as long as the process: a task may outlive its connection.
    private static let known = Mutexed<[ObjectIdentifier: LoopExecutor]>([:])

    /// The executor of a loop.
    static func of(_ loop: any EventLoop) -> LoopExecutor {
        known.withLock { known in
            let key = ObjectIdentifier(loop)
            if let executor = known[key] { return executor }
            let executor = LoopExecutor(loop)
            known[key] = executor
            return executor
        }
    }
}

/// Answers each connection on the loop that serves its socket.
struct OnOwnLoop<Inner: ServerChildChannel>: ServerChildChannel {
    let inner: Inner

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Inner.Value> {
        inner.setup(channel: channel, logger: logger)
    }

    func handle(value: Inner.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor.of(value.channel.eventLoop)) {
            await inner.handle(value: value, logger: logger)
        }
    }
}
