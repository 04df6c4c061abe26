import Foundation
import Testing

@Suite("Targets, events and old goods, typed one by one")
struct TargetCommandTests {
    private func run(_ words: String..., at place: Workplace) throws -> Tool.Result {
        try Tool.start(words + ["--ledger", place.ledger, "--as", "bo"]).finish()
    }

    @Test("a figure is recorded, not overwritten, corrected, and read on the board")
    func figures() throws {
        let place = try Workplace()
        func base(_ value: String, _ rest: String...) throws -> Tool.Result {
            try Tool.start(
                [
                    "target", "base", "T005", value, "--year", "2023", "--document", "yearbook",
                    "--reporter", "县商务局", "--ledger", place.ledger,
                ] + rest
            ).finish()
        }
        let zero = try base("0")
        #expect(zero.code == 1 && zero.errors.contains("figure-base-zero"))
        #expect(try base("1600").output.contains("T005"))
        #expect(try base("1600").output.contains("There already"))
        let second = try base("1700")
        #expect(second.code == 1 && second.errors.contains("figure-recorded"))
        #expect(try base("1700", "--correct", "--document", "errata").code == 0)
        let listed = try run("target", "figures", "T005", "--format", "csv", at: place)
        #expect(listed.output.contains("T005,base,2023,1600,no,yearbook,县商务局,tester,0"))
        #expect(listed.output.contains("T005,base,2023,1700,yes,errata,县商务局,tester,0"))
        let board = try run("target", "board", "--year", "2025", "--format", "jsonl", at: place)
        let line = try #require(board.output.split(separator: "\n").first { $0.contains("T005") })
        #expect(line.contains("\"base\":\"1700\""))
        let future = try run(
            "target", "observe", "T002", "5", "--on", "2999-01-01", "--document", "d",
            "--reporter", "县商务局", at: place)
        #expect(future.code == 1)
        #expect(try run("verify", at: place).code == 0)
    }

