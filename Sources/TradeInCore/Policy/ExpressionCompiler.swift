/// A parameter's value on a day.
public enum ParameterValue: Hashable, Sendable {
    case money(Money)
    case rate(Rate)
    case day(Day)
    case int(Int64)
    case bool(Bool)
    /// A set of symbols of a domain, with its words in the pack's order.
    case list(SymbolDomain, UInt64, words: [String])

    /// The value's type.
    public var type: FactType {
        switch self {
        case .money: .money
        case .rate: .rate
        case .day: .day
        case .int: .int
        case .bool: .bool
        case .list(let domain, _, _): .list(domain)
        }
    }

    /// The value as the evaluator holds it.
    var number: Int64 {
        switch self {
        case .money(let amount): amount.fen
        case .rate(let rate): rate.millionths
        case .day(let day): Int64(day.number)
        case .int(let value): value
        case .bool(let flag): flag ? 1 : 0
        case .list(_, let mask, _): Int64(bitPattern: mask)
        }
    }

    /// The value as people read it.
    public var text: String {
        switch self {
        case .money(let amount): amount.groupedText
        case .rate(let rate): rate.percentText
        case .day(let day): day.isoText
        case .int(let value): String(value)
        case .bool(let flag): flag ? "true" : "false"
        case .list(_, _, let words): words.joined(separator: ", ")
        }
    }
}

/// Compiles one expression against the parameters of one stretch of days.
///
/// Grammar, loosest first: `? :`, `||`, `&&`, comparisons and `in`, `+ -`, `*`,
/// unary `! -`, then names, literals, calls and parentheses. A strict subset of
/// CEL; anything else of CEL is refused with its place.
struct ExpressionCompiler {
    let parameters: [String: ParameterValue]
    let register: ItemClassRegister
    private var tokens: [ExpressionToken] = []
    private var place = 0
    private var operations: [ExpressionProgram.Operation] = []
    private var facts: [Fact] = []
    private var names: [String] = []
    private var nesting = 0

    init(parameters: [String: ParameterValue], register: ItemClassRegister) {
        self.parameters = parameters
        self.register = register
    }

    /// A value on the stack while compiling: its type, or a word whose domain is not known yet.
    private enum Shape: Equatable {
        case typed(FactType)
        case word(String, operation: Int)

        var name: String {
            switch self {
            case .typed(let type): type.name
            case .word(let word, _): "\"\(word)\""
            }
        }
    }

    /// Compiles `text` and checks that its value is of `wanted` type.
    static func compile(
        _ text: String, wanted: FactType, parameters: [String: ParameterValue],
        register: ItemClassRegister
    ) throws(ExpressionFault) -> ExpressionProgram {
        var compiler = ExpressionCompiler(parameters: parameters, register: register)
        compiler.tokens = try ExpressionToken.tokens(of: text)
        let shape = try compiler.conditional()
        guard compiler.current.kind == .end else { throw compiler.unexpected(expected: "end") }
        guard shape == .typed(wanted) else { throw compiler.mismatch(0, wanted.name, shape) }
        return ExpressionProgram(
            operations: compiler.operations, depth: max(1, compiler.operations.count),
            type: wanted, facts: compiler.facts, parameters: compiler.names)
    }

    var current: ExpressionToken { tokens[place] }

    func unexpected(expected: String) -> ExpressionFault {
        ExpressionFault(
            current.offset, "expression-syntax",
            zh: "见到“\(current.kind.text)”，此处应为\(expected)。",
            en: "Found \(current.kind.text); expected \(expected).")
    }

    private func mismatch(_ offset: Int, _ expected: String, _ found: Shape) -> ExpressionFault {
        ExpressionFault(
            offset, "type-mismatch", zh: "见到\(found.name)，应为\(expected)。",
            en: "Found \(found.name); expected \(expected).")
    }

