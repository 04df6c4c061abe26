import Foundation
import Testing

@Suite("Papers as shop staff and reviewers handle them")
struct PaperCommandTests {
    @Test("a list is taken line by line; each fault is told with its line and remedy")
    func list() throws {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--ledger",
            place.ledger, "--as", "clerk")
        _ = try place.write("发票.pdf", "%PDF-1.4\n%%EOF\n")
        _ = try place.write("photo.jpg", "....ftypheic....")
        let list = try place.write(
            "papers.csv",
            """
            申领号,材料,文件
            TC000000018,发票,发票.pdf
            TC000000026,invoice,发票.pdf
            TC000000034,发票,photo.jpg
            TC000000019,发票,发票.pdf
            TC000000018,车票,发票.pdf
            TC000000018,其他材料,没有.pdf
            TC099999997,发票,发票.pdf

            """)
        let taken = try Tool.run("claim", "attach", "--list", list, "--ledger", place.ledger)
        #expect(taken.code == 1 && taken.output.contains("Attached 2 papers"), "\(taken.output)")
        for text in [
            "file-on-two-claims", "line 4 photo.jpg: paper-format-unknown It is HEIC",
            "line 5: claim-number-wrong", "line 6: paper-kind-unknown", "there is no such file",
            "claim-unknown",
        ] { #expect(taken.errors.contains(text), "\(text): \(taken.errors)") }
        let again = try Tool.run("claim", "attach", "--list", list, "--ledger", place.ledger)
        #expect(again.output.contains("2 were there"))
        let shown = try Tool.run("claim", "show", "TC000000018", "--ledger", place.ledger)
        #expect(shown.output.contains("Papers: invoice  ⚠ 1 stand on other claims"))
        let lacking = try Tool.run("claim", "papers", "TC000000042", "--ledger", place.ledger)
        #expect(lacking.output.contains("invoice"))
        #expect(try Tool.run("claim", "attach", "TC000000018", "--ledger", place.ledger).code == 64)
    }

    @Test("a person's data is shown in clear with a reason only, and the log says who looked")
    func looks() throws {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--ledger",
            place.ledger, "--as", "clerk")
        let file = try place.write("a.xml", "<EInvoice/>")
        try Tool.run(
            "claim", "attach", "TC000000018", "--kind", "发票", file, "--ledger", place.ledger)
        let out = place.folder.appendingPathComponent("seen").path
        let bare = try Tool.run(
            "claim", "papers", "TC000000018", "--out", out, "--ledger", place.ledger)
        #expect(bare.code == 64 && !FileManager.default.fileExists(atPath: out))
        let seen = try Tool.run(
            "claim", "papers", "TC000000018", "--out", out, "--reason", "review", "--ledger",
            place.ledger, "--as", "li")
        #expect(seen.code == 0, "\(seen.errors)")
        let name = "TC000000018-1-invoice.xml"
        #expect(try String(contentsOfFile: out + "/" + name, encoding: .utf8) == "<EInvoice/>")
        let masked = try Tool.run("claim", "show", "TC000000018", "--ledger", place.ledger)
        #expect(masked.output.contains("****"))
        let clear = try Tool.run(
            "claim", "show", "TC000000018", "--unmask", "--reason", "complaint", "--ledger",
            place.ledger, "--as", "ji")
        #expect(clear.code == 0 && !clear.output.contains("****"))
        let log = place.folder.appendingPathComponent("log").path
        try Tool.run("log", "export", "--out", log, "--ledger", place.ledger)
        let entries = try FileManager.default.subpathsOfDirectory(atPath: log).compactMap {
            (try? Data(contentsOf: URL(fileURLWithPath: log + "/" + $0))).map {
                String(decoding: $0, as: UTF8.self)
            }
        }.joined()
        #expect(entries.contains("\"actor\":\"li\"") && entries.contains("\"what\":\"papers\""))
        #expect(entries.contains("\"reason\":\"complaint\"") && !entries.contains("EInvoice"))
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }

    @Test("a right is drawn before the sale under a pack that offers it, listed, and given back")
    func rights() throws {
        let place = try Workplace()
        let packs = Tool.root.appendingPathComponent("Sources/PolicyLibrary/packs")
        for ending in ["yaml", "notice.md", "cases.yaml"] {
            var text = try String(
                contentsOf: packs.appendingPathComponent("cn_appliance_2026.\(ending)"),
                encoding: .utf8)
            if ending == "yaml" {
                text = text.replacing("version: 1.1.0", with: "version: 1.2.0")
                text += "\ndeadlines:\n  reserveDays: {value: 2, article: 六, mark: S1}\n"
            }
            _ = try place.write("cn_appliance_2026.\(ending)", text)
        }
        let yaml = place.folder.appendingPathComponent("cn_appliance_2026.yaml").path
        let proposed = try Tool.run(
            "policy", "propose", yaml, "--ledger", place.ledger, "--as", "zhang")
        #expect(proposed.code == 0, "\(proposed.errors)")
        try Tool.run(
            "policy", "activate", "cn-appliance-2026", "--ledger", place.ledger, "--as", "li")
        let head =
            "claimRef,programme,dealerCode,applicantName,applicantId,applicantPhone,townCode,"
            + "itemClass,price,efficiencyGrade\n"
        let dealer = try Tool.run("dealer", "list", "--ledger", place.ledger, "--format", "csv")
        let appliances = try #require(
            dealer.output.split(whereSeparator: \.isNewline).first { $0.contains("appliance") })
        let code = appliances.split(separator: ",")[0]
        let row =
            "R-1,appliance,\(code),测试,370899196302140014,15400000001,羊山镇,冰箱,3000.00,"
        let file = try place.write("rights.csv", head + row + "1\nR-2" + row.dropFirst(3) + "2\n")
        let drawn = try Tool.run(
            "right", "draw", file, "--ledger", place.ledger, "--format", "csv", "--as", "wang")
        #expect(drawn.code == 1 && drawn.output.contains("1,R-1,drawn,TR000000018,450.00"))
        #expect(drawn.output.contains("2,R-2,ineligible"), "\(drawn.output)\(drawn.errors)")
        let list = try Tool.run("right", "list", "--ledger", place.ledger)
        #expect(list.output.contains("TR000000018") && list.output.contains("Reserved"))
        let totals = try Tool.run("export", "totals", "--ledger", place.ledger)
        #expect(totals.code == 0, "\(totals.errors)")
        let back = try Tool.run("right", "cancel", "TR000000018", "--ledger", place.ledger)
        #expect(back.code == 0 && back.output.contains("its money is back"))
        #expect(try Tool.run("right", "cancel", "TR000000019", "--ledger", place.ledger).code == 64)
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }
}