    @Test("an event is planned, held, shown with its evidence, and taken out again")
    func events() throws {
        let place = try Workplace()
        func count() throws -> String {
            let board = try run("target", "board", "--year", "2026", "--format", "jsonl", at: place)
            let line = board.output.split(separator: "\n").first { $0.contains("\"T043\"") }
            return line?.firstMatch(of: /"actual":"(\d+)"/).map { String($0.1) } ?? "none"
        }
        func add(_ reference: String) throws -> Tool.Result {
            try run(
                "event", "add", reference, "--kind", "nev-fair", "--name", "Yangshan fair",
                "--town",
                "yangshan;huji", "--starts-on", "2026-05-01", "--rural-basis", "Yangshan market",
                at: place)
        }
        #expect(try add("E1").code == 0)
        #expect(try count() == "0")
        #expect(try run("event", "hold", "E1", "--attendance", "320", at: place).code == 0)
        #expect(try count() == "1")
        #expect(try add("E2").errors.contains("event-already-recorded"))
        let photo = place.folder.appendingPathComponent("fair.pdf")
        try Data("%PDF-1.4\n%%EOF\n".utf8).write(to: photo)
        #expect(try run("event", "evidence", "E1", photo.path, at: place).code == 0)
        let matrix = try run("target", "matrix", "--year", "2026", "--format", "csv", at: place)
        #expect(matrix.output.contains("Yangshan fair (E1)"))
        let report = place.folder.appendingPathComponent("report.html")
        #expect(
            try run("target", "report", "--year", "2026", "--out", report.path, at: place).code == 0
        )
        let html = try String(contentsOf: report, encoding: .utf8)
        #expect(html.contains("Yangshan fair (E1), log entry") && html.contains("1 file"))
        #expect(html.contains("<svg") && !html.contains("<script") && !html.contains("http"))
        #expect(try run("event", "cancel", "E1", "--reason", "entered twice", at: place).code == 0)
        #expect(try count() == "0")
        // What was cancelled frees its name, towns and day.
        #expect(try add("E3").code == 0)
        #expect(try run("event", "hold", "E9", at: place).errors.contains("record-unknown"))
        #expect(try run("verify", at: place).code == 0)
    }

    @Test(
        "old goods are received, listed while they are stuck, and a claim's certificate is its own")
    func custody() throws {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", "Fixtures/county/claims_2025_01_scrappage.csv", "--ledger",
            place.ledger)
        let rows = try String(
            contentsOf: Tool.root.appendingPathComponent("Fixtures/county/recycling.csv"),
            encoding: .utf8
        ).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        // A scrapped car with its certificate and the claim that it belongs to.
        let linked = try #require(
            rows.first { $0.count > 12 && $0[1] == "报废汽车" && !$0[7].isEmpty && !$0[11].isEmpty })
        func record(
            _ reference: String, claim: String, dealer: String, recycler: String
        ) throws -> Tool.Result {
            let file = place.folder.appendingPathComponent("\(reference).csv")
            let cells = [
                reference, "vehicle", "1", recycler, "Y", String(linked[7]), "2025-02-01", claim,
                dealer,
            ]
            let heading =
                "recordRef,kind,quantity,recyclerCode,recyclerLicensed,certificate,handedInOn,"
                + "claimRef,dealerCode"
            try Data((heading + "\n" + cells.joined(separator: ",") + "\n").utf8).write(to: file)
            return try run("recycle", "import", file.path, at: place)
        }
        let (claim, dealer) = (String(linked[11]), String(linked[12]))
        let other = try record("R1", claim: "X-1", dealer: dealer, recycler: String(linked[5]))
        #expect((other.output + other.errors).contains("certificate-on-claim"))
        // Without a link, a recycler of another county may not use it either.
        let abroad = try record("R2", claim: "", dealer: "", recycler: "91370811MA00000150")
        #expect((abroad.output + abroad.errors).contains("certificate-on-claim"))
        let own = try record("R3", claim: claim, dealer: dealer, recycler: String(linked[5]))
        #expect(own.code == 0, "\(own.output) \(own.errors)")
        #expect(
            try run("recycle", "gaps", "--format", "csv", at: place).output
                .contains("not-received,R3"))
        #expect(try run("recycle", "receive", "R3", "--on", "2025-02-03", at: place).code == 0)
        let stuck = try run("recycle", "gaps", "--format", "csv", at: place).output
        #expect(stuck.contains("not-dismantled,R3") && !stuck.contains("not-received,R3"))
        let early = try run("recycle", "dismantle", "R3", "--on", "2025-02-02", at: place)
        #expect(early.code == 1 && early.errors.contains("recycling-custody-order"))
        #expect(try run("recycle", "dismantle", "R3", "--on", "2025-02-09", at: place).code == 0)
        #expect(try run("verify", at: place).code == 0)
    }

    @Test("a claim whose certificate the register gives to another claim goes to a person")
    func certificateOfOtherClaim() throws {
        let place = try Workplace()
        let claims = try String(
            contentsOf: Tool.root.appendingPathComponent(
                "Fixtures/county/claims_2025_01_scrappage.csv"), encoding: .utf8
        ).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let column = try #require(claims.first?.firstIndex(of: "回收证明编号"))
        let certificate = try #require(claims.dropFirst().first)[column]
        let file = place.folder.appendingPathComponent("r.csv")
        let text =
            "recordRef,kind,quantity,recyclerCode,recyclerLicensed,certificate,handedInOn,claimRef,"
            + "dealerCode\nR1,vehicle,1,91370899MA80000793,Y,\(certificate),2025-01-02,X-1,"
            + "91370899MA0000015Y\n"
        try Data(text.utf8).write(to: file)
        #expect(try run("recycle", "import", file.path, at: place).code == 0)
        let imported = try run(
            "claim", "import", "Fixtures/county/claims_2025_01_scrappage.csv", at: place)
        #expect(imported.output.contains("certificate-of-other-claim"))
        let review = try run("claim", "list", "--verdict", "review", "--format", "csv", at: place)
        #expect(review.output.contains("vehicle-scrappage"))
        #expect(try run("verify", at: place).code == 0)
    }
}
