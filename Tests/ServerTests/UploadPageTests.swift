import Foundation
import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("Files of claims wait at the desk, sealed on disk")
struct UploadPageTests {
    private static let name = "claims.csv"

    /// A file with one claim of a fridge.
    private static func file(_ number: Int) -> String {
        """
        claimRef,programme,dealerCode,applicantName,applicantId,applicantPhone,townCode,soldOn,\
        invoiceNumber,invoiceBuyerId,price,itemClass,brand,model,serialNumber,efficiencyGrade
        U-\(number),appliance,\(TestServer.dealerCode),\(TestServer.personName),\
        \(TestServer.residentIDs[number]),15400000001,yangshan,2026-03-01,\
        2637200000000000003\(number),\(TestServer.residentIDs[number]),3000.00,refrigerator,\
        示例牌,X1,SN2000000\(number),1

        """
    }

    private func filled() throws -> TestServer {
        let server = try TestServer()
        try server.fill(claims: 0)
        try server.addUsers()
        return server
    }

    /// The page of a file once it is no longer being worked on.
    private func settled(_ browser: Browser, _ address: String) async throws -> String {
        for _ in 0..<10_000 {
            let page = try await browser.get(address)
            if !page.body.contains("http-equiv=\"refresh\"") { return page.body }
            await Task.yield()
        }
        Issue.record("the file is still being worked on")
        return ""
    }

    /// The page of the one file that dian has.
    private func address(_ server: TestServer) throws -> String {
        let user = try #require(try server.store.user("dian"))
        let items = UploadFolder(server.store).items(of: user)
        #expect(items.count == 1)
        return "/import/" + (items.first?.key ?? "")
    }

    private func paths(_ server: TestServer) -> [String] {
        let root = server.store.path + ".uploads"
        return (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [])
            .filter { $0.contains(".") }.map { root + "/" + $0 }
    }

    @Test("a file outlasts the service: tried out again when its user opens it, then registered")
    func restart() async throws {
        let server = try filled()
        try await server.browse { browser in
            try await browser.signIn("dian")
            try await browser.get("/import?lang=en")
            let brought = try await browser.upload("/import", Self.file(1), named: Self.name)
            let address = try #require(brought.headers[.location])
            let page = try await settled(browser, address)
            #expect(page.contains("450.00"))
            let booked = try await browser.get("/import")
            #expect(booked.body.contains(Self.name) && booked.body.contains("tried out"))
        }
        let address = try address(server)
        // What lies on the disk tells nothing.
        let files = paths(server)
        #expect(files.count >= 2)
        for path in files {
            let bytes = try #require(FileManager.default.contents(atPath: path))
            for secret in [TestServer.residentIDs[1], Self.name, TestServer.personName] {
                #expect(bytes.range(of: Data(secret.utf8)) == nil)
            }
        }
        // Another server: nothing is left of the first but its files.
        try await server.browse { browser in
            try await browser.signIn("dian")
            let list = try await browser.get("/import?lang=en")
            #expect(list.body.contains(address) && list.body.contains("waiting"))
            #expect(try await settled(browser, address).contains("450.00"))
            #expect(try server.store.claims(limit: 9).isEmpty)
            #expect(try await browser.post(address + "/book", [:]).status == 303)
            let page = try await settled(browser, address)
            #expect(page.contains("registered"))
            #expect(try server.store.claims(limit: 9).count == 1)
        }
        try await server.browse { browser in
            try await browser.signIn("dian")
            try await browser.get("/import?lang=en")
            // Opened once more it has nothing left to register.
            let page = try await settled(browser, address)
            #expect(!page.contains("\(address)/book"))
            #expect(try await browser.post(address + "/remove", [:]).status == 303)
            #expect(try await browser.get(address).status == 404)
        }
        #expect(paths(server).isEmpty)
    }

    @Test("nobody opens another one's file, and after a day nobody opens it at all")
    func others() async throws {
        let server = try filled()
        try await server.browse { browser in
            try await browser.signIn("dian")
            let brought = try await browser.upload("/import", Self.file(1), named: Self.name)
            _ = try await settled(browser, try #require(brought.headers[.location]))
        }
        let address = try address(server)
        try await server.browse { browser in
            try await browser.signIn("bo")
            for end in ["", "/corrected"] {
                #expect(try await browser.get(address + end).status == 404)
            }
            #expect(try await browser.post(address + "/book", [:]).status == 404)
            #expect(try await browser.post(address + "/remove", [:]).status == 404)
        }
        let later = Moment(seconds: TestServer.now.seconds + UploadFolder.keptSeconds)
        try await server.browse(now: later) { browser in
            try await browser.signIn("dian")
            #expect(try await browser.get(address).status == 404)
        }
        #expect(paths(server).isEmpty)
    }

    @Test("files that are registered make room; others do not, and that is told")
    func room() async throws {
        let server = try filled()
        try await server.browse { browser in
            try await browser.signIn("dian")
            try await browser.get("/import?lang=en")
            for number in 0..<UploadFolder.mostItems {
                let brought = try await browser.upload(
                    "/import", Self.file(number), named: "\(number).csv")
                _ = try await settled(browser, try #require(brought.headers[.location]))
            }
            let full = try await browser.upload("/import", Self.file(8), named: "8.csv")
            #expect(full.status == 409 && full.body.contains("files of yours wait already"))
            let list = try await browser.get("/import").body
            let first = try #require(list.firstMatch(of: /href="(\/import\/[0-9a-f]+)">0\.csv/))
            #expect(
                try await browser.post(String(first.output.1) + "/book", [:]).status == 303)
            _ = try await settled(browser, String(first.output.1))
            let taken = try await browser.upload("/import", Self.file(8), named: "8.csv")
            #expect(taken.status == 303)
            _ = try await settled(browser, try #require(taken.headers[.location]))
            #expect(try await browser.get(String(first.output.1)).status == 404)
        }
    }
}
