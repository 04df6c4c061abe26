import Testing
import TradeInCore

private let today = Day(year: 2025, month: 6, day: 15) ?? Day(number: 0)

private let fair = [
    "eventRef": "E-1", "kind": "新能源汽车展销", "name": "春季车展", "rural": "是",
    "startsOn": "2025-05-01", "endsOn": "2025/5/3", "town": "羊山", "organiser": "县商务局",
    "state": "已举办", "attendance": "1,200", "sales": "3500000.50", "ruralBasis": "羊山镇大集",
]

private let scrapped = [
    "recordRef": "R-1", "kind": "报废汽车", "quantity": "1", "massKg": "1350.5",
    "recyclerCode": "91370899MA0000015Y", "recyclerLicensed": "是", "certificate": "hs20250001",
    "handedInOn": "2024-12-30", "receivedOn": "2025-01-02", "dismantledOn": "2025-02-01",
]

private let fridges = [
    "recordRef": "R-2", "kind": "appliance", "itemClass": "refrigerator", "quantity": "12",
    "recyclerCode": "91370899MA0000015Y", "recyclerLicensed": "Y", "handedInOn": "2025-03-01",
    "receivedOn": "2025-03-02", "claimRef": "A-1", "dealerCode": "91370899MA0000023R",
]

/// A row that differs from a sound one in a few cells, and the findings it earns.
struct RowCase: Sendable, CustomTestStringConvertible {
    var name: String
    var changes: [String: String]
    var codes: [String]
    /// Whether a record comes out in spite of the findings.
    var isKept = false
    var testDescription: String { name }
}

private func cells(_ sound: [String: String], _ changes: [String: String]) -> [String: String] {
    sound.merging(changes) { $1 }
}

