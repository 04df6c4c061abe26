import Foundation
import Testing

@Suite("From the review to the bank and back, as finance types it")
struct PayCommandTests {
    /// A workplace whose first appliance claims are approved by two.
    private func approved() throws -> Workplace {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--ledger",
            place.ledger)
        try place.attachInvoices(40)
        for (queue, person) in [("submitted", "li"), ("firstApproved", "wang")] {
            try Tool.run(
                "review", "approve", "--queue", queue, "--limit", "40", "--ledger", place.ledger,
                "--as", person)
        }
        return place
    }

    /// The payment lines of an exported file, header and totals left out.
    private func lines(_ path: String) throws -> [[String]] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().dropLast().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("a batch is built, released, exported, and confirmed line by line")
    func course() throws {
        let place = try approved()
        func pay(_ words: String..., by person: String) throws -> Tool.Result {
            try Tool.start(
                ["pay"] + words + ["--ledger", place.ledger, "--as", person], in: nil,
                language: "en"
            ).finish()
        }
        #expect(try pay("batch", "appliance", "--reference", "1", by: "zhao").code == 0)
        let early = try pay("export", "PB000000018", by: "zhao")
        #expect(early.code == 1 && early.errors.contains("batch-not-released"))
        let own = try pay("release", "PB000000018", by: "zhao")
        #expect(own.code == 1 && own.errors.contains("maker-checks"))
        #expect(try pay("release", "PB000000018", by: "qian").code == 0)
        let file = place.folder.appendingPathComponent("pay.csv").path
        #expect(try pay("export", "PB000000018", "--out", file, by: "zhao").code == 0)
        let payments = try lines(file)
        #expect(payments.count > 1)
        #expect(payments.allSatisfy { $0[2].count >= 16 && !$0[2].contains("E") })
        let head = "paymentRef,amount,status,reason,bankRef,settledOn\n"
        let rest = payments.dropFirst().map { "\($0[0]),\($0[4]),成功,,B1,2026-11-01\n" }.joined()
        let bad = try place.write(
            "bad.csv",
            head + "\(payments[0][0]),0.01,paid,,B1,2026-11-01\n" + rest
                + "PB000000018-1-00000000-11,1.00,paid,,B1,2026-11-01\n"
                + "\(payments[0][0]),\(payments[0][4]),failed,,B1,2026-02-30\n")
        let refused = try pay("confirm", bad, by: "zhao")
        #expect(refused.code == 1 && refused.errors.contains("nothing was taken"))
        #expect(refused.errors.contains("Line \(payments.count + 2)"))
        let good = try place.write(
            "good.csv",
            head + "\(payments[0][0]),\(payments[0][4]),failed,户名不符,B1,2026-11-01\n" + rest
                + "合计,1.00,,,,\n")
        let taken = try pay("confirm", good, by: "zhao")
        #expect(taken.code == 0 && taken.output.contains("failed 1"), "\(taken.errors)")
        #expect(try pay("confirm", good, by: "zhao").errors.contains("confirmation-repeated"))
        let again = try pay("batch", "appliance", "--reference", "2", by: "zhao")
        #expect(again.output.contains("1 payments"), "\(again.output)")
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
        #expect(try Tool.run("export", "totals", "--ledger", place.ledger).code == 0)
        let books = try Tool.run("export", "books", "--ledger", place.ledger, "--lang", "en")
        #expect(books.code == 0 && books.output.contains("source,,,JX-2026-appliance"))
        let months = try Tool.run("month", "list", "--ledger", place.ledger, "--format", "csv")
        #expect(months.output.contains(",open,"))
        let current = try #require(months.output.split(whereSeparator: \.isNewline).last?.prefix(7))
        let draft = try Tool.run(
            "month", "draft", String(current), "--ledger", place.ledger, "--as", "zhao")
        #expect(draft.code == 1 && (draft.output + draft.errors).contains("month-not-ended"))
        #expect(try Tool.run("month", "show", "2026-13", "--ledger", place.ledger).code == 64)
        let batches = try Tool.run("pay", "list", "--ledger", place.ledger, "--format", "jsonl")
        #expect(batches.output.contains("\"batch\":\"PB000000018\""))
        let orders = try Tool.run("fund", "orders", "--ledger", place.ledger, "--format", "csv")
        #expect(orders.output.contains("appropriation,JX-2026-appliance,830000.00,"))
        let balance = try Tool.run(
            "fund", "balance", "JX-2026-appliance", "--ledger", place.ledger, "--format", "csv")
        let statement = try Tool.run(
            "fund", "statement", "JX-2026-appliance", "--ledger", place.ledger, "--format", "csv")
        let sums =
            statement.output.split(whereSeparator: \.isNewline).last?
            .split(separator: ",").suffix(6) ?? []
        #expect(sums.count == 6 && balance.output.contains(sums.joined(separator: ",")))
        let before = try Tool.run(
            "fund", "statement", "JX-2026-appliance", "--as-of", "2020-01-01", "--ledger",
            place.ledger, "--format", "csv")
        #expect(before.output.split(whereSeparator: \.isNewline).count == 2)
        let wrong = try Tool.run(
            "fund", "statement", "JX-2026-appliance", "--as-of", "2026-02-30", "--ledger",
            place.ledger)
        #expect(wrong.code == 64)
    }

    @Test("a returned claim comes back under its own reference, by importing it again")
    func correction() throws {
        let place = try Workplace()
        let source = "Fixtures/county/claims_2026_04_appliance.csv"
        try Tool.run("claim", "import", source, "--ledger", place.ledger)
        try Tool.run(
            "review", "return", "TC000000018", "--reason", "paper-missing", "--ledger",
            place.ledger, "--as", "li")
        let text = try String(
            contentsOf: Tool.root.appendingPathComponent(source), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map(String.init)
        let columns = rows[0].split(separator: ",", omittingEmptySubsequences: false)
        let phone = try #require(columns.firstIndex { $0.contains("手机号") })
        var cells = rows[1].split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        cells[phone] = "15400009999"
        let file = try place.write(
            "again.csv", rows[0] + "\n" + cells.joined(separator: ",") + "\n")
        let rehearsed = try Tool.run(
            "claim", "import", file, "--dry-run", "--ledger", place.ledger, "--format", "jsonl")
        #expect(rehearsed.output.contains("\"state\":\"submitted\""), "\(rehearsed.errors)")
        let again = try Tool.run(
            "claim", "import", file, "--ledger", place.ledger, "--format", "jsonl")
        #expect(again.output.contains("\"state\":\"submitted\""), "\(again.output)\(again.errors)")
        let history = try Tool.run("claim", "history", "TC000000018", "--ledger", place.ledger)
        #expect(history.output.contains("resubmit"), "\(history.output)")
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }

    @Test("with users, each command takes the role for it, and nothing else does")
    func users() throws {
        let place = try Workplace(isSetUp: false)
        try Tool.run("init", "--ledger", place.ledger, "--as", "guan")
        func user(_ words: String...) throws -> Tool.Result {
            try Tool.start(
                ["user"] + words + ["--ledger", place.ledger, "--as", "guan"], in: nil,
                language: "en"
            ).finish()
        }
        let early = try user("add", "bo", "--role", "officer")
        #expect(early.code == 1 && early.errors.contains("last-administrator"))
        #expect(try user("add", "guan", "--role", "administrator").code == 0)
        #expect(try user("add", "bo", "--role", "officer").code == 0)
        let both = try user("add", "x", "--role", "auditor", "--role", "officer")
        #expect(both.errors.contains("roles-conflict"))
        let activate = try Tool.run(
            "policy", "activate", "--all", "--ledger", place.ledger, "--as", "bo")
        #expect((activate.output + activate.errors).contains("policy-approver"))
        let dealers = try Tool.run(
            "dealer", "import", "Fixtures/county/dealers.csv", "--ledger", place.ledger, "--as",
            "bo")
        #expect(dealers.code == 0)
        #expect(try user("disable", "bo").code == 0)
        let after = try Tool.run(
            "event", "import", "Fixtures/county/events.csv", "--ledger", place.ledger, "--as", "bo")
        #expect(after.code == 1 && (after.output + after.errors).contains("user-disabled"))
        #expect(try user("list").output.contains("bo  Disabled  officer"))
        #expect(try user("list", "--format", "csv").output.contains("bo,disabled,officer,"))
        #expect(try Tool.run("verify", "--ledger", place.ledger).code == 0)
    }

    @Test("a dealer's staff sees its own dealer's claims, and nothing of finance's")
    func isolation() throws {
        let place = try Workplace()
        try Tool.run(
            "claim", "import", "Fixtures/county/claims_2026_04_appliance.csv", "--ledger",
            place.ledger)
        let lines = try String(
            contentsOf: Tool.root.appendingPathComponent("Fixtures/county/dealers.csv"),
            encoding: .utf8
        ).split(whereSeparator: \.isNewline).dropFirst()
        func shown(_ words: [String], by person: String) throws -> Tool.Result {
            try Tool.start(words + ["--ledger", place.ledger, "--as", person]).finish()
        }
        try Tool.run(
            "user", "add", "guan", "--role", "administrator", "--ledger", place.ledger, "--as",
            "guan")
        let all = try shown(["claim", "list", "--limit", "0", "--format", "jsonl"], by: "guan")
        let other = try #require(all.output.split(separator: "\n").first)
        let claim = String(other.split(separator: "\"")[3])
        var counts = 0
        var refused = 0
        for (place, line) in lines.filter({ $0.contains("家电") }).prefix(3).enumerated() {
            let code = String(line.split(separator: ",")[0])
            _ = try shown(
                ["user", "add", "dian\(place)", "--role", "dealer-staff", "--dealer", code],
                by: "guan")
            let own = try shown(
                ["claim", "list", "--limit", "0", "--format", "jsonl"], by: "dian\(place)")
            counts += own.output.split(separator: "\n").count
            if try shown(["claim", "show", claim], by: "dian\(place)").errors
                .contains("other-dealer")
            {
                refused += 1
            }
            for words in [
                ["pay", "list"], ["export", "totals"], ["export", "books"], ["month", "list"],
                ["export", "journal"], ["export", "claims"], ["fund", "caps"], ["fund", "orders"],
                ["recycle", "list"], ["recycle", "gaps"], ["tally", "--by", "dealer"],
                ["fund", "statement", "JX-2026-appliance"],
            ] {
                let seen = try shown(words, by: "dian\(place)")
                #expect(seen.code == 1 && seen.errors.contains("role-missing"), "\(words)")
            }
        }
        #expect(counts < all.output.split(separator: "\n").count && refused >= 2)
    }
}
