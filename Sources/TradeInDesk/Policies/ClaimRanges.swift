import Foundation

/// Works through claim numbers in ranges, on as many threads as there are cores.
enum ClaimRanges {
    /// Small ranges, so that the threads end together and no snapshot is held for long.
    private static let size: Int64 = 20_000

    /// Results by range, each written once.
    private final class Results<Value: Sendable>: @unchecked Sendable {
        private let lock = NSLock()
        private var values: [Result<Value, any Error>?]
        private var count: Int64 = 0

        init(_ ranges: Int) { values = Array(repeating: nil, count: ranges) }

        func set(_ place: Int, _ value: Result<Value, any Error>, _ claims: Int) {
            lock.withLock {
                values[place] = value
                count += Int64(claims)
            }
        }

        var done: Int64 { lock.withLock { count } }

        func all() throws -> [Value] {
            try lock.withLock { try values.compactMap { try $0?.get() } }
        }
    }

    /// The value of each range, in order of the numbers.
    ///
    /// - Parameters:
    ///   - last: the last number.
    ///   - progress: called now and then on this thread, with numbers done.
    ///   - work: the work on one range; runs on several threads at once.
    /// - Returns: one value per range.
    /// - Throws: the first failure of `work`.
    static func map<Value: Sendable>(
        through last: Int64, progress: (Int64) -> Void = { _ in },
        _ work: @escaping @Sendable (ClosedRange<Int64>) throws -> Value
    ) throws -> [Value] {
        guard last > 0 else { return [] }
        let ranges = stride(from: 1, through: last, by: Int(size)).map {
            Int64($0)...min(Int64($0) + size - 1, last)
        }
        let results = Results<Value>(ranges.count)
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = max(2, ProcessInfo.processInfo.activeProcessorCount)
        let group = DispatchGroup()
        for (place, range) in ranges.enumerated() {
            group.enter()
            queue.addOperation {
                results.set(place, Result { try work(range) }, range.count)
                group.leave()
            }
        }
        while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            progress(results.done)
        }
        return try results.all()
    }
}
