import Foundation
import GRDB
import Hummingbird
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

@Suite("A proof is checked step by step, and tallies are recounted, on pages")
struct ProofPageTests {
    private func filled() throws -> TestServer {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        return server
    }

    private func proof(_ server: TestServer, _ index: UInt64 = 5) throws -> LogProofFile {
        let key = try server.store.verifier()
        return try #require(try server.store.readLog { try $0.entryProof(index, key: key) } ?? nil)
            .file
    }

    @Test("a good proof agrees for everybody, pasted or uploaded, with its way to the root")
    func good() async throws {
        let server = try filled()
        let proof = try proof(server)
        let root = try #require(try server.store.latestStatement()?.root.hexText)
        try await server.browse { browser in
            #expect(try await browser.get("/log/verify?lang=en").status == 200)
            // As browsers send the lines of a field.
            let lines = proof.text.replacing("\n", with: "\r\n")
            let pasted = try await browser.post("/log/verify", ["proof": lines])
            #expect(pasted.status == 200 && pasted.body.contains("It agrees"))
            #expect(pasted.body.ranges(of: root).count >= 2)
            #expect(pasted.body.contains("same entry in this place"))
            #expect(!pasted.body.contains("class=\"doubt\""))
            let brought = try await browser.upload("/log/verify", proof.text, named: "p.tlog-proof")
            #expect(brought.body.contains("It agrees"))
            var bare = proof
            let entry = try #require(bare.extra.map { String(decoding: $0, as: UTF8.self) })
            bare.extra = nil
            #expect(try await browser.post("/log/verify", ["proof": bare.text]).status == 422)
            let beside = try await browser.post(
                "/log/verify", ["proof": bare.text, "entry": entry])
            #expect(beside.body.contains("It agrees"))
        }
    }

    @Test("a changed entry, path, checkpoint or key is told by the step at which it ends")
    func bad() async throws {
        let server = try filled()
        let other = try TestServer()
        let proof = try proof(server)
        try await server.browse { browser in
            try await browser.get("/log/verify?lang=en")
            var entry = proof
            entry.extra = Array("{}".utf8)
            let changed = try await browser.post("/log/verify", ["proof": entry.text])
            #expect(changed.body.contains("does not lead to the checkpoint"))
            #expect(changed.body.contains("has not this entry"))
            var short = proof
            short.hashes.removeLast()
            let cut = try await browser.post("/log/verify", ["proof": short.text])
            #expect(cut.body.contains("has not the length"))
            var forged = proof
            forged.checkpoint = forged.checkpoint.replacing("\n", with: "\n1", maxReplacements: 1)
            let unsigned = try await browser.post("/log/verify", ["proof": forged.text])
            #expect(unsigned.body.contains("is not signed by this key"))
            let strange = try await browser.post(
                "/log/verify", ["proof": proof.text, "key": other.store.verifierKey])
            #expect(strange.body.contains("is not signed by this key"))
            for wrong in [[:], ["proof": "x"], ["proof": proof.text, "key": "<b>"]] {
                let answer = try await browser.post("/log/verify", wrong)
                #expect(answer.status == 422 && !answer.body.contains("<b>"))
            }
        }
    }

    @Test("tallies made anew from the log agree; a cell that was changed is named")
    func recount() async throws {
        let server = try filled()
        try await server.browse { browser in
            try await browser.signIn("ji")
            #expect(try await browser.get("/recount?lang=en").status == 200)
            let good = try await browser.post("/recount", [:])
            #expect(good.status == 200 && good.body.contains("All tallies are as the ledger"))
        }
        let pool = try DatabaseQueue(path: server.store.path)
        try await pool.write { database in
            try database.execute(
                sql: "UPDATE tallyCell SET claims = claims + 1 WHERE dimension = 'town'")
        }
        try await server.browse { browser in
            try await browser.signIn("ji")
            try await browser.get("/recount?lang=en")
            let bad = try await browser.post("/recount", [:])
            #expect(bad.body.contains("Cells that differ") && bad.body.contains("town/2026/"))
        }
        try await server.browse { browser in
            try await browser.signIn("dian")
            #expect(try await browser.post("/recount", [:]).status == 403)
        }
    }
}