    private mutating func accept(_ symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws(ExpressionFault) {
        guard accept(symbol) else { throw unexpected(expected: symbol) }
    }

    private mutating func emit(_ code: ExpressionProgram.Code, _ operand: Int64 = 0) {
        operations.append(.init(code: code, operand: operand))
    }

    private mutating func conditional() throws(ExpressionFault) -> Shape {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= 32 else {
            throw ExpressionFault(
                current.offset, "expression-too-large", zh: "表达式嵌套超过32层。",
                en: "The expression nests deeper than 32 levels.")
        }
        let offset = current.offset
        let condition = try either()
        guard accept("?") else { return condition }
        guard condition == .typed(.bool) else { throw mismatch(offset, "Bool", condition) }
        let skip = operations.count
        emit(.jumpIfFalse)
        let first = try either()  // as in CEL, a condition here stands in parentheses
        try expect(":")
        let leave = operations.count
        emit(.jump)
        operations[skip].operand = Int64(operations.count)
        let secondOffset = current.offset
        let second = try conditional()
        operations[leave].operand = Int64(operations.count)
        guard first == second else { throw mismatch(secondOffset, first.name, second) }
        return first
    }

    private mutating func either() throws(ExpressionFault) -> Shape {
        try logical("||", .orJump) { (compiler) throws(ExpressionFault) in
            try compiler.logical("&&", .andJump) { (compiler) throws(ExpressionFault) in
                try compiler.comparison()
            }
        }
    }

    private mutating func logical(
        _ symbol: String, _ code: ExpressionProgram.Code,
        _ side: (inout ExpressionCompiler) throws(ExpressionFault) -> Shape
    ) throws(ExpressionFault) -> Shape {
        let offset = current.offset
        let left = try side(&self)
        var jumps: [Int] = []
        while accept(symbol) {
            guard left == .typed(.bool) else { throw mismatch(offset, "Bool", left) }
            jumps.append(operations.count)
            emit(code)
            let rightOffset = current.offset
            let right = try side(&self)
            guard right == .typed(.bool) else { throw mismatch(rightOffset, "Bool", right) }
        }
        for jump in jumps { operations[jump].operand = Int64(operations.count) }
        return left
    }

    private mutating func comparison() throws(ExpressionFault) -> Shape {
        let left = try sum()
        let offset = current.offset
        if current.kind == .name("in") { return try membership(left) }
        guard case .symbol(let symbol) = current.kind,
            ["==", "!=", "<", "<=", ">", ">="].contains(symbol)
        else { return left }
        place += 1
        let right = try sum()
        let type = try common(left, right, offset)
        let ordered = symbol != "==" && symbol != "!="
        if ordered, ![.day, .money, .int, .rate].contains(type) {
            throw mismatch(offset, "Day, Money, Int, Rate", .typed(type))
        }
        emitComparison(symbol)
        return .typed(.bool)
    }

    private mutating func emitComparison(_ symbol: String) {
        switch symbol {
        case "==": emit(.equal)
        case "!=": emit(.notEqual)
        case "<": emit(.less)
        case "<=": emit(.lessOrEqual)
        case ">":
            emit(.lessOrEqual)
            emit(.not)
        default:
            emit(.less)
            emit(.not)
        }
    }

    /// One type for both sides, a quoted word taking the domain of its neighbour.
    private mutating func common(
        _ left: Shape, _ right: Shape, _ offset: Int
    ) throws(ExpressionFault) -> FactType {
        switch (left, right) {
        case (.typed(let one), .typed(let other)) where one == other && one != .text: return one
        case (.typed(.symbol(let domain)), .word(let word, let operation)),
            (.word(let word, let operation), .typed(.symbol(let domain))):
            guard let index = domain.index(ofWord: word, in: register) else {
                throw unknown(word: word, of: domain, offset)
            }
            operations[operation].operand = Int64(index)
            return .symbol(domain)
        default: throw mismatch(offset, left.name, right)
        }
    }

    private mutating func membership(_ left: Shape) throws(ExpressionFault) -> Shape {
        let offset = current.offset
        place += 1
        guard case .name(let name) = current.kind,
            case .list(let domain, let mask, _)? = parameters[name]
        else { throw noList() }
        guard left == .typed(.symbol(domain)) else {
            throw mismatch(offset, FactType.symbol(domain).name, left)
        }
        place += 1
        note(parameter: name)
        emit(.inSet, Int64(bitPattern: mask))
        return .typed(.bool)
    }

    private mutating func sum() throws(ExpressionFault) -> Shape {
        var left = try product()
        while case .symbol(let symbol) = current.kind, symbol == "+" || symbol == "-" {
            let offset = current.offset
            place += 1
            let right = try product()
            guard left == right, [.typed(.money), .typed(.int), .typed(.rate)].contains(left) else {
                throw mismatch(offset, left.name, right)
            }
            emit(symbol == "+" ? .add : .subtract)
            left = right
        }
        return left
    }

    private mutating func product() throws(ExpressionFault) -> Shape {
        var left = try unary()
        while current.kind == .symbol("*") {
            let offset = current.offset
            place += 1
            let right = try unary()
            switch (left, right) {
            case (.typed(.int), .typed(.int)), (.typed(.int), .typed(.money)): left = right
            case (.typed(.money), .typed(.int)): break
            default: throw mismatch(offset, "Int", right)
            }
            emit(.multiply)
        }
        return left
    }

    private mutating func unary() throws(ExpressionFault) -> Shape {
        let offset = current.offset
        for (symbol, code, wanted) in [
            ("!", ExpressionProgram.Code.not, FactType.bool), ("-", .negate, .int),
        ] {
            guard accept(symbol) else { continue }
            nesting += 1
            defer { nesting -= 1 }
            guard nesting <= 32 else { throw unexpected(expected: "…") }
            let value = try unary()
            guard value == .typed(wanted) else { throw mismatch(offset, wanted.name, value) }
            emit(code)
            return value
        }
        return try primary()
    }

    private mutating func primary() throws(ExpressionFault) -> Shape {
        let token = current
        place += token.kind == .end ? 0 : 1
        switch token.kind {
        case .number(let value):
            emit(.push, value)
            return .typed(.int)
        case .string(let word):
            emit(.push)
            return .word(word, operation: operations.count - 1)
        case .symbol("("):
            let shape = try conditional()
            try expect(")")
            return shape
        case .name(let name) where current.kind == .symbol("("): return try call(name, token.offset)
        case .name(let name): return try named(name, token.offset)
        default:
            place -= token.kind == .end ? 0 : 1
            throw unexpected(expected: "value")
        }
    }

    private mutating func call(_ name: String, _ offset: Int) throws(ExpressionFault) -> Shape {
        try expect("(")
        if name == "has" {
            guard case .name(let factName) = current.kind, let fact = Fact(named: factName) else {
                throw unexpected(expected: "fact")
            }
            place += 1
            try expect(")")
            note(fact: fact)
            emit(.has, Int64(fact.rawValue))
            return .typed(.bool)
        }
        guard name == "min" || name == "max" else { throw unknown(name, offset) }
        let left = try conditional()
        try expect(",")
        let rightOffset = current.offset
        let right = try conditional()
        try expect(")")
        guard left == right, [.typed(.money), .typed(.int), .typed(.rate)].contains(left) else {
            throw mismatch(rightOffset, left.name, right)
        }
        emit(name == "min" ? .minimum : .maximum)
        return left
    }

    private mutating func named(_ name: String, _ offset: Int) throws(ExpressionFault) -> Shape {
        if name == "true" || name == "false" {
            emit(.push, name == "true" ? 1 : 0)
            return .typed(.bool)
        }
        if let value = parameters[name] {
            if case .list = value { throw mismatch(offset, "value", .typed(value.type)) }
            note(parameter: name)
            emit(.push, value.number)
            return .typed(value.type)
        }
        guard let fact = Fact(named: name) else { throw unknown(name, offset) }
        guard fact.type != .text else { throw mismatch(offset, "has(\(name))", .typed(.text)) }
        note(fact: fact)
        emit(.load, Int64(fact.rawValue))
        return .typed(fact.type)
    }

    private mutating func note(fact: Fact) {
        if !facts.contains(fact) { facts.append(fact) }
    }

    private mutating func note(parameter: String) {
        if !names.contains(parameter) { names.append(parameter) }
    }
}
