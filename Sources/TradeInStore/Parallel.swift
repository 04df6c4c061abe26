import Foundation

/// Work that is cut into parts and done on all cores.
enum Parallel {
    /// What each part comes to, in order.
    ///
    /// - Parameters:
    ///   - items: what is cut into parts.
    ///   - parts: how many; more than there are cores, where some take longer than others.
    ///   - work: does one part; called from several threads at once.
    /// - Returns: one result per part.
    /// - Throws: what the first part that failed threw.
    static func map<Item: Sendable, Output: Sendable, Failure: Error>(
        _ items: [Item], parts: Int,
        _ work: @Sendable (ArraySlice<Item>) throws(Failure) -> Output
    ) throws(Failure) -> [Output] {
        let size = (items.count + parts - 1) / parts
        let slots = Slots<Result<Output, Failure>>(parts)
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let start = min(part * size, items.count)
            let slice = items[start..<min(start + size, items.count)]
            slots.set(part, Result { () throws(Failure) in try work(slice) })
        }
        var outputs: [Output] = []
        for result in slots.values { outputs.append(try result.get()) }
        return outputs
    }

    /// A place per part, each written once.
    private final class Slots<Value: Sendable>: @unchecked Sendable {
        private let lock = NSLock()
        private var slots: [Value?]

        init(_ count: Int) { slots = Array(repeating: nil, count: count) }

        func set(_ part: Int, _ value: Value) { lock.withLock { slots[part] = value } }

        var values: [Value] { lock.withLock { slots.compactMap { $0 } } }
    }
}
