import Foundation
import Testing
import TradeInCore

/// What the commands on packs do not take, and what they say then.
extension PolicyCommandTests {
    /// A draft of the shipped pack with another version.
    private func draft(_ version: String, in place: Workplace) throws -> String {
        try draft(
            "cn_appliance_2026", in: place,
            ["version: 1.1.0": "version: " + version, "status: unverified": "status: verified"])
    }

    @Test("a file's own word confirms nothing, with a ledger or without")
    func fileVouches() throws {
        let place = try Workplace()
        let path = try draft("1.2.0", in: place)
        let folder = place.folder.path
        let alone = try Tool.run("policy", "list", "--packs", folder, "--format", "csv").output
        let row = alone.split(whereSeparator: \.isNewline).first { $0.contains(",1.2.0,") }
        #expect(row?.contains(",unverified,") == true)
        let claims = "Fixtures/county/claims_2026_04_appliance.csv"
        let decided = try Tool.run("claim", "determine", claims, "--packs", folder)
        #expect(decided.output.contains("⚠ Unverified"))
        #expect(try run(place, "policy", "propose", path, "--as", "zhang").code == 0)
        let list = try run(place, "policy", "list", "--packs", folder, "--format", "csv").output
        #expect(list.contains(",unverified,proposed,") && !list.contains(",verified,"))
    }

    @Test("confirming means the active version, and takes each value once with a real reference")
    func confirming() throws {
        let place = try Workplace()
        _ = try run(place, "policy", "propose", try draft("1.2.0", in: place), "--as", "zhang")
        func confirm(_ words: String...) throws -> Tool.Result {
            try Tool.start(
                ["policy", "confirm", "cn-appliance-2026", "--ledger", place.ledger] + words
            ).finish()
        }
        let once = try confirm("rounding", "inForce", "rounding", "--reference", "第2页")
        #expect(once.output.contains("Confirmed 2 values of cn-appliance-2026 1.1.0; 7 are left."))
        let again = try confirm("rounding", "inForce", "--reference", "第2页")
        #expect(again.code == 0 && again.output.contains("nothing changed. 7 are left"))
        #expect(try confirm("--all", "cap@2026-01-01", "--reference", "第2页").code == 64)
        let bad = ["", "   ", "\u{3000}", "a\nb", "a\u{202E}b", String(repeating: "页", count: 67)]
        for reference in bad {
            #expect(try confirm("--all", "--reference", reference).code == 64, "\(reference)")
        }
        let most = String(repeating: "页", count: 66) + "12"
        #expect(try confirm("--all", "--reference", most).output.contains("1.1.0; 0 are left"))
        #expect(try confirm().output == "Every value of cn-appliance-2026 1.1.0 is confirmed.\n")
        #expect(try run(place, "verify").code == 0)
    }

