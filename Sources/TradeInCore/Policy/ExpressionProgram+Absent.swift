/// Evaluation where a fact is absent, as the Common Expression Language has it: an error on
/// one side of `&&` or `||` does not matter when the other side decides alone.
///
/// Only reached when the quick evaluation met an absent fact, so that the usual claim does
/// not pay for it.
extension ExpressionProgram {
    /// A value on the stack, or the first fact that was wanting for it.
    private typealias Entry = (value: Int64, missing: Fact?)

    /// What becomes of the top when a place is reached.
    private struct Pending {
        var target: Int
        /// The value that decides in spite of what is wanting; nil where nothing can.
        var decisive: Int64?
        var missing: Fact
    }

    @inline(never)
    static func absorbing(
        _ operations: UnsafeBufferPointer<Operation>, _ range: Range<Int>,
        _ values: UnsafeBufferPointer<Int64>, _ present: UInt64
    ) -> Value {
        var stack: [Entry] = []
        var pending: [Pending] = []
        var place = 0
        while true {
            while let last = pending.last, last.target == place {
                pending.removeLast()
                let top = stack.removeLast()
                let decides = top.missing == nil && top.value == last.decisive
                stack.append(decides ? top : (0, last.missing))
            }
            guard place < range.count else { break }
            let operation = operations[range.lowerBound + place]
            let operand = Int(truncatingIfNeeded: operation.operand)
            place += 1
            switch operation.code {
            case .push: stack.append((operation.operand, nil))
            case .load:
                let isPresent = present & (1 << UInt64(operand)) != 0
                stack.append(isPresent ? (values[operand], nil) : (0, Fact.allCases[operand]))
            case .has: stack.append((present & (1 << UInt64(operand)) != 0 ? 1 : 0, nil))
            case .not, .negate, .inSet:
                let top = stack.removeLast()
                stack.append(top.missing == nil ? (unary(operation, top.value), nil) : top)
            case .andJump, .orJump:
                let decisive: Int64 = operation.code == .andJump ? 0 : 1
                let left = stack.removeLast()
                if let missing = left.missing {
                    pending.append(.init(target: operand, decisive: decisive, missing: missing))
                } else if left.value == decisive {
                    stack.append(left)
                    place = operand
                }
            case .jumpIfFalse:
                let condition = stack.removeLast()
                if let missing = condition.missing {
                    // The first branch ends with a jump to the end of the whole.
                    let end = operations[range.lowerBound + operand - 1].operand
                    pending.append(.init(target: Int(end), decisive: nil, missing: missing))
                } else if condition.value == 0 {
                    place = operand
                }
            case .jump: place = operand
            default:
                let right = stack.removeLast()
                let left = stack.removeLast()
                let missing = left.missing ?? right.missing
                stack.append(
                    missing == nil
                        ? (binary(operation.code, left.value, right.value), nil) : (0, missing))
            }
        }
        precondition(stack.count == 1, "a compiled expression leaves one value")
        return stack[0].missing.map { .absent($0) } ?? .number(stack[0].value)
    }

    private static func unary(_ operation: Operation, _ value: Int64) -> Int64 {
        switch operation.code {
        case .not: 1 - value
        case .negate: value == .min ? .max : -value
        default: (operation.operand >> value) & 1
        }
    }
}
