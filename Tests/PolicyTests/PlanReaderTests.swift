import PolicyLibrary
import Testing
import TradeInCore

private let sound = [
    "T001", "15", "指标", "Indicator", "growth_vs_base", "2023", "2025", ">=", "15", "%", "甲;乙",
    "原文", "reported", "", "", "",
]

/// A file of one row that differs from a sound one in the named columns.
private func file(_ changes: [String: String] = [:]) -> String {
    var row = sound
    for (column, value) in changes {
        if let place = PlanReader.columns.firstIndex(of: column) { row[place] = value }
    }
    return PlanReader.columns.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n"
}

private func codes(_ text: String, rows: Int? = nil) -> [String] {
    PlanReader.targets(in: Array(text.utf8), expectedRows: rows).findings.map(\.finding.code)
}

@Suite struct PlanReaderTests {
    @Test("a sound row is read, also with quotes, CRLF and a byte-order mark")
    func soundRow() throws {
        let plain = PlanReader.targets(in: Array(file().utf8), expectedRows: 1)
        #expect(plain.findings.isEmpty)
        #expect(plain.targets.first?.leadUnits == ["甲", "乙"])
        let dressed =
            "\u{FEFF}"
            + file(["indicator_en": "\"A, \"\"B\"\"\""]).split(separator: "\n")
            .joined(separator: "\r\n")
        let read = PlanReader.targets(in: Array(dressed.utf8))
        #expect(read.findings.isEmpty)
        #expect(read.targets.first?.title.en == "A, \"B\"")
    }

    @Test(
        "a plan row at fault is a finding with its line",
        arguments: [
            (["id": "X1"], ["plan-id"]), (["id": ""], ["plan-id"]), (["id": "T０01"], ["plan-id"]),
            (["kind": "count"], ["plan-word"]), (["comparator": "<"], ["plan-word"]),
            (["unit": "吨"], ["plan-word"]), (["source": "press"], ["plan-word"]),
            (["value": "0"], ["plan-value"]), (["value": "-5"], ["plan-value"]),
            (["value": "0.0001"], ["plan-value"]), (["value": ""], ["plan-value"]),
            (["value": "15%"], ["plan-value"]), (["year": "25"], ["plan-year"]),
            (["year": "2125"], ["plan-year"]), (["year": ""], ["plan-year"]),
            (["baseline_year": ""], ["plan-year"]), (["baseline_year": "2025"], ["plan-base-late"]),
            (["kind": "ratio"], ["plan-base-unexpected"]), (["measure": "cars"], ["plan-word"]),
            (["measure": "nev-fair"], ["plan-measure"]),
            (["source": "event_register"], ["plan-measure"]),
            (
                ["source": "recycling_register", "measure": "nev-fair"], ["plan-measure"]
            ),
            (["note_zh": "说明"], ["plan-note-one-language"]), (["quote_zh": ""], ["plan-empty"]),
            (["clause": ""], ["plan-empty"]),
            (["kind": "?", "value": "?", "unit": "?"], ["plan-word", "plan-word", "plan-value"]),
        ] as [([String: String], [String])])
    func rowFaults(_ changes: [String: String], _ expected: [String]) {
        let (targets, findings) = PlanReader.targets(in: Array(file(changes).utf8))
        #expect(targets.isEmpty)
        #expect(findings.map(\.finding.code) == expected)
        #expect(findings.allSatisfy { $0.line == 2 })
    }

    @Test("an id used twice names the earlier line; a short file names both counts")
    func repeatedID() throws {
        let twice = file() + sound.joined(separator: ",") + "\n"
        let (targets, findings) = PlanReader.targets(in: Array(twice.utf8), expectedRows: 54)
        #expect(targets.count == 1)
        #expect(findings.map(\.finding.code) == ["plan-id-repeated", "plan-row-count"])
        let repeated = try #require(findings.first)
        #expect(repeated.line == 3 && repeated.finding.message.en.contains("line 2"))
    }

    @Test("a file that is no plan file gives findings and no target")
    func otherFiles() {
        #expect(codes("") == ["plan-heading"])
        #expect(codes("id,clause\nT001,15\n") == ["plan-heading"])
        #expect(codes(file() + "T002,15\n") == ["plan-field-count"])
        #expect(codes(file(["quote_zh": "\"原文"])) == ["plan-quote"])
        #expect(codes(file(["quote_zh": "原\"文"])) == ["plan-quote"])
        #expect(codes(file(["quote_zh": "\"原\"文"])) == ["plan-quote"])
        let latin = PlanReader.targets(in: [0xFF, 0xFE, 0x41])
        #expect(latin.findings.map(\.finding.code) == ["plan-encoding"])
    }

    @Test("a fault prints file, line, code and words")
    func faultPrints() {
        let (_, findings) = PlanReader.targets(in: Array(file(["value": "0"]).utf8))
        let text = PlanFault(file: "plan.csv", findings: findings).description
        #expect(text.hasPrefix("plan.csv:2: plan-value: Line 2, value is “0”; "))
    }

    @Test(
        "a town row at fault is a finding",
        arguments: [
            ("Huji,胡集镇,Huji Town,town", "town-key"), ("huji,胡集,Huji Town,town", "town-name"),
            ("huji,胡集镇,Huji Town,village", "plan-word"), ("huji,胡集镇,,town", "plan-empty"),
            ("yangshan,胡集镇,Huji Town,town", "town-repeated"),
            ("huji,羊山镇,Huji Town,town", "town-repeated"), ("huji,胡集镇", "plan-field-count"),
        ])
    func townFaults(_ line: String, _ code: String) {
        let text = "key,zh,en,kind\nyangshan,羊山镇,Yangshan Town,town\n" + line + "\n"
        let (towns, findings) = TownReader.towns(in: Array(text.utf8))
        #expect(towns.map(\.key) == ["yangshan"])
        #expect(findings.map(\.finding.code) == [code])
        #expect(findings.map(\.line) == [3])
    }
}
