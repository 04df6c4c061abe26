import PolicyLibrary
import Testing
import TradeInCore

@Suite struct PackExpressionTests {
    /// A pack with one requirement, `probe`, and a parameter of each type.
    private static func pack(_ expression: String) -> Result<PolicyPack, PackFaults> {
        let dated = { (value: String) in
            "[{from: 2026-01-01, value: \(value), article: 一, mark: S2}]"
        }
        let quoted = expression.replacing("'", with: "''")
        let yaml = TestPack.yaml
            .replacing("require: itemClass in classes", with: "require: '\(quoted)'")
            .replacing("code: class-not-covered", with: "code: probe")
            .replacing("    field: itemClass\n", with: "")
            .replacing(
                "requirements:",
                with: "  day: \(dated("2026-03-01"))\n  days: \(dated("15"))\n"
                    + "  yes: \(dated("true"))\n  energies: \(dated("[nev]"))\nrequirements:")
        return TestPack.load(yaml)
    }

    /// A television of grade 2 for 5,000 yuan, sold 2026-03-01, no delivery yet.
    private static var facts: FactSet {
        var facts = FactSet()
        facts[.soldOn] = Day(year: 2026, month: 3, day: 1).map { Int64($0.number) }
        facts[.price] = 500_000
        facts[.priceNet] = 442_478
        facts[.efficiencyGrade] = 2
        facts[.quantity] = 3
        facts[.buyerIsApplicant] = 1
        facts[.newInCatalogue] = 0
        facts[.itemClass] = 1
        facts[.newEnergy] = 0
        facts[.oldFuel] = 0
        facts[.payeeAccountClass] = 1
        facts[.serialNumber] = 1
        return facts
    }

    /// What the expression says of the facts; nil when a fact is absent.
    private static func value(_ expression: String) throws -> Bool? {
        let pack = try pack(expression).get()
        let day = try #require(Day(year: 2026, month: 3, day: 1))
        let codes = pack.determine(facts, on: day).findings.map(\.code)
        if codes.contains("field-missing") { return nil }
        return !codes.contains("probe")
    }

