import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// A proof file checked before everybody's eyes: what was done, step by step, and where it ended.
///
/// Open to whoever holds a proof; it tells nothing that the file does not hold, but whether the log
/// still has the entry in its place.
enum ProofPages {
    static var routes: [Route] {
        [
            .get("/log/verify", .everyone) { show($0) },
            .post("/log/verify", .everyone, upTo: mostBytes) { try await check($0) },
        ]
    }

    private static let mostBytes = 512 << 10

    private static func show(_ visit: Visit, problem: Problem? = nil) -> Response {
        page(visit, ["isDone": false], problem: problem)
    }

    private static func page(
        _ visit: Visit, _ content: Content, problem: Problem? = nil
    ) -> Response {
        var whole = content
        whole["proof"] = problem == nil ? "" : visit.form["proof"] ?? ""
        whole["entry"] = problem == nil ? "" : visit.form["entry"] ?? ""
        whole["key"] = visit.form["key"] ?? ""
        whole["ownKey"] = visit.desk.store.verifierKey
        whole["maySeeLog"] = visit.visitor?.maySee(.log) ?? false
        return visit.page(
            "proof", title: visit.say("核对证明", "Check a proof"), whole,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func check(_ visit: Visit) async throws -> Response {
        let file = visit.form.files.first { $0.field == "file" && !$0.bytes.isEmpty }
        let pasted = visit.form.exact("proof")
        guard
            let text = file.map({ String(decoding: $0.bytes, as: UTF8.self) })
                ?? (pasted.isEmpty ? nil : pasted)
        else { return show(visit, problem: .proofMissing) }
        // An editor's line end at the end is not part of the entry.
        let entry = visit.form["entry"].map { Array($0.utf8) }
        let key = visit.form["key"]
        do {
            let check = try await visit.desk.read {
                try ProofCheck(text, entry: entry, key: key, in: $0)
            }
            return page(visit, ProofSteps(check, visit).content)
        } catch let fault as ProofCheck.Fault {
            return show(visit, problem: Problem(proof: fault))
        } catch let failure as LedgerFailure {
            return show(visit, problem: try Problem(damage: failure))
        }
    }
}

/// The steps of a check, in words.
private struct ProofSteps {
    private let check: ProofCheck
    private let visit: Visit

    init(_ check: ProofCheck, _ visit: Visit) {
        (self.check, self.visit) = (check, visit)
    }

    var content: Content {
        let line = LogLine(index: check.file.index, entry: check.entry)
        return [
            "isDone": true, "isGood": check.verdict == .good && check.standsToday != false,
            "verdict": verdict, "steps": [form, signature, leaf, way, root] + today,
            "levels": (check.levels ?? []).enumerated().map { place, level in
                [
                    "level": place + 1, "sibling": level.sibling.hexText,
                    "isLeft": level.isLeft, "hash": level.hash.hexText,
                ] as Content
            },
            "hasLevels": check.levels?.isEmpty == false,
            "kind": line.title[visit.language], "word": line.kindWord,
            "at": line.at?.countyText ?? "", "claim": line.claim?.text ?? "",
            "index": String(check.file.index),
        ]
    }

    private var verdict: String {
        switch (check.verdict, check.standsToday) {
        case (.good, false):
            visit.say(
                "证明本身成立，但本账本的日志在这个位置已不是这一条：日志被改写过。请把证明交给审计员。",
                "The proof is good, but this ledger's log no longer has the entry in its place: it was "
                    + "rewritten. Give the proof to the auditor.")
        case (.good, _):
            visit.say(
                "核对无误：这一条确在签名检查点所指的日志之中。",
                "It agrees: the entry is in the log that the signed checkpoint states.")
        case (.signatureBad, _):
            visit.say(
                "检查点不是用这把公钥签的。请核对公钥；公钥无误，则证明是伪造的。",
                "The checkpoint is not signed by this key. Check the key; if it is right, the proof is "
                    + "forged.")
        case (.entryDiffers, _):
            visit.say(
                "条目不能推算到检查点的根：条目或证明被改动过。请重新取得证明。",
                "The entry does not lead to the checkpoint's root: entry or proof was changed. Get the "
                    + "proof again.")
        }
    }

    private func step(_ isGood: Bool?, _ zh: String, _ en: String, code: String = "") -> Content {
        let style = isGood.map { $0 ? "done" : "doubt" } ?? "open"
        return ["style": style, "text": visit.say(zh, en), "code": code]
    }

    private var form: Content {
        let (count, index) = (check.file.hashes.count, check.file.index)
        return step(
            true,
            "格式：C2SP tlog-proof 文件，日志第\(index)条（从0起），路径哈希\(count)个，附检查点。",
            "Form: a C2SP tlog-proof file for entry \(index) (from 0), with a path of \(count) "
                + (count == 1 ? "hash" : "hashes") + " and a checkpoint.")
    }

    private var signature: Content {
        let whose = check.isOwnKey ? visit.say("本账本的公钥", "this ledger's key") : check.keyName
        guard let statement = check.statement else {
            return step(
                false, "签名：检查点不是用\(whose)签的。",
                "Signature: \(whose) did not sign the checkpoint.")
        }
        return step(
            true, "签名：检查点由\(whose)（Ed25519）签名，日志 \(statement.origin) 共\(statement.size)条。",
            "Signature: the checkpoint is signed (Ed25519) by \(whose): log \(statement.origin), "
                + "\(statement.size) " + (statement.size == 1 ? "entry" : "entries") + ".",
            code: statement.root.hexText)
    }

    private var leaf: Content {
        step(
            true, "条目：\(check.entry.count)字节，求SHA-256（前置一个零字节），得到叶哈希。",
            "Entry: SHA-256 over a zero byte and its \(check.entry.count) bytes is the leaf's hash.",
            code: check.leaf.hexText)
    }

    private var way: Content {
        guard check.statement != nil else {
            return step(nil, "路径：没有可信的检查点，未推算。", "Way: not walked, for want of a checkpoint.")
        }
        guard let levels = check.levels, let root = check.root else {
            return step(
                false, "路径：哈希的个数与序号、条数不相称。",
                "Way: the path has not the length that place and size ask for.")
        }
        return step(
            true, "路径：从叶哈希起，逐级与路径上的\(levels.count)个哈希合并，得到根。",
            "Way: from the leaf, joined with the path's \(levels.count) "
                + (levels.count == 1 ? "hash" : "hashes") + " level by level, to a root.",
            code: root.hexText)
    }

    private var root: Content {
        guard let statement = check.statement, let root = check.root else {
            return step(nil, "根：没有可比较的。", "Root: nothing to compare.")
        }
        return root == statement.root
            ? step(
                true, "根：推算所得与检查点签名的根相同。",
                "Root: what was worked out is the root that the checkpoint signs.")
            : step(
                false, "根：推算所得与检查点签名的根不同。",
                "Root: what was worked out is not the root that the checkpoint signs.")
    }

    private var today: [Content] {
        switch check.standsToday {
        case true?:
            [
                step(
                    true, "账本：今天的日志在这个位置仍是这一条。",
                    "Ledger: today's log has the same entry in this place.")
            ]
        case false?:
            [
                step(
                    false, "账本：今天的日志在这个位置不是这一条。",
                    "Ledger: today's log has not this entry in this place.")
            ]
        case nil: []
        }
    }
}

extension Problem {
    fileprivate static let proofMissing = Problem(
        code: "file-missing", status: 422,
        title: LocalizedText(zh: "没有证明", en: "No proof"),
        detail: LocalizedText(
            zh: "没有粘贴证明，也没有选择文件。请选其一。",
            en: "No proof was pasted and no file was chosen. Do one of the two."))

    fileprivate init(proof fault: ProofCheck.Fault) {
        let detail =
            switch fault {
            case .unreadable:
                LocalizedText(
                    zh: "内容不是C2SP tlog-proof文件，或已损坏；首行应为“\(LogProofFile.heading)”。请重新取得证明。",
                    en: "It is no C2SP tlog-proof file, or is damaged; its first line reads "
                        + "\(LogProofFile.heading). Get the proof again.")
            case .entryMissing:
                LocalizedText(
                    zh: "证明文件没有附条目。请把条目粘贴到“条目”一栏。",
                    en: "The file carries no entry. Paste it into the field for the entry.")
            case .keyUnreadable:
                LocalizedText(
                    zh: "公钥不合规，应为“名称+八位十六进制+Base64”。请核对，或留空用本账本的公钥。",
                    en:
                        "The key is none; it reads name+8 hexadecimal digits+Base64. Check it, or leave "
                        + "the field empty for this ledger's.")
            }
        self.init(
            code: Problem.proofUnsound.code, status: 422, title: Problem.proofUnsound.title,
            detail: detail)
    }
}
