import Foundation
import Hummingbird
import Testing
import TradeInCore
import TradeInServer
import TradeInStore

@Suite("The claim's form helps while it is filled in")
struct FormHelpTests {
    private func server() throws -> TestServer {
        let server = try TestServer()
        try server.fill()
        try server.enrolOther()
        try server.addUsers()
        return server
    }

    private static func address(
        _ field: String, _ typed: String, itemClass: String = ""
    ) -> String {
        func escaped(_ text: String) -> String {
            text.utf8.map { byte in
                let digits = String(byte, radix: 16)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }.joined()
        }
        return "/claims/new/suggestions?programme=appliance&field=\(field)"
            + "&class=\(escaped(itemClass))&typed=\(escaped(typed))"
    }

    private func values(_ answer: TestServer.Answer) throws -> [String] {
        try (answer.json()["items"]?.array ?? []).compactMap { $0["value"]?.string }
    }

    @Test(
        "a class is found by the words that the determination knows",
        arguments: [
            ("冰", "冰箱"), ("电冰箱", "冰箱"), ("refri", "冰箱"), ("BINGXIANG", nil), ("彩电", "电视"),
        ])
    func classes(typed: String, expected: String?) async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("dian")
            let answer = try await browser.get(Self.address("itemClass", typed))
            #expect(answer.status == 200)
            let found = try values(answer)
            guard let expected else {
                #expect(found.isEmpty)
                return
            }
            #expect(found.first == expected, "\(typed): \(found)")
        }
    }

    @Test("only classes that the pack in force names are offered, in the reader's language")
    func classesOfPack() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("dian")
            let all = try values(try await browser.get(Self.address("itemClass", "") + "&lang=en"))
            #expect(all.contains("Refrigerator") && all.count == 6, "\(all)")
        }
    }

    @Test("own models from the first claim on, other dealers' from the third")
    func models() async throws {
        let server = try server()
        let other = TestServer.otherDealer
        try server.register(
            [.dealerCode: other, .model: "Q-100"], [.dealerCode: other, .model: "q 100"])
        try await server.browse { browser in
            try await browser.signIn("dian")
            func models(_ typed: String = "") async throws -> [String] {
                try values(
                    try await browser.get(Self.address("model", typed, itemClass: "冰箱")))
            }
            #expect(try await models() == ["X1"])
            try server.register([.dealerCode: other, .model: "Q-100"], [.model: "Z9"])
            // Own first, though others' are more; then by frequency.
            #expect(try await models() == ["X1", "Z9", "Q-100"])
            #expect(try await models("q1") == ["Q-100"])
            #expect(try await models("示例") == ["X1", "Z9", "Q-100"])
            let tv = try await browser.get(Self.address("model", "", itemClass: "电视"))
            #expect(try values(tv).isEmpty)
            let answer = try await browser.get(Self.address("model", "q1", itemClass: "冰箱"))
            #expect(try answer.json()["items"]?.array?.first?["brand"]?.string == "示例牌")
            #expect(!answer.body.contains(TestServer.personName))
        }
    }

    @Test("whoever may not register claims is offered nothing, and nothing unknown is asked")
    func access() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("zhao")
            #expect(try await browser.get(Self.address("model", "")).status == 403)
        }
        try await server.browse { browser in
            try await browser.signIn("dian")
            #expect(try await browser.get(Self.address("applicantName", "")).status == 400)
            let address = "/claims/new/suggestions?programme=none&field=model"
            #expect(try await browser.get(address).status == 400)
        }
    }

    @Test("without a script the form holds the same as lists")
    func lists() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("dian")
            let form = try await browser.get("/claims/new?programme=appliance")
            for words in [
                "<datalist id=\"l-itemClass\">", "<option value=\"冰箱\">", "list=\"l-model\"",
                "<option value=\"X1\">示例牌", "<datalist id=\"l-brand\">",
            ] { #expect(form.body.contains(words), "\(words)") }
        }
    }

    @Test("a class by its name in the reader's language is understood")
    func englishClass() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("dian")
            try await browser.get("/claims/new?programme=appliance")
            let page = try await browser.post(
                "/claims/new/check?lang=en",
                ["programme": "appliance", "itemClass": "Refrigerator"])
            #expect(!page.body.contains("aria-invalid=\"true\" list=\"l-itemClass\""))
            let wrong = try await browser.post(
                "/claims/new/check?lang=en", ["programme": "appliance", "itemClass": "Fridgerator"])
            #expect(wrong.body.field("itemClass").contains("class=\"fault\""))
            #expect(!page.body.field("itemClass").contains("class=\"fault\""))
        }
    }

    @Test("an identifier that is on record is told at its field while all else is missing")
    func duplicates() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("dian")
            try await browser.get("/claims/new?programme=appliance")
            func check(_ values: [String: String]) async throws -> String {
                let own = ["programme": "appliance"].merging(values) { $1 }
                return try await browser.post("/claims/new/check", own).body
            }
            let same = try await check(["brand": "示例牌", "serialNumber": "sn-00000001"])
            #expect(same.field("serialNumber").contains("已登记在另一笔申领上"))
            #expect(same.field("serialNumber").contains("class=\"fault\""))
            let near = try await check(["brand": "示例牌", "serialNumber": "SNOO000001"])
            #expect(near.field("serialNumber").contains("只差易混字符"))
            let free = try await check(["brand": "示例牌", "serialNumber": "SN00099999"])
            #expect(!free.field("serialNumber").contains("已登记"))
            let invoice = try await check(["invoiceNumber": "26372000000000000011"])
            #expect(invoice.field("invoiceNumber").contains("已登记在另一笔申领上"))
            let taken = try await check(["claimRef": "T-1"])
            #expect(taken.field("claimRef").contains("已用于内容不同的另一笔申领"))
            #expect(try await !check(["claimRef": "T-77"]).field("claimRef").contains("已用于"))
        }
    }
}

extension String {
    /// A field of a form with its messages.
    fileprivate func field(_ name: String) -> String {
        guard let start = range(of: "data-field=\"\(name)\"") else { return "" }
        let rest = self[start.upperBound...]
        let end = rest.range(of: "data-field=\"")?.lowerBound ?? rest.endIndex
        return String(rest[..<end])
    }
}
