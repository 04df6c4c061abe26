import Foundation

/// Works one step ahead: while the caller uses a value, the next is made on another thread.
///
/// One step is enough to keep both cores busy, and holds memory to two batches.
final class Ahead<Value: Sendable>: @unchecked Sendable {
    private let queue = DispatchQueue(label: "ahead")
    private let make: () throws -> Value?
    private let ready = DispatchSemaphore(value: 0)
    private var result: Result<Value?, any Error> = .success(nil)

    /// Starts to make the first value; `make` gives nil at the end and runs on one thread at a time.
    init(_ make: @escaping () throws -> Value?) {
        self.make = make
        start()
    }

    private func start() {
        queue.async { [self] in
            result = Result { try make() }
            ready.signal()
        }
    }

    /// Waits until no value is being made.
    func drain() {
        ready.wait()
        ready.signal()
    }

    /// The next value, or nil at the end.
    func next() throws -> Value? {
        ready.wait()
        let value = try result.get()
        if value != nil {
            start()
        } else {
            ready.signal()
        }
        return value
    }
}
