/// How the line of a requirement reads, worked out once per pack and language.
///
/// `efficiencyGrade == 1：efficiencyGrade = ` stays the same for every claim; only the
/// facts' values and the outcome are put in. An object, since it is used once per claim
/// and rule, where copying its arrays would cost as much as using them.
final class LineTemplate: Sendable {
    private let rule: String
    private let article: String
    /// The fixed texts end to end: before each fact's value, then after the last.
    private let texts: [UInt8]
    private let ends: [Int]
    private let values: [ValueWords]
    private let outcomes: (met: [UInt8], notMet: [UInt8], undecided: [UInt8])
    private let capacity: Int

    /// A fact and the words for its values, where these are words.
    struct ValueWords: Sendable {
        let fact: Fact
        let words: [[UInt8]]
        let none: [UInt8]
        let noGrade: [UInt8]

        init(_ fact: Fact, _ register: ItemClassRegister, _ language: Language) {
            self.fact = fact
            none = Array((language == .zh ? "无" : "none").utf8)
            noGrade = Array((language == .zh ? "无等级" : "no grade").utf8)
            let texts: [String] =
                switch fact.type {
                case .bool: language == .zh ? ["否", "是"] : ["no", "yes"]
                case .symbol(.itemClass): register.classes.map { $0.title[language] }
                case .symbol(let domain): domain.titles[language] ?? []
                case .text: language == .zh ? ["无", "有"] : ["none", "present"]
                default: []
                }
            words = texts.map { Array($0.utf8) }
        }

        /// The most bytes that a value takes; numbers and amounts need less than 32.
        var longest: Int { max(32, (words.map(\.count) + [none.count]).max() ?? 0) }

        /// The fact's value as people read it.
        func text(_ facts: FactSet) -> String {
            String(unsafeUninitializedCapacity: longest) { buffer in
                var writer = ByteWriter(buffer)
                write(facts, to: &writer)
                return writer.count
            }
        }

        func write(_ facts: FactSet, to writer: inout ByteWriter) {
            guard let value = facts[fact] else { return writer.write(none) }
            if !words.isEmpty { return writer.write(words[Int(value)]) }
            switch fact.type {
            case .day: writer.write(Day(number: Int32(value)))
            case .money: writer.write(Money(fen: value))
            default:
                let isUngraded = fact == .efficiencyGrade && value == 9
                if isUngraded { writer.write(noGrade) } else { writer.write(value) }
            }
        }
    }

    init(
        _ requirement: PolicyPack.Requirement, _ parameters: [String: ParameterValue],
        _ register: ItemClassRegister, _ language: Language
    ) {
        rule = requirement.source.code.text
        article = requirement.source.article.text
        values = requirement.program.facts.map { ValueWords($0, register, language) }
        let comma = language == .zh ? "，" : ", "
        var pieces: [String] = []
        var text = requirement.source.require.text
        var separator = language == .zh ? "：" : ": "
        for fact in requirement.program.facts {
            pieces.append(text + separator + fact.name + " = ")
            text = ""
            separator = comma
        }
        for name in requirement.program.parameters {
            guard let value = parameters[name] else { continue }
            text += separator + name + " = " + value.text(register, language)
            separator = comma
        }
        pieces.append(text)
        texts = pieces.flatMap { Array($0.utf8) }
        var ends: [Int] = []
        for piece in pieces { ends.append((ends.last ?? 0) + piece.utf8.count) }
        self.ends = ends
        let words =
            language == .zh
            ? ["；符合", "；不符合", "；缺数据，未判断"]
            : ["; met", "; not met", "; not decided, a fact is missing"]
        outcomes = (Array(words[0].utf8), Array(words[1].utf8), Array(words[2].utf8))
        capacity = texts.count + values.reduce(0) { $0 + $1.longest } + 64
    }

    /// The line for a claim; `met` is nil when a fact was missing.
    func line(_ facts: FactSet, _ met: Bool?) -> DeterminationLine {
        let text = String(unsafeUninitializedCapacity: capacity) { buffer in
            var writer = ByteWriter(buffer)
            texts.withUnsafeBufferPointer { texts in
                var start = 0
                for place in values.indices {
                    writer.write(UnsafeBufferPointer(rebasing: texts[start..<ends[place]]))
                    start = ends[place]
                    values[place].write(facts, to: &writer)
                }
                writer.write(UnsafeBufferPointer(rebasing: texts[start...]))
            }
            switch met {
            case true?: writer.write(outcomes.met)
            case false?: writer.write(outcomes.notMet)
            case nil: writer.write(outcomes.undecided)
            }
            return writer.count
        }
        return DeterminationLine(rule: rule, article: article, text: text)
    }
}

extension SymbolDomain {
    /// The words of a fixed domain as people read them, in order.
    var titles: [Language: [String]] {
        let zh: [String] =
            switch self {
            case .itemClass: []
            case .energy: ["新能源", "燃油"]
            case .vehicleClass: ["小型载客", "微型载客", "其他"]
            case .fuel: ["汽油", "柴油", "其他", "新能源"]
            case .accountClass: ["Ⅰ类", "Ⅱ类", "Ⅲ类"]
            }
        return [.zh: zh, .en: fixedWords]
    }
}
