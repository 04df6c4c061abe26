import TradeInCore

/// A policy pack in the words of a test, without a file behind it.
struct PackSketch {
    typealias Dated = (from: String, value: [String])

    var identifier = "test-appliance"
    var programme = Programme.appliance
    var from = "2026-01-01"
    var to = "2026-12-31"
    var dayOfLaw = Fact.soldOn
    var rounding = Rounding(mode: .down, unit: .fen)
    var samePerson: [PackSource.Identity] = [.applicantId]
    var parameters: [(name: String, values: [Dated])] = []
    var requirements: [PackSource.Requirement] = []
    var awards: [PackSource.Award] = []
    var supplements: [PackSource.Supplement] = []
    var limits: [PackSource.Limit] = []

    static func placed(_ text: String) -> PlacedText { PlacedText(text, line: 1, column: 1) }

    mutating func parameter(_ name: String, _ values: Dated...) {
        parameters.append((name, values))
    }

    mutating func require(
        _ code: String, _ expression: String, _ severity: Finding.Severity = .error,
        zh: String = "不符合。", en: String = "Not met."
    ) {
        requirements.append(
            PackSource.Requirement(
                code: Self.placed(code), require: Self.placed(expression),
                article: Self.placed("一"), severity: severity, field: nil,
                message: LocalizedText(zh: zh, en: en)))
    }

    mutating func award(
        _ code: String, when: String = "true", amount: String? = nil, rate: String? = nil,
        of base: String? = nil, cap: String? = nil
    ) {
        awards.append(
            PackSource.Award(
                code: Self.placed(code), when: Self.placed(when), amount: amount.map(Self.placed),
                rate: rate.map(Self.placed), base: base.map(Self.placed),
                cap: cap.map(Self.placed), article: Self.placed("二")))
    }

    mutating func limit(_ code: String, counter: String, count: Int, perItemClass: Bool) {
        limits.append(
            PackSource.Limit(
                code: Self.placed(code), counter: counter, count: Self.placed(String(count)),
                perItemClass: perItemClass, article: Self.placed("二"),
                message: LocalizedText(zh: "每人限{count}件。", en: "At most {count} each.")))
    }

    func source() throws -> PackSource {
        var source = PackSource(
            file: "test.yaml", identifier: Self.placed(identifier), version: "1.0.0",
            title: LocalizedText(zh: "测试", en: "Test"), programme: programme, place: "CN",
            from: try day(from), to: try day(to), dayOfLaw: dayOfLaw,
            document: .init(number: "测试1号"), status: .verified, mark: "S1", rounding: rounding,
            samePerson: samePerson,
            parameters: [], requirements: requirements, awards: awards, supplements: supplements,
            limits: limits,
            articles: ["一", "二"].map {
                PackSource.Article(label: $0, hasNoRule: true, line: 1)
            },
            sha256: Digests.sha256Hex(Array(identifier.utf8)), text: "")
        source.parameters = try parameters.map { parameter in
            PackSource.Parameter(
                name: Self.placed(parameter.name),
                values: try parameter.values.map {
                    PackSource.DatedValue(
                        from: try day($0.from), value: $0.value.map(Self.placed),
                        isList: $0.value.count > 1, article: Self.placed("一"), mark: "S1")
                })
        }
        return source
    }

    func pack() throws -> PolicyPack { try PolicyPack(source(), register: testRegister) }
}

extension PackSketch {
    /// 15 % up to 1,500 yuan for grade 1, as the ledger's tests use it.
    static var appliance: PackSketch {
        var sketch = PackSketch()
        sketch.parameter("rate", ("2026-01-01", ["15%"]))
        sketch.parameter("cap", ("2026-01-01", ["1500.00 yuan"]))
        sketch.require("grade-not-covered", "efficiencyGrade == 1")
        sketch.award("award-rate", rate: "rate", of: "price", cap: "cap")
        sketch.limit("one-per-class", counter: "appliance", count: 1, perItemClass: true)
        return sketch
    }

    /// 15 % up to 500 yuan for devices below 6,000 yuan, two per person.
    static var digital: PackSketch {
        var sketch = PackSketch()
        sketch.identifier = "test-digital"
        sketch.programme = .digital
        sketch.samePerson = [.applicantId, .applicantPhone]
        sketch.parameter("rate", ("2026-01-01", ["15%"]))
        sketch.parameter("cap", ("2026-01-01", ["500.00 yuan"]))
        sketch.parameter("most", ("2026-01-01", ["6000.00 yuan"]))
        sketch.require("price-too-high", "price <= most")
        sketch.award("award-rate", rate: "rate", of: "price", cap: "cap")
        sketch.limit("two-each", counter: "digital", count: 2, perItemClass: false)
        return sketch
    }

    /// A fixed sum by the new car's energy.
    static func vehicle(_ programme: Programme) -> PackSketch {
        var sketch = PackSketch()
        sketch.identifier = "test-" + programme.rawValue
        sketch.programme = programme
        sketch.parameter("amountNev", ("2026-01-01", ["20000.00 yuan"]))
        sketch.parameter("amountFuel", ("2026-01-01", ["15000.00 yuan"]))
        sketch.require("buyer-not-applicant", "buyerIsApplicant")
        sketch.award("award-nev", when: "newEnergy == \"nev\"", amount: "amountNev")
        sketch.award("award-fuel", when: "newEnergy == \"fuel\"", amount: "amountFuel")
        sketch.limit("one-vehicle", counter: "vehicle", count: 1, perItemClass: false)
        return sketch
    }

    /// All packs under test on one shelf.
    static func shelf() throws -> PackShelf {
        PackShelf(
            try [appliance, digital, vehicle(.vehicleScrappage), vehicle(.vehicleReplacement)]
                .map { try $0.pack() },
            register: testRegister, countyCode: "370828")
    }
}
