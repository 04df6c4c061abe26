import Testing
import TradeInCore

@Suite("Identifiers pass or fail as their standards say")
struct IdentifiersVectorTests {
    @Test(
        "a resident ID with a right check character and a birth date in the calendar passes",
        arguments: [
            "11010519491231002X", "440524188001010014", "370899196302140014",
            "370899197809091121", "370899198802290245", "370899199506013336",
            "370899200112312064", "37089919700101019X",
        ])
    func goodResidentIDs(id: String) {
        #expect(ResidentID.check(id) == nil)
    }

    @Test(
        "a bad resident ID fails with the reason",
        arguments: [
            ("370899199506013337", .checkCharacter(expected: "6")),
            ("370899199502300012", .impossibleDate),
            ("370899198702290240", .impossibleDate),
            ("370899000002290240", .impossibleDate),
            ("370899196302140000", .spreadsheetDamaged(.cutTo15Digits)),
            ("3.70899E+17", .spreadsheetDamaged(.scientific)),
            ("370899630214001", .oldNumber),
            ("", .length(expected: "18")),
            ("37089919630214001", .length(expected: "18")),
            ("3708991963021400141", .length(expected: "18")),
            ("37089919700101019x", .characters(position: 18)),
            ("X70899196302140014", .characters(position: 1)),
            ("37089919630214O014", .characters(position: 15)),
            ("370899196302140无", .characters(position: 16)),
        ] as [(String, IdentifierFault)])
    func badResidentIDs(id: String, fault: IdentifierFault) {
        #expect(ResidentID.check(id) == fault)
    }

    @Test(
        "a credit code with a right check character passes",
        arguments: [
            "91350100M000100Y43", "91110000101623741K", "911101066976941872",
            "91370899MA0000015Y", "91370899MA0000023R", "92370899MA00000A9H",
            "91370899MAC1D2E3XT", "113708990040000160",
        ])
    func goodCreditCodes(code: String) {
        #expect(CreditCode.check(code) == nil)
    }

    @Test(
        "a bad credit code fails with the reason",
        arguments: [
            // Reported to be registered so: a person decides, the formula only says R.
            ("91350211M0000XUF46", .checkCharacter(expected: "R")),
            ("91310115MA1H8R7C6D", nil),
            ("9137089OMA0000015Y", .characters(position: 8)),
            ("9137089AMA0000015Y", .characters(position: 8)),
            ("91370899MA00000I5Y", .characters(position: 16)),
            ("91370899MA0000015Z", .characters(position: 18)),
            ("91370899ma0000015Y", .characters(position: 9)),
            ("91370899MA000001", .length(expected: "18")),
            ("000000000000000000", .placeholder),
            ("113708990040000000", .spreadsheetDamaged(.cutTo15Digits)),
        ] as [(String, IdentifierFault?)])
    func badCreditCodes(code: String, fault: IdentifierFault?) {
        let found = CreditCode.check(code)
        #expect(found != nil)
        if let fault { #expect(found == fault) }
    }

    @Test(
        "a VIN with a right check character passes",
        arguments: [
            "1M8GDM9AXKP042788", "WDBEA30D3HA391172", "11111111111111111",
            "LZZTEST16SA000001", "LZZTEST18SA000002", "LZZTEST21B0000003",
            "LZZTEST31H0000004", "LZZTEST49TA900001", "LZZTEST5XPA000013",
        ])
    func goodVINs(vin: String) {
        #expect(VIN.check(vin) == nil)
    }

    @Test(
        "a bad VIN fails with the reason",
        arguments: [
            ("LZZTEST17SA000001", .checkCharacter(expected: "6")),
            ("LZZTEST16SAO00001", .characters(position: 12)),
            ("LZZTEST16SA00000I", .characters(position: 17)),
            ("QZZTEST16SA000001", .characters(position: 1)),
            ("LZZTEST16SA00001", .length(expected: "17")),
            ("00000000000000000", .placeholder),
            ("1.11111E+16", .spreadsheetDamaged(.scientific)),
        ] as [(String, IdentifierFault)])
    func badVINs(vin: String, fault: IdentifierFault) {
        #expect(VIN.check(vin) == fault)
    }
}
