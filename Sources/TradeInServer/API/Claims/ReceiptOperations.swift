import FileExchange
import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What a dealer keeps of a claim: the receipt, the proof, the template to fill in.
enum ReceiptOperations {
    static let all: [Operation] = [receipt, proof, template]

    private static let receipt = Operation(
        id: "getReceipt", method: .get, path: "/claims/{claim}/receipt", access: .seeing(.claims),
        summary: LocalizedText(
            zh: "申领回执：申领号、金额、日志位置和检查点",
            en: "The receipt: number, amount, place in the log and checkpoint"),
        parameters: [ClaimOperations.claim],
        replies: [.json(200, "回执", "The receipt", ClaimReceipt.shape.schema)]
    ) { call in
        let row = try await call.claim().detail.row
        let note = try await call.read { try $0.latestCheckpoint() }
        guard let note, let facts = CheckpointFacts(note: note) else { throw Problem.notFound }
        return call.json(ClaimReceipt.shape, ClaimReceipt(row: row, checkpoint: facts))
    }

    private static let proof = Operation(
        id: "getProof", method: .get, path: "/claims/{claim}/proof", access: .seeing(.claims),
        summary: LocalizedText(
            zh: "证明申领在日志中（C2SP tlog-proof），可离线核对",
            en: "Proof that the claim is in the log (C2SP tlog-proof), checked offline"),
        parameters: [ClaimOperations.claim],
        replies: [.bytes(200, "证明文件", "The proof file", ["text/plain"])]
    ) { call in
        let row = try await call.claim().detail.row
        return try await call.proof(at: UInt64(row.logIndex))
    }

    private static let template = Operation(
        id: "getTemplate", method: .get, path: "/templates/{programme}", access: .signedIn,
        summary: LocalizedText(zh: "申领填报模板", en: "A claim template to fill in"),
        parameters: [.path("programme", .choice(Programme.self))],
        replies: [.bytes(200, "工作簿", "A workbook", [MediaType.workbook])]
    ) { call in
        guard let programme = Programme(rawValue: call.must("programme")) else {
            throw Problem.notFound
        }
        let (desk, language) = (call.desk, call.language)
        let day = call.visit.now.countyDay
        return try await call.file(named: programme.rawValue + ".xlsx", type: MediaType.workbook) {
            let shelf = try desk.shelf()
            try ClaimTemplate(
                programme, packs: shelf.packs(for: programme).filter { $0.isInForce(on: day) },
                day: day, reader: ClaimReader(register: shelf.register, county: desk.county),
                in: language
            ).write(to: $0)
        }
    }
}

extension Call {
    /// The proof of an entry as outsiders get it, checked before it leaves the house.
    func proof(at index: UInt64) async throws -> Response {
        let proof = try await read { store in
            let key = try store.verifier()
            return try store.readLog { try $0.entryProof(index, key: key) } ?? nil
        }
        guard let proof else { throw Problem.notFound }
        guard proof.verdict == .good else { throw LedgerFailure.corrupt("logEntry \(index)") }
        return plain(proof.file.text)
    }
}

/// What is printed for the applicant.
struct ClaimReceipt: Sendable {
    let row: ClaimRow
    let checkpoint: CheckpointFacts

    static let shape = Shape<ClaimReceipt>(
        "ClaimReceipt",
        [
            .text("claimId", .claim) { $0.row.id.text }, .text("ref") { $0.row.ref },
            .word("programme") { $0.row.programme }, .word("state") { $0.row.state },
            .word("verdict") { $0.row.verdict },
            .fen("amountFen") { $0.row.amount + $0.row.supplement },
            .number("logIndex") { $0.row.logIndex },
            .one("checkpoint", of: .checkpoint) { $0.checkpoint },
            .text("note") { $0.checkpoint.note },
        ])
}

extension Shape where Value == CheckpointFacts {
    static let checkpoint = Shape(
        "Checkpoint",
        [
            .text("origin") { $0.origin }, .text("root") { $0.root },
            .number("size") { Int64($0.size) ?? 0 },
        ])
}
