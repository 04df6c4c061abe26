import TradeInCore
import TradeInStore

/// Reads what stands beside a claim; every look-up goes through an index.
public struct ContextReader: Sendable {
    private let store: LedgerStore
    private let reader: ClaimReader
    private let pack: @Sendable (String) throws -> PolicyPack?

    /// A reader of one ledger.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - reader: reads sealed columns as they were read first.
    ///   - pack: gives a pack by its digest; nil when its text is lost.
    public init(
        _ store: LedgerStore, reader: ClaimReader,
        pack: @escaping @Sendable (String) throws -> PolicyPack?
    ) {
        self.store = store
        self.reader = reader
        self.pack = pack
    }

    /// What stands beside a claim.
    ///
    /// - Parameter detail: the claim; for an award that a rise added, its claim is looked at.
    /// - Returns: the context.
    /// - Throws: the store's failures.
    public func context(of detail: ClaimDetail) throws -> ClaimContext {
        let subject = try detail.row.parent.flatMap { try store.claim($0) } ?? detail
        var context = ClaimContext()
        context.dealer = try store.dealerHistory(
            subject.row.dealerCode, comparing: subject.row.programme)
        var finds = Finds()
        if let personal = subject.personal { try find(subject, personal, into: &finds) }
        try findPapers(subject, into: &finds)
        let all = finds.likenesses.compactMap { id, likenesses in
            finds.details[id].map { AlikeClaim(row: $0.row, likenesses: likenesses) }
        }.sorted {
            ($0.likenesses.count, $0.row.id.number) > ($1.likenesses.count, $1.row.id.number)
        }
        context.alike = Array(all.prefix(ClaimContext.most))
        context.hasMoreAlike = all.count > ClaimContext.most || finds.isCutShort
        if let personal = subject.personal {
            context.applicant = try applicant(subject, personal, finds)
        }
        let listed = context.alike.map(\.row) + (context.applicant?.claims ?? [])
        for code in Set(listed.map(\.dealerCode)) {
            context.dealerNames[code] = try store.dealer(code: code)?.name
        }
        return context
    }

    /// What was found so far.
    private struct Finds {
        var details: [ClaimID: ClaimDetail] = [:]
        var likenesses: [ClaimID: [Likeness]] = [:]
        /// The other claims of the applicant.
        var own: [ClaimID] = []
        var isCutShort = false

        mutating func add(_ likeness: Likeness, to id: ClaimID) {
            // A lock says more than a trace of the same column, and comes first.
            if likenesses[id]?.contains(where: { $0.subject == likeness.subject }) == true {
                return
            }
            likenesses[id, default: []].append(likeness)
        }
    }

    private func find(
        _ subject: ClaimDetail, _ personal: [ClaimField: String], into finds: inout Finds
    ) throws {
        let id = subject.row.id
        let keys = try pack(subject.row.packSha256).map {
            try store.holding(of: subject, pack: $0, reader: reader).keys
        }
        let holders = try store.holders(of: keys ?? [], except: id)
        let most = ClaimContext.most + 1
        let traces = ClaimTrace.all(of: personal, keys: store.keys)
        let traced = try store.claims(with: traces, except: id, most: most)
        finds.isCutShort = Dictionary(grouping: traced, by: \.trace).values.contains {
            $0.count == most && $0.first?.trace.kind != .applicant
        }
        finds.details = try store.claims(
            Set(holders.map(\.claim)).union(traced.map(\.claim)))
        for (key, holder, isSame) in holders {
            let degree = isSame ? Likeness.Degree.same : .near
            finds.add(likeness(key.field, degree, finds.details[holder]), to: holder)
        }
        for (trace, other) in traced {
            guard let detail = finds.details[other] else { continue }
            let degree = degree(trace.kind, personal, detail.personal)
            if trace.kind == .applicant, degree == .same { finds.own.append(other) }
            // A person has one phone, one account, and claims in several programmes: no likeness.
            if trace.kind.isOfPerson, detail.row.programme != subject.row.programme,
                trace.kind == .applicant || isOnePerson(personal, detail.personal)
            {
                continue
            }
            finds.add(likeness(trace.kind.field, degree, detail), to: other)
        }
    }

