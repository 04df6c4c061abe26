import PolicyLibrary
import TradeInCore

/// What a check of a draft found.
struct DraftCheck: Sendable {
    let check: PolicyCheck
    let mutation: MutationRun?

    /// All that stands in the way of proposing it.
    var findings: [Finding] {
        let failed = check.cases.filter { !$0.passed }.map { result in
            Finding("case-failed", .error, zh: result.text(in: .zh), en: result.text(in: .en))
        }
        return check.faults.map(\.finding) + failed + check.gaps.map(\.finding)
    }

    static let shape = Shape<DraftCheck>(
        "DraftCheck",
        [
            .flag("sound") { $0.check.isSound },
            .list("faults", of: .fault) { $0.check.faults },
            .list("gaps", of: .fault) { $0.check.gaps },
            .list("remarks", of: .fault) { $0.check.remarks },
            .any(
                "cases",
                .list(
                    .object([
                        Schema.must("case", .words), Schema.must("line", .count),
                        Schema.must("passed", .flag), Schema.must("expected", .words),
                        Schema.must("got", .words),
                    ]), 0...Int.max)
            ) { found, language in
                .list(
                    found.check.cases.map { result in
                        [
                            "case": .text(result.packCase.name),
                            "line": .integer(Int64(result.packCase.line)),
                            "passed": .flag(result.passed),
                            "expected": .text(result.packCase.expected.text(in: language)),
                            "got": .text(result.got.text(in: language)),
                        ]
                    })
            },
            .any(
                "mutation",
                .object([
                    Schema.must("mutants", .count), Schema.must("killed", .count),
                    Schema.must("refused", .count), Schema.must("survived", .count),
                    Schema.must("lines", .list(.words, 0...Int.max)),
                ]),
                maybe: { found, language in
                    found.mutation.map { run in
                        [
                            "mutants": .integer(Int64(run.mutants)),
                            "killed": .integer(Int64(run.killed)),
                            "refused": .integer(Int64(run.refused)),
                            "survived": .integer(Int64(run.survivors.count)),
                            "lines": .list(run.lines(in: language).map { .text($0) }),
                        ]
                    }
                }),
        ])
}

extension Shape where Value == PackFault {
    static let fault = Shape(
        "PackFault",
        [
            .text("file") { $0.file }, .number("line") { Int64($0.line) },
            .number("column") { Int64($0.column) }, .text("code") { $0.code },
            .said("message") { $0.message },
        ])
}

extension PackFault {
    /// The fault with its place in its words.
    var finding: Finding {
        Finding(
            code, .error, zh: "\(file):\(line):\(column)：\(message.zh)",
            en: "\(file):\(line):\(column): \(message.en)")
    }
}

/// What a draft would change.
struct DraftPreview: Sendable {
    /// As many changed claims are listed.
    static let mostListed = 1_000

    let preview: PolicyPreview
    let changed: [PolicyPreview.ChangedClaim]

    private static let sums: [Schema.Member] =
        [Schema.must("claims", .count)]
        + PolicyPreview.Change.allCases.map { Schema.must($0.rawValue, .count) } + [
            Schema.must("beforeFen", .fen), Schema.must("afterFen", .fen),
            Schema.must("differenceFen", .fen),
        ]

    private static func members(_ sums: PolicyPreview.Sums) -> [String: Tree] {
        var members: [String: Tree] = [
            "claims": .integer(sums.claims), "beforeFen": .integer(sums.before.fen),
            "afterFen": .integer(sums.after.fen), "differenceFen": .integer(sums.difference.fen),
        ]
        for change in PolicyPreview.Change.allCases {
            members[change.rawValue] = .integer(sums.changed[change] ?? 0)
        }
        return members
    }

    static let shape = Shape<DraftPreview>(
        "DraftPreview",
        [
            .number("outOfForce") { $0.preview.outOfForce },
            .any("total", .object(Schema.Members(sums))) { found, _ in
                .object(members(found.preview.total))
            },
            .any(
                "groups",
                .list(
                    .object(
                        Schema.Members(
                            [Schema.must("class", .words), Schema.must("month", .month)] + sums)),
                    0...Int.max)
            ) { found, _ in
                .list(
                    found.preview.groups.sorted { $0.key < $1.key }.map { group, sums in
                        .object(
                            members(sums).merging([
                                "class": .text(group.classKey), "month": .text(group.month),
                            ]) { $1 })
                    })
            },
            .any(
                "funds",
                .list(.object(Schema.Members([Schema.must("fund", .words)] + sums)), 0...Int.max)
            ) { found, _ in
                .list(
                    found.preview.funds.sorted { $0.key < $1.key }.map { code, sums in
                        .object(members(sums).merging(["fund": .text(code)]) { $1 })
                    })
            },
            .number("changedCount") { Int64($0.changed.count) },
            .any("changed", .list(claim, 0...mostListed)) { found, _ in
                .list(found.changed.prefix(mostListed).map(tree))
            },
        ])

    private static let claim = Schema.named(
        "ChangedClaim",
        .object([
            Schema.must("claimId", .claim), Schema.must("class", .words),
            Schema.must("month", .month), Schema.must("change", .choice(PolicyPreview.Change.self)),
            Schema.must("verdictBefore", .choice(Verdict.self)),
            Schema.must("verdictAfter", .choice(Verdict.self)), Schema.must("beforeFen", .fen),
            Schema.must("afterFen", .fen), Schema.must("codes", .list(.words, 0...Int.max)),
        ]))

    private static func tree(_ claim: PolicyPreview.ChangedClaim) -> Tree {
        [
            "claimId": .text(ClaimID(number: claim.number).text),
            "class": .text(claim.group.classKey), "month": .text(claim.group.month),
            "change": .text(claim.change.rawValue),
            "verdictBefore": .text(claim.verdict.before.rawValue),
            "verdictAfter": .text(claim.verdict.after.rawValue),
            "beforeFen": .integer(claim.amount.before.fen),
            "afterFen": .integer(claim.amount.after.fen),
            "codes": .list(claim.codes.map { .text($0) }),
        ]
    }
}

/// What came of supplements.
struct Supplements: Sendable {
    let answers: [(number: Int64, outcome: CommandOutcome)]

    private var granted: [Receipt] { answers.compactMap(\.outcome.receipt) }

    static let shape = Shape<Supplements>(
        "Supplements",
        [
            .number("granted") { Int64($0.granted.count) },
            .fen("amountFen") { $0.granted.reduce(Money.zero) { $0 + ($1.amount ?? .zero) } },
            .any(
                "refused",
                .list(
                    .object([
                        Schema.must("claimId", .claim), Schema.must("code", .words),
                        Schema.must("message", .words),
                    ]), 0...Int.max)
            ) { all, language in
                .list(
                    all.answers.compactMap { number, outcome in
                        guard case .refused(let refusal) = outcome else { return nil }
                        return [
                            "claimId": .text(ClaimID(number: number).text),
                            "code": .text(refusal.code.rawValue),
                            "message": .text(refusal.message[language]),
                        ]
                    })
            },
        ])
}