    @Test("an older version is neither proposed nor activated, and a superseded one is told so")
    func versions() throws {
        let place = try Workplace()
        let first = try run(place, "policy", "list", "--format", "csv").output
            .split(whereSeparator: \.isNewline).first { $0.contains("cn-appliance-2026,") }
        let digest = try #require(first?.split(separator: ",").last.map(String.init))
        for version in ["1.2.0", "1.3.0"] {
            let path = try draft(version, in: place)
            #expect(try run(place, "policy", "propose", path, "--as", "zhang").code == 0)
        }
        let old = try run(place, "policy", "propose", try draft("1.0.9", in: place), "--as", "wang")
        #expect(old.code == 1 && old.errors.contains("has cn-appliance-2026 1.3.0 (proposed)"))
        let same = try run(place, "policy", "propose", "cn-appliance-2026", "--as", "wang")
        #expect(same.code == 0 && same.output.contains("nothing changed"))
        let newest = try run(place, "policy", "activate", "cn-appliance-2026", "--as", "li")
        #expect(newest.output.contains("Activated cn-appliance-2026 1.3.0"))
        for name in ["--all", "cn-appliance-2026"] {
            let passed = try run(place, "policy", "activate", name, "--as", "li")
            #expect(
                passed.code == 0 && passed.output.contains("Passed over cn-appliance-2026 1.2.0"))
        }
        let back = try run(place, "policy", "activate", digest, "--as", "li")
        #expect(back.code == 1 && !back.output.contains("active already"))
        #expect(
            back.errors.contains("superseded") && back.errors.contains("version 1.3.0 is active"))
        #expect(try run(place, "verify").code == 0)
    }

    @Test("a claim shows its supplements and open values as data too")
    func shownAsData() throws {
        let place = try Workplace()
        _ = try run(place, "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv")
        let path = try draft(
            "cn_appliance_2026", in: place,
            [
                "version: 1.1.0": "version: 1.2.0",
                "cap: [{from: 2026-01-01, value: 1500.00 yuan, article: 三(二), mark: S2}]":
                    """
                cap:
                    - {from: 2026-01-01, value: 1500.00 yuan, article: 三(二), mark: S2}
                    - {from: 2026-12-31, value: 2000.00 yuan, article: 三(二), mark: S2}
                """,
                "\nlimits:\n":
                    """

                supplements:
                  - code: rise
                    lawDays: {from: 2026-01-02, to: 2026-01-31}
                    asOf: 2026-12-31
                    article: 三(二)
                limits:

                """,
            ])
        #expect(try run(place, "policy", "propose", path, "--as", "zhang").code == 0)
        #expect(try run(place, "policy", "activate", "cn-appliance-2026", "--as", "li").code == 0)
        let granted = try run(place, "claim", "supplement", "cn-appliance-2026")
        #expect(granted.code == 0, "\(granted.errors)")
        var found = 0
        let claims = try run(place, "claim", "list", "--limit", "0", "--format", "jsonl").output
            .split(separator: "\n").map { try JSONValue.parse(String($0)) }
        for claim in claims where (claim["amountFen"]?.integer ?? 0) > 150_000 {
            let id = try #require(claim["claim"]?.string)
            let shown = try run(place, "claim", "show", id, "--format", "json")
            let json = try JSONValue.parse(shown.output)
            guard let supplement = json["supplements"]?.array?.first else { continue }
            found += 1
            #expect(supplement["code"]?.string == "rise" && supplement["pack"]?.string?.count == 64)
            #expect((supplement["amountFen"]?.integer ?? 0) > 0)
            #expect((supplement["logIndex"]?.integer ?? 0) > 0)
            let open = json["unverified"]?.array?.compactMap(\.string) ?? []
            #expect(open.contains("cap@2026-01-01") && open.contains("cap@2026-12-31"))
            #expect(Set(open).count == open.count && shown.errors.contains("⚠ Unverified"))
        }
        #expect(found == 1, "no claim has a supplement: \(granted.output)")
    }

    @Test("what is no file, no folder or no login is refused in plain words, at once")
    func notFiles() throws {
        let place = try Workplace(isSetUp: false)
        let folder = place.folder.path
        let pipe = folder + "/pipe.yaml"
        #expect(mkfifo(pipe, 0o600) == 0)
        func said(_ words: String...) throws -> String {
            let result = try Tool.start(words).finish()
            #expect(result.code == 70, "\(words)")
            return result.errors
        }
        #expect(try said("policy", "check", pipe).contains("a pipe cannot be read twice"))
        #expect(try said("policy", "evaluate", "cn-appliance-2026", pipe).contains("a pipe"))
        #expect(try said("policy", "evaluate", "cn-appliance-2026", folder).contains("a folder"))
        #expect(
            try said("policy", "evaluate", "cn-appliance-2026", "none").contains("no such file"))
        #expect(try said("policy", "list", "--packs", pipe).contains("is no folder"))
        #expect(try said("policy", "list", "--packs", folder + "/none").contains("no such file"))
        try FileManager.default.removeItem(atPath: pipe)
        _ = try draft(
            "cn_appliance_2026", in: place, ["rounding: {mode: down": "rounding: {mode: x"])
        let fault = try said("policy", "list", "--packs", folder + "/")
        #expect(fault.hasPrefix(folder + "/cn_appliance_2026.yaml:"))
        for login in ["", "a b", "li\u{200B}", "li\n", String(repeating: "张", count: 22)] {
            let result = try Tool.run("policy", "list", "--as", login)
            #expect(result.code == 64 && result.errors.contains("--as takes a login"), "\(login)")
        }
        for login in ["张三", "zhang.san_1-2@jx"] {
            #expect(try Tool.run("policy", "list", "--as", login).code == 0, "\(login)")
        }
    }
}