    private func likeness(
        _ field: ClaimField, _ degree: Likeness.Degree, _ other: ClaimDetail?
    ) -> Likeness {
        let value = other?.personal?[field] ?? ""
        return Likeness(
            subject: .column(field), degree: degree, value: Masking.value(value, of: field))
    }

    /// How near the columns are that left one trace; of an erased person only the trace is left.
    private func degree(
        _ kind: ClaimTraceKind, _ own: [ClaimField: String], _ other: [ClaimField: String]?
    ) -> Likeness.Degree {
        guard let other else { return .same }
        let (mine, theirs) = (own[kind.field] ?? "", other[kind.field] ?? "")
        guard kind.compared(mine) == kind.compared(theirs) else { return .before }
        return TextFolding.key(mine) == TextFolding.key(theirs) || kind != .serial ? .same : .near
    }

    private func isOnePerson(
        _ own: [ClaimField: String], _ other: [ClaimField: String]?
    ) -> Bool {
        guard let other else { return false }
        return degree(.applicant, own, other) == .same
    }

    private func findPapers(_ subject: ClaimDetail, into finds: inout Finds) throws {
        let papers = try store.papers(of: subject.row.id).papers
        let unknown = Set(papers.flatMap(\.alsoOn)).subtracting(finds.details.keys)
        // One file may lie on very many claims; the newest tell enough.
        let shown = unknown.sorted { $0.number > $1.number }.prefix(ClaimContext.most)
        if shown.count < unknown.count { finds.isCutShort = true }
        finds.details.merge(try store.claims(shown)) { own, _ in own }
        for paper in papers {
            for other in paper.alsoOn where finds.details[other] != nil {
                finds.add(
                    Likeness(subject: .paper(paper.paper.kind), degree: .same, value: ""),
                    to: other)
            }
        }
    }
}

extension ContextReader {
    private func applicant(
        _ subject: ClaimDetail, _ personal: [ClaimField: String], _ finds: Finds
    ) throws -> ApplicantHistory {
        let others = finds.own.compactMap { finds.details[$0] }
        var history = ApplicantHistory()
        history.claims = others.prefix(ClaimContext.most).map(\.row)
        history.hasMore = others.count > ClaimContext.most
        let all = [subject] + others.prefix(ClaimContext.most)
        for detail in all where !detail.row.state.isOver {
            history.granted += detail.row.amount
        }
        history.limits = try limits(of: all)
        return history
    }

    /// The limits of all these claims, each once, as the packs count them that decided.
    private func limits(of claims: [ClaimDetail]) throws -> [LimitUse] {
        var uses: [LimitUse] = []
        var seen: Set<[BlindDigest]> = []
        for claim in claims {
            guard let personal = claim.personal, let pack = try pack(claim.row.packSha256),
                let facts = try JSONValue.parse(claim.entry)["facts"].flatMap({
                    FactSet(json: $0, register: pack.register)
                }), let day = facts.day(pack.source.dayOfLaw), pack.isInForce(on: day)
            else { continue }
            let counters = PersonCounters(pack: pack, keys: store.keys, reader: reader)
            for limit in counters.personLimits(facts, on: day, personal)
            where seen.insert(limit.limit.counters).inserted {
                uses.append(
                    LimitUse(
                        limit: limit, classKey: limit.isPerClass ? claim.row.classKey : "",
                        used: 0))
            }
        }
        let usage = try store.usage(of: Set(uses.flatMap(\.limit.limit.counters)))
        for place in uses.indices {
            let counters = uses[place].limit.limit.counters
            uses[place].used = counters.compactMap { usage[$0] }.max() ?? 0
        }
        return uses
    }
}

extension Desk {
    /// What stands beside a claim for whoever reviews it.
    ///
    /// - Parameter detail: the claim.
    /// - Returns: look-alikes and histories, masked.
    /// - Throws: the store's failures.
    public func context(of detail: ClaimDetail) throws -> ClaimContext {
        let reader = ClaimReader(register: register, county: county)
        return try ContextReader(store, reader: reader) { [self] in try pack($0) }
            .context(of: detail)
    }
}
