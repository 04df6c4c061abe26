/// The facts of one claim, each a 64-bit number or absent.
///
/// Money in fen, days as day numbers, symbols by their place in the domain, text
/// only as presence. Small enough to copy, free of personal data by type.
public struct FactSet: Hashable, Sendable {
    private var values: [Int64]
    private var present: UInt64 = 0

    /// No facts.
    public init() {
        values = [Int64](repeating: 0, count: Fact.allCases.count)
    }

    /// The fact's number, or nil when it is absent.
    public subscript(fact: Fact) -> Int64? {
        get { present & (1 << UInt64(fact.rawValue)) == 0 ? nil : values[fact.rawValue] }
        set {
            values[fact.rawValue] = newValue ?? 0
            let bit = UInt64(1) << UInt64(fact.rawValue)
            present = newValue == nil ? present & ~bit : present | bit
        }
    }

    /// Whether the fact is known.
    public func has(_ fact: Fact) -> Bool { present & (1 << UInt64(fact.rawValue)) != 0 }

    /// The fact as a day; the fact must be one.
    public func day(_ fact: Fact) -> Day? {
        precondition(fact.type == .day, "\(fact.name) is not a day")
        return self[fact].map { Day(number: Int32($0)) }
    }

    /// The values and the presence mask, for the evaluator's inner loop.
    func withStorage<Result>(_ body: (UnsafeBufferPointer<Int64>, UInt64) -> Result) -> Result {
        values.withUnsafeBufferPointer { body($0, present) }
    }
}

extension FactSet {
    /// The facts as canonical JSON: names sorted, money in fen, days as ISO dates.
    func appendJSON(to json: inout CanonicalJSON, register: ItemClassRegister) {
        json.object { json in
            for fact in Fact.sortedByName {
                guard let value = self[fact] else { continue }
                switch fact.type {
                case .day: json.field(fact.name, Day(number: Int32(value)).isoText)
                case .bool: json.field(fact.name, value != 0)
                case .symbol(let domain):
                    json.field(fact.name, domain.word(Int(value), in: register))
                case .text: json.field(fact.name, true)
                default: json.field(fact.name, value)
                }
            }
        }
    }

    /// Reads facts that the log keeps; nil when anything in the object is not a fact.
    ///
    /// - Parameters:
    ///   - json: an object of facts.
    ///   - register: the item classes; a class that it does not know is a fault.
    public init?(json: JSONValue, register: ItemClassRegister) {
        self.init()
        guard case .object(let members) = json else { return nil }
        for (name, value) in members {
            guard let fact = Fact(named: name),
                let number = Self.number(value, of: fact.type, register)
            else { return nil }
            self[fact] = number
        }
    }

    private static func number(
        _ value: JSONValue, of type: FactType, _ register: ItemClassRegister
    ) -> Int64? {
        switch (type, value) {
        case (.day, .string(let text)):
            return (try? Day.parse(text).get()).map { Int64($0.number) }
        case (.bool, .bool(let flag)), (.text, .bool(let flag)): return flag ? 1 : 0
        case (.symbol(let domain), .string(let word)):
            return domain.index(ofWord: word, in: register).map(Int64.init)
        case (.money, .number(let text)), (.int, .number(let text)): return Int64(text)
        default: return nil
        }
    }
}

extension SymbolDomain {
    /// The word at `index`.
    func word(_ index: Int, in register: ItemClassRegister) -> String {
        self == .itemClass ? register.classes[index].key : fixedWords[index]
    }

    /// The place of `word` in the domain.
    func index(ofWord word: String, in register: ItemClassRegister) -> Int? {
        self == .itemClass ? register.index(ofKey: word) : fixedWords.firstIndex(of: word)
    }
}
