import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore

/// Evaluates every expression of a pack on facts from a file, for evaluators that are not ours.
struct PolicyEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: say("对给定事实计算政策包的每个式子", "Evaluate a pack's expressions on facts"),
        discussion: say(
            """
            输入每行一个JSON：{"day":"2026-03-01","facts":{"price":300000,"itemClass":"refrigerator"}}，金额以分计。
            不给文件时，逐行列出各时段的式子和参数取值。供外部CEL工具核对。
            示例：tradein policy evaluate cn-appliance-2026 facts.jsonl
            """,
            """
            Each line of input is JSON: {"day":"2026-03-01","facts":{"price":300000,
            "itemClass":"refrigerator"}}, amounts in fen. Without a file it lists the expressions and
            the parameters of each stretch of days. Made for checking with another CEL evaluator.
            Example: tradein policy evaluate cn-appliance-2026 facts.jsonl
            """))

    @Argument(
        help: ArgumentHelp(say("政策包标识或草稿文件", "A pack's identifier or a draft's file")))
    var pack: String

    @Argument(help: ArgumentHelp(say("事实，JSON Lines", "Facts, JSON Lines")))
    var facts: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let trial = try PackChoice.trial(named: pack, options)
        if let facts {
            try evaluate(trial.pack, facts)
        } else {
            for day in trial.pack.epochDays { Output.line(description(trial.pack, day)) }
        }
        Output.flush()
    }

    private func description(_ pack: PolicyPack, _ day: Day) -> [UInt8] {
        canonicalObject { json in
            json.field("day", day.isoText)
            json.key("expressions")
            json.object { json in
                for item in pack.expressions(on: day).sorted(by: { $0.name < $1.name }) {
                    json.field(item.name, item.text)
                }
            }
            json.key("parameters")
            json.object { json in
                for (name, value) in pack.parameters(on: day).sorted(by: { $0.key < $1.key }) {
                    json.key(name)
                    append(value, to: &json)
                }
            }
        }
    }

    private func append(_ value: ParameterValue, to json: inout CanonicalJSON) {
        switch value {
        case .money(let amount): json.integer(amount.fen)
        case .rate(let rate): json.integer(rate.millionths)
        case .int(let number): json.integer(number)
        case .day(let day): json.string(day.isoText)
        case .bool(let flag): json.boolean(flag)
        case .list(_, _, let words): json.array { json in words.forEach { json.string($0) } }
        }
    }

    private func evaluate(_ pack: PolicyPack, _ path: String) throws {
        let bytes = try WholeFile.bytes(at: path)
        for (index, line) in bytes.split(separator: 10).enumerated() {
            let number = index + 1
            guard let json = try? JSONValue.parse(Array(line)),
                let facts = json["facts"].flatMap({ FactSet(json: $0, register: pack.register) }),
                let day = json["day"]?.string.flatMap({ try? Day.parse($0).get() }),
                pack.isInForce(on: day)
            else {
                throw ValidationError(
                    say(
                        "第\(number)行应为 {\"day\": 有效期内的日期, \"facts\": {事实}}。",
                        "Line \(number) should be {\"day\": a day in force, \"facts\": {…}}."))
            }
            Output.line(
                canonicalObject { json in
                    for item in pack.expressions(on: day).sorted(by: { $0.name < $1.name }) {
                        json.key(item.name)
                        append(item.value(facts), to: &json)
                    }
                })
        }
    }

    private func append(_ value: ExpressionValue, to json: inout CanonicalJSON) {
        switch value {
        case .number(let number): json.integer(number)
        case .bool(let flag): json.boolean(flag)
        case .absent(let fact): json.string("absent:" + fact.name)
        }
    }
}