    @Test(
        "a sound expression has the value that a reader expects",
        arguments: [
            ("true", true), ("false", false), ("!true", false), ("!!true", true),
            ("buyerIsApplicant", true), ("newInCatalogue", false), ("yes", true),
            ("buyerIsApplicant == yes", true), ("buyerIsApplicant != newInCatalogue", true),
            ("efficiencyGrade == 2", true), ("efficiencyGrade != 2", false),
            ("efficiencyGrade < 2", false), ("efficiencyGrade <= 2", true),
            ("efficiencyGrade > 1", true), ("efficiencyGrade >= 3", false),
            ("2 == efficiencyGrade", true), ("-1 < efficiencyGrade", true),
            ("-efficiencyGrade == -2", true), ("--quantity == 3", true),
            ("quantity + efficiencyGrade == 5", true), ("quantity - efficiencyGrade == 1", true),
            ("quantity * efficiencyGrade == 6", true), ("1 + 2 * 3 == 7", true),
            ("(1 + 2) * 3 == 9", true), ("10 - 3 - 2 == 5", true), ("10 - (3 - 2) == 9", true),
            ("price > cap", true), ("price <= cap", false), ("price > priceNet", true),
            ("price - priceNet < cap", true), ("cap * quantity < price", true),
            ("quantity * cap < price", true), ("price >= cap + cap + cap", true),
            ("min(price, cap) == cap", true), ("max(price, cap) == price", true),
            ("min(1, max(2, 3)) == 1", true), ("rate == rate", true), ("rate + rate > rate", true),
            ("soldOn == day", true), ("soldOn < day", false), ("soldOn >= day", true),
            (#"itemClass == "television""#, true), (#"itemClass == 'television'"#, true),
            (#""refrigerator" == itemClass"#, false), (#"itemClass != "phone""#, true),
            ("itemClass in classes", true), ("newEnergy in energies", true),
            (#"newEnergy == "fuel""#, false), (#"payeeAccountClass == "II""#, true),
            (#"oldFuel == "petrol" && newEnergy == "nev""#, true),
            ("has(soldOn)", true), ("has(deliveredOn)", false), ("has(serialNumber)", true),
            ("has(gtin) || has(serialNumber)", true), ("!has(imei)", true),
            ("true || false && false", true), ("(true || false) && false", false),
            ("!has(deliveredOn) || deliveryDays <= days", true),
            ("has(deliveredOn) && deliveryDays <= days", false),
            ("efficiencyGrade == 1 ? price <= cap : price > cap", true),
            ("true ? false : true", false), ("false ? false : false ? false : true", true),
            ("(true ? 1 : 2) == 1", true),
            (#"(newEnergy == "nev" ? price : priceNet) == price"#, true),
            ("9223372036854775807 + quantity > quantity", true),
            ("quantity * 9223372036854775807 > 0", true),
            ("-9223372036854775807 - quantity < 0", true),
            ("  buyerIsApplicant  ", true), ("quantity==3&&efficiencyGrade==2", true),
        ])
    func good(_ expression: String, _ wanted: Bool) throws {
        #expect(try Self.value(expression) == wanted)
    }

    @Test(
        "an expression that needs a fact that is absent is not decided",
        arguments: [
            "deliveryDays <= days", "deliveredOn >= soldOn", "newDisplacementMl > 1",
            "true && deliveryDays == 1", "false || deliveryDays == 1",
            "oldItemClass in classes", "max(deliveryDays, 1) == 1",
        ])
    func absent(_ expression: String) throws {
        #expect(try Self.value(expression) == nil)
    }

    @Test(
        "a wrong expression is refused at its place",
        arguments: [
            ("⟦prise <= cap", "name-unknown"), ("price <= ⟦capp", "name-unknown"),
            ("⟦Price <= cap", "name-unknown"), ("⟦size(price) == 1", "name-unknown"),
            ("price⟦.amount == cap", "expression-syntax"),
            ("price <= ⟦1500.00", "expression-syntax"),
            ("price ⟦<= rate", "type-mismatch"), ("price ⟦<= 1500", "type-mismatch"),
            ("soldOn ⟦<= price", "type-mismatch"), ("soldOn ⟦== 1", "type-mismatch"),
            ("buyerIsApplicant ⟦== 1", "type-mismatch"),
            ("buyerIsApplicant ⟦< yes", "type-mismatch"),
            ("itemClass ⟦< itemClass", "type-mismatch"),
            ("itemClass ⟦== newEnergy", "type-mismatch"),
            ("itemClass ⟦== \"tv\"", "symbol-unknown"),
            ("newEnergy ⟦== \"petrol\"", "symbol-unknown"),
            ("price ⟦== \"x\"", "type-mismatch"), ("\"a\" ⟦== \"a\"", "type-mismatch"),
            ("⟦price", "type-mismatch"), ("⟦quantity + 1", "type-mismatch"),
            ("price ⟦+ 1 > cap", "type-mismatch"), ("price ⟦* rate > cap", "type-mismatch"),
            ("price ⟦* price > cap", "type-mismatch"), ("soldOn ⟦- soldOn == 1", "type-mismatch"),
            ("⟦price && true", "type-mismatch"), ("true || ⟦price", "type-mismatch"),
            ("⟦!price", "type-mismatch"), ("⟦-price == cap", "type-mismatch"),
            ("⟦quantity ? true : false", "type-mismatch"), ("true ? true : ⟦1", "type-mismatch"),
            ("itemClass ⟦in energies", "type-mismatch"), ("itemClass in ⟦cap", "expression-syntax"),
            ("itemClass in ⟦[\"phone\"]", "expression-syntax"),
            ("⟦classes == classes", "type-mismatch"),
            ("⟦brand == brand", "type-mismatch"), ("has(⟦cap)", "expression-syntax"),
            ("has(⟦1)", "expression-syntax"), ("min(price, ⟦1) == price", "type-mismatch"),
            ("min(price⟦) == price", "expression-syntax"), ("(true⟦", "expression-syntax"),
            ("true ⟦true", "expression-syntax"), ("true &&⟦", "expression-syntax"),
            ("⟦&& true", "expression-syntax"), ("true ⟦& true", "expression-syntax"),
            ("price ⟦= cap", "expression-syntax"), ("price ⟦/ cap == 1", "expression-syntax"),
            ("itemClass == ⟦\"phone", "expression-syntax"), ("true ? ⟦", "expression-syntax"),
            ("1 < 2 ⟦< 3", "expression-syntax"), ("price == ⟦￥1", "expression-syntax"),
            ("⟦99999999999999999999 == 1", "expression-syntax"),
        ])
    func bad(_ marked: String, _ code: String) throws {
        let expression = MarkedText(marked)
        guard case .failure(let found) = Self.pack(expression.text) else {
            Issue.record("\(expression.text) compiles")
            return
        }
        // The scalar starts in column 14 of its line; its quote takes one place.
        let places = found.faults.map { "\($0.column) \($0.code)" }
        #expect(places == ["\(expression.column + 14) \(code)"])
        #expect(found.faults.allSatisfy { $0.line == 21 })
    }

    @Test("an unknown name is answered with the nearest one")
    func suggestion() throws {
        guard case .failure(let found) = Self.pack("efficencyGrade == 1") else {
            Issue.record("it compiles")
            return
        }
        #expect(found.faults[0].message.en.contains("efficiencyGrade"))
        #expect(found.faults[0].message.zh.contains("efficiencyGrade"))
    }

    @Test("an expression may be 2,000 bytes long and 32 levels deep, no more")
    func bounds() throws {
        let long = "true" + String(repeating: " && true", count: 249)
        #expect(try Self.value(long) == true)
        let parentheses = { (count: Int) in
            String(repeating: "(", count: count) + "true" + String(repeating: ")", count: count)
        }
        #expect(try Self.value(parentheses(31)) == true)
        for text in [
            long + " && true", parentheses(32), String(repeating: "!", count: 40) + "true",
        ] {
            guard case .failure(let found) = Self.pack(text) else {
                Issue.record("it compiles")
                continue
            }
            #expect(["expression-too-large", "expression-syntax"].contains(found.faults[0].code))
        }
    }
}
