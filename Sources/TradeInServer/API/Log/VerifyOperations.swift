import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Proofs, tallies and the whole ledger checked by recomputation, and the auditor's sample.
enum VerifyOperations {
    static let all: [Operation] = [verifyProof, recount, verify, sample]

    private static let verifyProof = Operation(
        id: "verifyProof", method: .post, path: "/log/verify", access: .everyone,
        summary: LocalizedText(zh: "核对证明文件", en: "Check a proof file"),
        body: .json(
            .object([
                Schema.must("proof", .text(upTo: 100_000)),
                Schema.may(
                    "entry",
                    Schema.text(upTo: 70_000).noted(
                        "条目；不写则用证明文件所附的", "The entry; the one in the file without it")),
                Schema.may(
                    "key",
                    Schema.text(upTo: 1_000).noted(
                        "公钥；不写则用本账本的", "The key; this ledger's without it")),
            ])),
        replies: [
            .json(
                200, "结果", "The verdict",
                .object([
                    Schema.must("verdict", .choice(["good", "signature-bad", "entry-differs"])),
                    Schema.must("index", .count), Schema.must("checkpoint", .words),
                ])),
            .problem(409, "不是证明文件或公钥", "It is no proof file, or no key"),
        ], mostBytes: 2 << 20
    ) { call in
        guard let proof = LogProofFile(text: call.field("proof")) else {
            throw Problem.proofUnsound
        }
        let typed = call.body["entry"]?.string.map { Array($0.utf8) }
        guard let entry = typed ?? proof.extra,
            let key = VerifierKey(text: call.body["key"]?.string ?? call.desk.store.verifierKey)
        else { throw Problem.proofUnsound }
        let word =
            switch proof.check(entry: entry, key: key) {
            case .good: "good"
            case .signatureBad: "signature-bad"
            case .entryDiffers: "entry-differs"
            }
        return call.json([
            "verdict": .text(word), "index": .integer(Int64(clamping: proof.index)),
            "checkpoint": .text(proof.checkpoint),
        ])
    }

    private static let recount = Operation(
        id: "recountTallies", method: .post, path: "/log/recount", access: .seeing(.log),
        summary: LocalizedText(
            zh: "仅凭日志重算全部汇总并比较；同时只做一次",
            en: "Make all tallies anew from the log and compare; one at a time"),
        replies: [
            .json(
                200, "结果", "What came of it",
                .object(
                    Schema.Members(
                        ["cells", "claims", "differing", "entries", "unreadable"].map {
                            Schema.must($0, .count)
                        }))),
            .problem(409, "正在进行", "It is under way"),
        ]
    ) { call in
        try await call.visit.alone(.wholeLog, otherwise: .underWay) {
            let check = try await call.read { try TallyCheck($0) }
            return call.json([
                "cells": .integer(Int64(check.cellCount)),
                "claims": .integer(Int64(check.recount.claims)),
                "differing": .integer(Int64(check.differences.count)),
                "entries": .integer(Int64(check.recount.entries)),
                "unreadable": .integer(Int64(check.recount.unreadable.count)),
            ])
        }
    }

    private static let verify = Operation(
        id: "verifyLedger", method: .post, path: "/verify", access: .seeing(.log),
        summary: LocalizedText(
            zh: "核验整个账本；不作修改，同时只做一次", en: "Verify the whole ledger; changes nothing, one at a time"),
        replies: [
            .json(200, "结果", "The report", Shape<VerifyReport>.report.schema),
            .problem(409, "正在进行", "It is under way"),
        ]
    ) { call in
        try await call.visit.alone(.wholeLog, otherwise: .underWay) {
            call.json(.report, try await call.read { try LedgerVerification.run($0) })
        }
    }

    private static let sample = Operation(
        id: "drawSample", method: .get, path: "/sample", access: .seeing(.log),
        summary: LocalizedText(
            zh: "按种子抽取申领样本，可复算",
            en: "A random sample of claims from a stated seed, drawn again by anybody"),
        parameters: [
            .query("seed", .text(upTo: AuditSample.mostSeedCharacters), isRequired: true),
            .query(
                "size",
                .integer(Int64(AuditSample.sizes.lowerBound)...Int64(AuditSample.sizes.upperBound)),
                isRequired: true),
            .query("state", .choice(ClaimState.self)), .query("programme", .choice(Programme.self)),
        ],
        replies: [
            .json(
                200, "样本", "The sample",
                .object([
                    Schema.must("offered", .count),
                    Schema.must(
                        "items",
                        .list(
                            .object([
                                Schema.must("claim", Shape<ClaimRow>.claimRow.schema),
                                Schema.must("rank", .sha256),
                            ]), 0...Int.max)),
                ]))
        ]
    ) { call in
        var filter = ClaimFilter()
        filter.state = call.text("state").flatMap(ClaimState.init(rawValue:))
        filter.programme = call.text("programme").flatMap(Programme.init(rawValue:))
        let (size, seed, chosen) = (Int(call.number("size") ?? 1), call.must("seed"), filter)
        let drawn = try await call.read {
            try AuditSample.draw(size, seed: seed, from: $0, chosen)
        }
        return call.json([
            "offered": .integer(Int64(drawn.offered)),
            "items": .list(
                drawn.claims.map {
                    [
                        "claim": Shape<ClaimRow>.claimRow.tree($0.row, in: call.language),
                        "rank": .text($0.rank.hexText),
                    ]
                }),
        ])
    }
}

extension Shape where Value == VerifyReport {
    static let report = Shape(
        "VerifyReport",
        [
            .flag("clean") { $0.isClean }, .number("entries") { Int64($0.entries) },
            .number("checkpoints") { Int64($0.checkpoints) },
            .number("claims") { Int64($0.claims) }, .number("records") { Int64($0.records) },
            .number("postings") { Int64($0.postings) }, .number("cells") { Int64($0.cells) },
            .number("papers") { Int64($0.papers) },
            .number("problemCount") { Int64($0.problemCount) },
            .any(
                "problems",
                .list(
                    .object([
                        Schema.must("code", .words), Schema.must("place", .words),
                        Schema.must("message", .words),
                    ]), 0...Int.max)
            ) { report, language in
                .list(
                    report.problems.map {
                        [
                            "code": .text($0.code), "place": .text($0.place),
                            "message": .text($0.message[language]),
                        ]
                    })
            },
        ])
}

extension Problem {
    static let underWay = Problem(
        code: "under-way", status: 409,
        title: LocalizedText(zh: "正在进行", en: "It is under way"),
        detail: LocalizedText(
            zh: "已有一次正在进行，同时只做一次。请稍候再试。",
            en: "Another one is under way, and one runs at a time. Try again in a moment."))

    static let proofUnsound = Problem(
        code: "proof-unsound", status: 409,
        title: LocalizedText(zh: "不是证明文件", en: "No proof file"),
        detail: LocalizedText(
            zh: "内容不是C2SP tlog-proof文件，或没有附条目，或公钥不合规。请重新取得证明。",
            en:
                "It is no C2SP tlog-proof file, carries no entry, or the key is none. Get the proof "
                + "again."))
}