@Suite struct TargetsRegisterTests {
    @Test("a sound event is read whole, from Chinese words and full-width figures too")
    func soundEvent() throws {
        let (event, findings) = CountyEvent.read(fair, county: testCounty, today: today)
        #expect(findings.isEmpty)
        let read = try #require(event)
        #expect(
            read.kind == .nevFair && read.rural && read.state == .held && read.town == "yangshan")
        #expect(read.attendance == 1200 && read.sales == Money(fen: 350_000_050))
        #expect(read.countsInYear == 2025)
        let wide = cells(fair, ["attendance": "１２００", "startsOn": "２０２５-０５-０１", "state": "held"])
        #expect(CountyEvent.read(wide, county: testCounty, today: today).event == read)
    }

    @Test("an empty last day makes an event of one day; optional cells may be empty")
    func shortEvent() throws {
        let row = cells(
            fair,
            [
                "kind": "appliance", "rural": "", "endsOn": "", "organiser": "", "attendance": "",
                "sales": "", "ruralBasis": "",
            ])
        let (event, findings) = CountyEvent.read(row, county: testCounty, today: today)
        #expect(findings.isEmpty)
        #expect(event?.endsOn == event?.startsOn)
        #expect(event?.rural == false && event?.organiser == nil && event?.sales == nil)
    }

    @Test(
        "an event row at fault says what is wrong with it",
        arguments: [
            RowCase(name: "kind", changes: ["kind": "车展"], codes: ["event-kind-unknown"]),
            RowCase(
                name: "rural without a basis", changes: ["ruralBasis": ""],
                codes: ["event-rural-basis-missing"]),
            RowCase(
                name: "a basis without the flag", changes: ["rural": "否"],
                codes: ["event-rural-basis-unused"], isKept: true),
            RowCase(name: "no town", changes: ["town": "；、"], codes: ["event-town-unknown"]),
            RowCase(name: "two towns", changes: ["town": "羊山、胡集镇"], codes: [], isKept: true),
            RowCase(
                name: "one of two towns", changes: ["town": "羊山镇；鱼台"],
                codes: ["event-town-unknown"]),
            RowCase(name: "state", changes: ["state": "done"], codes: ["event-state-unknown"]),
            RowCase(name: "town", changes: ["town": "鱼台"], codes: ["event-town-unknown"]),
            RowCase(name: "no ref", changes: ["eventRef": " "], codes: ["register-field-missing"]),
            RowCase(name: "no name", changes: ["name": "　"], codes: ["register-field-missing"]),
            RowCase(
                name: "long ref", changes: ["eventRef": String(repeating: "E", count: 41)],
                codes: ["register-text-too-long"]),
            RowCase(
                name: "line end", changes: ["name": "春季\n车展"], codes: ["register-text-control"]),
            RowCase(name: "rural", changes: ["rural": "也许"], codes: ["register-boolean-unknown"]),
            RowCase(
                name: "a fair says whether it is rural", changes: ["rural": ""],
                codes: ["register-field-missing"]),
            RowCase(
                name: "no such day", changes: ["startsOn": "2025-02-30"],
                codes: ["register-day-no-such"]),
            RowCase(
                name: "no date", changes: ["endsOn": "五月三日"], codes: ["register-day-unreadable"]),
            RowCase(
                name: "absurd year", changes: ["startsOn": "1025-05-01"],
                codes: ["register-day-implausible"]),
            RowCase(
                name: "end before start", changes: ["endsOn": "2025-04-30"],
                codes: ["event-ends-before-start"]),
            RowCase(
                name: "two years", changes: ["startsOn": "2024-12-31", "endsOn": "2025-01-01"],
                codes: ["event-spans-years"]),
            RowCase(
                name: "held tomorrow", changes: ["startsOn": "2025-06-16", "endsOn": "2025-06-16"],
                codes: ["event-held-in-future"]),
            RowCase(
                name: "held but still running", changes: ["endsOn": "2025-06-16"],
                codes: ["event-held-in-future"]),
            RowCase(name: "ends today", changes: ["endsOn": "2025-06-15"], codes: [], isKept: true),
            RowCase(
                name: "planned and over", changes: ["state": "计划", "attendance": "", "sales": ""],
                codes: ["event-plan-overdue"], isKept: true),
            RowCase(
                name: "sales of a cancelled event", changes: ["state": "取消"],
                codes: ["event-result-before-held"], isKept: true),
            RowCase(
                name: "negative count", changes: ["attendance": "-1"],
                codes: ["register-count-negative"]),
            RowCase(
                name: "half a person", changes: ["attendance": "1.5"],
                codes: ["register-count-unreadable"]),
            RowCase(
                name: "exponent", changes: ["attendance": "1.2E+3"],
                codes: ["register-count-unreadable"]),
            RowCase(
                name: "too many", changes: ["attendance": "10000001"],
                codes: ["register-count-too-large"]),
            RowCase(
                name: "negative sales", changes: ["sales": "-1"],
                codes: ["register-amount-negative"]),
            RowCase(
                name: "third decimal", changes: ["sales": "1.001"],
                codes: ["register-amount-decimals"]),
            RowCase(
                name: "in words", changes: ["sales": "三万"], codes: ["register-amount-unreadable"]),
            RowCase(
                name: "beyond all fairs", changes: ["sales": "100000000.01"],
                codes: ["register-amount-too-large"]),
            RowCase(
                name: "all at once",
                changes: ["kind": "x", "town": "x", "startsOn": "x", "sales": "x"],
                codes: [
                    "event-kind-unknown", "register-day-unreadable", "event-town-unknown",
                    "register-amount-unreadable",
                ]),
        ])
    func eventFaults(_ example: RowCase) {
        let (event, findings) = CountyEvent.read(
            cells(fair, example.changes), county: testCounty, today: today)
        #expect(findings.map(\.code) == example.codes)
        #expect((event != nil) == (example.isKept || example.codes.isEmpty))
    }

    @Test("an empty row misses every required column once")
    func emptyRows() {
        let (event, findings) = CountyEvent.read([:], county: testCounty, today: today)
        #expect(event == nil)
        #expect(findings.count == CountyEvent.columns.count { $0.required })
        let (record, faults) = RecyclingRecord.read([:], today: today)
        #expect(record == nil)
        #expect(faults.count == RecyclingRecord.columns.count { $0.required })
        #expect((findings + faults).allSatisfy { $0.code == "register-field-missing" })
    }

    @Test("only held events count, in their year and with their rural part")
    func countedEvents() throws {
        var actuals = TargetActuals()
        for (state, rural) in [("held", "是"), ("held", "否"), ("planned", "是"), ("cancelled", "是")] {
            let row = cells(fair, ["state": state, "rural": rural])
            actuals.add(try #require(CountyEvent.read(row, county: testCounty, today: today).event))
        }
        #expect(actuals.events == [2025: [.nevFair: .init(total: 2, rural: 1)]])
    }

    @Test("a sound recycling record keeps grams and counts in the year of receipt")
    func soundRecord() throws {
        let (record, findings) = RecyclingRecord.read(scrapped, today: today)
        #expect(findings.isEmpty)
        let read = try #require(record)
        #expect(read.massGrams == 1_350_500 && read.certificate == "HS20250001")
        #expect(read.countedYear == 2025)
        let appliances = try #require(RecyclingRecord.read(fridges, today: today).record)
        #expect(appliances.countedYear == 2025)
        var actuals = TargetActuals()
        actuals.add(read)
        actuals.add(appliances)
        #expect(actuals.recycling == [2025: .init(vehicles: 1, appliances: 12)])
    }

    @Test(
        "a vehicle record at fault says what is wrong with it",
        arguments: [
            RowCase(name: "kind", changes: ["kind": "摩托车"], codes: ["recycling-kind-unknown"]),
            RowCase(
                name: "two on one certificate", changes: ["quantity": "2"],
                codes: ["recycling-vehicle-quantity"]),
            RowCase(name: "none", changes: ["quantity": "0"], codes: ["recycling-quantity-zero"]),
            RowCase(
                name: "fewer than none", changes: ["quantity": "-1"],
                codes: ["register-count-negative"]),
            RowCase(
                name: "parts of a gram", changes: ["massKg": "1.0005"],
                codes: ["register-mass-unreadable"]),
            RowCase(name: "a gram", changes: ["massKg": "0.001"], codes: [], isKept: true),
            RowCase(name: "no mass", changes: ["massKg": "0"], codes: ["register-mass-zero"]),
            RowCase(
                name: "negative mass", changes: ["massKg": "-5"], codes: ["register-count-negative"]
            ),
            RowCase(
                name: "short code", changes: ["recyclerCode": "9137"],
                codes: ["register-credit-code-malformed"]),
            RowCase(
                name: "a wrong check character needs a person",
                changes: ["recyclerCode": "91370899MA0000015X"],
                codes: ["register-credit-code-check"],
                isKept: true),
            RowCase(
                name: "licence", changes: ["recyclerLicensed": "不详"],
                codes: ["register-boolean-unknown"]),
            RowCase(
                name: "short certificate", changes: ["certificate": "HS1"],
                codes: ["recycling-certificate-malformed"]),
            RowCase(
                name: "received before handed in", changes: ["handedInOn": "2025-01-03"],
                codes: ["recycling-custody-order"]),
            RowCase(
                name: "dismantled before received", changes: ["dismantledOn": "2025-01-01"],
                codes: ["recycling-custody-order"]),
            RowCase(
                name: "all on one day",
                changes: ["handedInOn": "2025-01-02", "dismantledOn": "2025-01-02"], codes: [],
                isKept: true),
            RowCase(
                name: "dismantled, never received", changes: ["receivedOn": ""],
                codes: ["recycling-custody-gap"]),
            RowCase(
                name: "dismantled today", changes: ["dismantledOn": "2025-06-15"], codes: [],
                isKept: true),
            RowCase(
                name: "tomorrow", changes: ["dismantledOn": "2025-06-16"],
                codes: ["recycling-day-in-future"]),
            RowCase(
                name: "a claim of no dealer", changes: ["claimRef": "A-1"],
                codes: ["register-field-missing"]),
            RowCase(
                name: "no certificate", changes: ["certificate": ""],
                codes: ["recycling-not-counted"],
                isKept: true),
            RowCase(
                name: "no licence", changes: ["recyclerLicensed": "否"],
                codes: ["recycling-not-counted"], isKept: true),
            RowCase(
                name: "only handed in", changes: ["receivedOn": "", "dismantledOn": ""],
                codes: ["recycling-not-counted"], isKept: true),
            RowCase(
                name: "all at once",
                changes: ["kind": "", "quantity": "x", "recyclerCode": "x", "handedInOn": "x"],
                codes: [
                    "register-field-missing", "register-count-unreadable",
                    "register-credit-code-malformed", "register-day-unreadable",
                ]),
        ])
    func recyclingFaults(_ example: RowCase) {
        let (record, findings) = RecyclingRecord.read(
            cells(scrapped, example.changes), today: today)
        #expect(findings.map(\.code) == example.codes)
        #expect((record != nil) == (example.isKept || example.codes.isEmpty))
        if example.codes == ["recycling-not-counted"] { #expect(record?.countedYear == nil) }
    }

    @Test("an appliance counts without a certificate, but not without a licensed receipt")
    func countedAppliances() {
        func year(_ changes: [String: String]) -> Int? {
            RecyclingRecord.read(cells(fridges, changes), today: today).record?.countedYear
        }
        #expect(year([:]) == 2025)
        #expect(year(["receivedOn": ""]) == nil)
        #expect(year(["recyclerLicensed": "N"]) == nil)
        #expect(RecyclingRecord.read(cells(fridges, ["itemClass": ""]), today: today).record == nil)
    }

    @Test("register columns have unique keys and headings, and messages exist in both languages")
    func registerColumns() {
        for columns in [CountyEvent.columns, RecyclingRecord.columns] {
            #expect(Set(columns.map(\.key)).count == columns.count)
            #expect(Set(columns.map(\.zh)).count == columns.count)
        }
        #expect(CountyEvent.columns.first { $0.isNamed(by: "镇街") }?.key == "town")
        let (_, findings) = CountyEvent.read(
            ["kind": "?", "name": "a\u{7}b"], county: testCounty, today: today)
        for finding in findings {
            #expect(finding.message.zh.hasSuffix("。") && finding.message.en.hasSuffix("."))
        }
    }
}
