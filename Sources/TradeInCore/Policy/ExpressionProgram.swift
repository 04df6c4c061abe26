/// An expression compiled for a stack of 64-bit numbers.
///
/// Flat and free of references, so that a rule costs some tens of nanoseconds
/// and evaluation always ends: jumps only go forward.
public struct ExpressionProgram: Hashable, Sendable {
    enum Code: UInt8, Sendable {
        case push, load, has
        case equal, notEqual, less, lessOrEqual, add, subtract, multiply, negate, not
        case minimum, maximum, inSet
        /// Jumps when the top is false and keeps it, else drops it; the right side follows.
        case andJump, orJump
        case jumpIfFalse, jump
    }

    struct Operation: Hashable, Sendable {
        var code: Code
        var operand: Int64 = 0
    }

    var operations: [Operation]
    var depth: Int
    /// The type of the value.
    public var type: FactType
    /// The facts named, in order of appearance, each once.
    public var facts: [Fact]
    /// The parameters named, in order of appearance, each once.
    public var parameters: [String]

    /// What an evaluation gives.
    public enum Value: Hashable, Sendable {
        /// A number; of a Bool, 1 is true.
        case number(Int64)
        /// A fact that the expression needs is absent.
        case absent(Fact)
    }

    /// The expression's value over `facts`.
    ///
    /// `&&`, `||` and `?:` look at their right side only when they must, so `!has(x) || x <= 3`
    /// is safe; and as in CEL an absent fact on one side does not matter when the other decides.
    public func evaluate(_ facts: FactSet) -> Value {
        facts.withStorage { values, present in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: depth) { stack in
                operations.withUnsafeBufferPointer {
                    Self.run($0, 0..<$0.count, values, present, stack)
                }
            }
        }
    }

    /// Runs the operations of `range`; jumps count from its start.
    static func run(
        _ operations: UnsafeBufferPointer<Operation>, _ range: Range<Int>,
        _ values: UnsafeBufferPointer<Int64>, _ present: UInt64,
        _ stack: UnsafeMutableBufferPointer<Int64>
    ) -> Value {
        var top = -1
        var place = range.lowerBound
        while place < range.upperBound {
            let operation = operations[place]
            place += 1
            switch operation.code {
            case .push:
                top += 1
                stack[top] = operation.operand
            case .load:
                guard present & (1 << UInt64(operation.operand)) != 0 else {
                    return absorbing(operations, range, values, present)
                }
                top += 1
                stack[top] = values[Int(operation.operand)]
            case .has:
                top += 1
                stack[top] = present & (1 << UInt64(operation.operand)) != 0 ? 1 : 0
            case .not: stack[top] = 1 - stack[top]
            case .negate: stack[top] = stack[top] == .min ? .max : -stack[top]
            case .inSet: stack[top] = (operation.operand >> stack[top]) & 1
            case .andJump, .orJump:
                if (stack[top] == 0) == (operation.code == .andJump) {
                    place = range.lowerBound + Int(operation.operand)
                } else {
                    top -= 1
                }
            case .jumpIfFalse:
                if stack[top] == 0 { place = range.lowerBound + Int(operation.operand) }
                top -= 1
            case .jump: place = range.lowerBound + Int(operation.operand)
            default:
                top -= 1
                stack[top] = binary(operation.code, stack[top], stack[top + 1])
            }
        }
        precondition(top == 0, "a compiled expression leaves one value")
        return .number(stack[0])
    }

    @inline(__always)
    static func binary(_ code: Code, _ left: Int64, _ right: Int64) -> Int64 {
        switch code {
        case .equal: left == right ? 1 : 0
        case .notEqual: left != right ? 1 : 0
        case .less: left < right ? 1 : 0
        case .lessOrEqual: left <= right ? 1 : 0
        case .add: saturated(left.addingReportingOverflow(right), positive: right > 0)
        case .subtract: saturated(left.subtractingReportingOverflow(right), positive: right < 0)
        case .multiply:
            saturated(
                left.multipliedReportingOverflow(by: right), positive: (left < 0) == (right < 0))
        case .minimum: Swift.min(left, right)
        case .maximum: Swift.max(left, right)
        default: preconditionFailure("not an operation on two values")
        }
    }

    /// A sum or product held at the end of the number line: a pack is data, so its
    /// arithmetic may be absurd, but it must neither stop the process nor wrap round.
    @inline(__always)
    private static func saturated(
        _ result: (partialValue: Int64, overflow: Bool), positive: Bool
    ) -> Int64 {
        guard result.overflow else { return result.partialValue }
        return positive ? .max : .min
    }
}
