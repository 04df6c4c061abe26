/// Why a person's data is looked at in clear.
public enum ViewReason: String, Sendable, CaseIterable {
    case review, correction, payment, audit, complaint
    case lawEnforcement = "law-enforcement"

    /// The reason as people read it.
    public var title: LocalizedText {
        switch self {
        case .review: LocalizedText(zh: "审核", en: "review")
        case .correction: LocalizedText(zh: "补正", en: "correction")
        case .payment: LocalizedText(zh: "付款", en: "payment")
        case .audit: LocalizedText(zh: "审计", en: "audit")
        case .complaint: LocalizedText(zh: "投诉核查", en: "complaint")
        case .lawEnforcement: LocalizedText(zh: "执法协查", en: "law enforcement")
        }
    }
}

/// A look at persons' data in clear, which is logged before anything is shown.
public enum PersonalView: Hashable, Sendable {
    /// A claim's sealed columns.
    case record(claim: Int64, ViewReason)
    /// A claim's papers.
    case papers(claim: Int64, ViewReason)
    /// The payees of a released pay batch, in the file that goes to the bank.
    case payees(batch: Int64)
    /// A file of evidence of a register record, which may show persons.
    case evidence(record: String, sha256: String, ViewReason)
}

extension LedgerMachine {
    /// Logs a look at persons' data; nothing else changes.
    static func view(
        _ view: PersonalView, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        switch view {
        case .record(let number, _), .papers(let number, _):
            guard state.standing[number] != nil else { return .refused(.claimUnknown(number)) }
        case .payees(let number):
            guard let batch = state.batches[number] else {
                return .refused(.batchUnknown(number))
            }
            guard batch.state == .released else { return .refused(.batchNotReleased(batch)) }
        case .evidence(let key, let sha256, _):
            guard state.records[key] != nil else { return .refused(.recordUnknown(key)) }
            guard state.evidence[key]?[sha256] != nil else {
                return .refused(.evidenceUnknown(key, sha256))
            }
        }
        let place = state.log(entry(view, context))
        return .done(Receipt(logIndex: place), findings: [])
    }

    private static func entry(_ view: PersonalView, _ context: CommandContext) -> [UInt8] {
        canonicalObject { json in
            json.field("actor", context.actor)
            json.field("at", context.now.text)
            switch view {
            case .record(let number, let reason), .papers(let number, let reason):
                json.field("claim", number)
                json.field("kind", "personal.view")
                json.field("reason", reason.rawValue)
            case .payees(let number):
                json.field("batch", number)
                json.field("kind", "personal.view")
                json.field("reason", ViewReason.payment.rawValue)
            case .evidence(let key, let sha256, let reason):
                json.field("kind", "personal.view")
                json.field("reason", reason.rawValue)
                json.field("record", key)
                json.field("sha256", sha256)
            }
            json.field("what", view.what)
        }
    }
}

extension PersonalView {
    /// What is looked at, in the log's word.
    var what: String {
        switch self {
        case .record: "record"
        case .papers: "papers"
        case .payees: "payees"
        case .evidence: "evidence"
        }
    }
}

extension Refusal {
    static func batchNotReleased(_ batch: PayBatch) -> Refusal {
        Refusal(
            .batchNotReleased,
            zh: "付款批次\(batch.text)现为“\(batch.state.title.zh)”，复核后才能导出。",
            en:
                "Pay batch \(batch.text) is \(batch.state.rawValue); its file is given out once it is "
                + "released.")
    }
}
