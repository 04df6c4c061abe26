import PolicyLibrary
import Testing
import TradeInCore

@Suite struct PackCasesTests {
    static let base = """
        base:
          claimRef: A-1
          programme: appliance
          dealerCode: 91370899MA0000015Y
          applicantName: 测试丙
          applicantId: "370899196302140014"
          applicantPhone: "13900000003"
          townCode: 金乡街道
          soldOn: 2026-02-14
          invoiceNumber: "26372000000022345678"
          invoiceBuyerId: "370899196302140014"
          price: 5000.00
          itemClass: refrigerator
          brand: 示例牌
          model: BCD-500T
          serialNumber: SN26T0000001
          efficiencyGrade: 1
        cases:

        """

    private static func files(_ cases: String, yaml: String = TestPack.yaml) -> PackFiles {
        PackFiles(
            base: "tiny", yaml: Array(yaml.utf8), notice: Array(TestPack.notice.utf8),
            cases: Array((base + cases).utf8))
    }

    private static func check(
        _ cases: String, yaml: String = TestPack.yaml
    ) throws -> PolicyCheck {
        PolicyCheck.run(
            [files(cases, yaml: yaml)], register: TestPack.classes,
            county: try PlanLibrary.jinxiang())
    }

    @Test("a case that comes out as expected passes, and knows its line")
    func passing() throws {
        let check = try Self.check(
            """
              - name: a refrigerator earns 15 %
                claim: {}
                expect: {verdict: eligible, amount: 750.00}
              - name: a phone is not covered
                claim: {itemClass: 手机}
                expect: {verdict: ineligible, findings: [class-not-covered]}

            """)
        #expect(check.isSound, "\(check.lines(in: .en))")
        #expect(check.cases.map(\.packCase.line) == [19, 22])
        #expect(check.cases.map(\.passed) == [true, true])
        #expect(
            check.cases[0].text(in: .en) == "tiny.cases.yaml:19: a refrigerator earns 15 %: passed")
        #expect(check.lines(in: .en) == ["2/2 cases pass; 0 faults, 0 gaps, 0 remarks."])
    }

    @Test("a case that comes out otherwise says what was expected and what came, in both languages")
    func failing() throws {
        let check = try Self.check(
            """
              - name: a wrong amount
                claim: {price: 20000.00}
                expect: {verdict: eligible, amount: 3000.00}
              - name: a wrong verdict
                claim: {itemClass: phone}
                expect: {verdict: eligible, amount: 750.00}
              - name: a finding that does not come
                claim: {}
                expect: {verdict: eligible, amount: 750.00, findings: [class-not-covered]}
              - name: a finding that is not expected
                claim: {itemClass: phone, brand: ""}
                expect: {verdict: ineligible, findings: [class-not-covered]}

            """)
        #expect(!check.isSound)
        #expect(check.cases.allSatisfy { !$0.passed })
        #expect(
            check.cases[0].text(in: .en)
                == "tiny.cases.yaml:19: a wrong amount: expected eligible, 3,000.00, no findings; "
                + "got eligible, 1,500.00, no findings")
        #expect(
            check.cases[1].text(in: .zh)
                == "tiny.cases.yaml:22: a wrong verdict：应为“符合，750.00，无问题”，得到“不符合，0.00，class-not-covered”"
        )
        #expect(check.cases[3].got.findings == ["class-not-covered", "field-missing"])
    }

    @Test(
        "a faulty file of cases is refused at its place",
        arguments: [
            ("  ⟦- name: x\n", "yaml"), ("  - ⟦{name: x, claim: {}}\n", "key-missing"),
            ("  - {name: x, claim: {⟦prise: 1}, expect: {verdict: ineligible}}\n", "key-unknown"),
            ("  - {name: x, claim: {⟦价税合计: 1}, expect: {verdict: ineligible}}\n", "key-unknown"),
            ("  - {name: x, claim: {price: ⟦[1]}, expect: {verdict: ineligible}}\n", "shape-wrong"),
            ("  - {name: x, claim: {}, expect: {verdict: ⟦eligable}}\n", "word-unknown"),
            ("  - {name: x, claim: {}, expect: ⟦{verdict: eligible}}\n", "key-missing"),
            ("  - {name: x, claim: {}, expect: ⟦{amount: 1}}\n", "key-missing"),
            (
                "  - {name: x, claim: {}, expect: {verdict: eligible, amount: ⟦ten}}\n",
                "amount-unreadable"
            ),
            (
                "  - {name: x, claim: {}, expect: {verdict: ineligible, findings: ⟦a}}\n",
                "shape-wrong"
            ),
            (
                "  - {name: x, claim: {}, expect: {verdict: ineligible, findings: [a, ⟦a]}}\n",
                "word-repeated"
            ),
            ("  - {name: x, claim: {}, expect: {verdict: ineligible}, ⟦line: 1}\n", "key-unknown"),
            (
                "  - {name: x, claim: {}, expect: {verdict: ineligible}}\n"
                    + "  - {name: ⟦x, claim: {}, expect: {verdict: ineligible}}\n", "case-repeated"
            ),
        ])
    func badCases(_ marked: String, _ code: String) throws {
        let cases = MarkedText(marked)
        let faults = try Self.check(cases.text).faults
        if code == "yaml" {
            // A case of a name only lacks its claim and what to expect.
            #expect(faults.map(\.code) == ["key-missing", "key-missing"])
            return
        }
        let found = faults.map { "\($0.file):\($0.line):\($0.column) \($0.code)" }
        #expect(found == ["tiny.cases.yaml:\(cases.line + 18):\(cases.column) \(code)"])
    }

    @Test("a missing award and two awards at once are found, with an example")
    func gaps() throws {
        let award =
            "  - {code: award-rate, when: true, rate: rate, of: price, cap: cap, article: 一}\n"
        let grades = "  top: [{from: 2026-01-01, value: 1, article: 一, mark: S2}]\nrequirements:"
        let two = { (one: String, other: String) in
            TestPack.yaml.replacing("requirements:", with: grades).replacing(
                award,
                with: award.replacing("when: true", with: "when: efficiencyGrade \(one) top")
                    + award.replacing("when: true", with: "when: efficiencyGrade \(other) top")
                    .replacing("award-rate", with: "award-other"))
        }
        let cases = """
              - {name: one, claim: {}, expect: {verdict: eligible, amount: 750.00}}
              - {name: two, claim: {efficiencyGrade: 5}, expect: {verdict: eligible, amount: 750.00}}
              - {name: no, claim: {itemClass: phone}, expect: {verdict: ineligible, findings: [class-not-covered]}}

            """
        #expect(try Self.check(cases, yaml: two("<=", ">")).isSound)
        let gap = try Self.check(
            cases.replacing("claim: {}", with: "claim: {price: 5000}"), yaml: two("<", ">")
        ).gaps
        #expect(gap.map(\.code) == ["no-award"])
        #expect(gap[0].line == 24 && gap[0].file == "tiny.yaml")
        let overlap = try Self.check(cases, yaml: two("<=", ">=")).gaps
        #expect(overlap.map(\.code) == ["awards-overlap"])
        #expect(overlap[0].message.en.contains("efficiencyGrade = 1"))
    }

    @Test("rules that no case tries, and rules that refuse nothing, are remarked upon")
    func remarks() throws {
        let cases = "  - {name: one, claim: {}, expect: {verdict: eligible, amount: 750.00}}\n"
        let untried = try Self.check(cases)
        #expect(untried.remarks.map(\.code) == ["rule-without-case"])
        #expect(untried.isSound)
        let idle = TestPack.yaml.replacing(
            "require: itemClass in classes", with: "require: itemClass in classes || true")
        #expect(try Self.check(cases, yaml: idle).remarks.map(\.code) == ["rule-never-refuses"])
    }

    @Test("two packs for one programme, place and day are refused, and so is one identifier twice")
    func neighbours() throws {
        let other = TestPack.yaml.replacing("pack: tiny-2026", with: "pack: other-2026")
        let later = other.replacing(
            "from: 2026-01-01, to: 2026-12-31", with: "from: 2027-01-01, to: 2027-12-31")
        for (yaml, codes) in [
            (TestPack.yaml, ["pack-repeated"]), (other, ["packs-overlap"]), (later, []),
            (other.replacing("place: CN", with: "place: \"37\""), []),
        ] {
            let files = [Self.files(""), Self.files("", yaml: yaml)]
            do throws(PackFaults) {
                _ = try PolicyLibrary.shelf(
                    from: files, register: TestPack.classes, countyCode: "370828")
                #expect(codes.isEmpty)
            } catch {
                #expect(error.faults.map(\.code) == codes)
            }
        }
    }

    @Test("the faults of all files are told at once")
    func allFiles() {
        let one = Self.files("", yaml: TestPack.yaml.replacing("place: CN", with: "place: x"))
        let two = Self.files("", yaml: TestPack.yaml.replacing("when: true", with: "when: price"))
        do throws(PackFaults) {
            _ = try PolicyLibrary.shelf(
                from: [one, two], register: TestPack.classes, countyCode: "370828")
            Issue.record("they load")
        } catch {
            #expect(error.faults.map(\.code) == ["place-malformed", "type-mismatch"])
        }
    }

    @Test(
        "a faulty register of item classes is refused at its place",
        arguments: [
            ("classes: ⟦[]", "list-empty"), ("⟦klasses: []", "key-unknown"),
            ("classes:\n  - {key: ⟦A b, zh: 甲, en: A}", "code-malformed"),
            ("classes:\n  - ⟦{key: a, zh: 甲}", "key-missing"),
            (
                "classes:\n  - {key: a, zh: 甲, en: A}\n  - {key: ⟦a, zh: 乙, en: B}",
                "class-word-shared"
            ),
            (
                "classes:\n  - {key: a, zh: 甲, en: A, aliases: [x]}\n  - {key: b, zh: 乙, en: B, aliases: [⟦X]}",
                "class-word-shared"
            ),
            ("classes: ⟦[" + String(repeating: "1, ", count: 65) + "]", "too-many"),
        ])
    func badRegister(_ marked: String, _ code: String) {
        let register = MarkedText(marked)
        guard
            case .failure(let found) = RegisterReader.register(
                in: Array(register.text.utf8), file: "r.yaml")
        else {
            Issue.record("it loads")
            return
        }
        let places = found.faults.map { "\($0.line):\($0.column) \($0.code)" }
        #expect(places.contains("\(register.line):\(register.column) \(code)"), "\(places)")
    }
}
