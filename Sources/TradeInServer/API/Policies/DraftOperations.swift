import Hummingbird
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Packs on their way into the ledger: drafts that are checked, previewed, and proposed.
enum DraftOperations {
    static let all: [Operation] = [check, propose, proposeShipped, preview, supplement]

    private static let mostCharacters = 1 << 20
    private static let mostBytes = 6 << 20
    private static let turn = OneAtATime()

    private static let draft: [Schema.Member] = [
        Schema.must("yaml", .text(upTo: mostCharacters)),
        Schema.must("notice", .text(upTo: mostCharacters)),
        Schema.must("cases", .text(upTo: mostCharacters)),
    ]

    private static func files(_ call: Call) -> PackFiles {
        PackFiles(
            base: "draft", yaml: Array(call.field("yaml").utf8),
            notice: Array(call.field("notice").utf8), cases: Array(call.field("cases").utf8))
    }

    private static let check = Operation(
        id: "checkDraft", method: .post, path: "/packs/check", access: .seeing(.packs),
        summary: LocalizedText(
            zh: "检查草稿并运行案例；mutants=true时另作变异检验",
            en:
                "Check a draft and run its cases; mutants=true tries whether the cases notice changes"
        ),
        parameters: [.query("mutants", .flag)],
        body: .json(.object(Schema.Members(draft))),
        replies: [
            .json(200, "检查结果", "What was found", DraftCheck.shape.schema),
            .problem(409, "正在进行", "It is under way"),
        ], mostBytes: mostBytes
    ) { call in
        let (files, county) = (files(call), call.desk.county)
        let wantsMutants = call.flag("mutants")
        return try await call.visit.alone(turn, otherwise: .underWay) {
            let found = try await call.read { _ -> DraftCheck in
                let check = PolicyCheck.run(
                    [files], register: try PolicyLibrary.register(), county: county)
                // Where a case fails already, every change would seem to be noticed.
                let isTested = wantsMutants && check.isSound
                return DraftCheck(
                    check: check,
                    mutation: isTested ? check.trials.first.map(MutationRun.init) : nil)
            }
            return call.json(DraftCheck.shape, found)
        }
    }

    private static let propose = Operation(
        id: "proposePack", method: .post, path: "/packs", access: .doing(.proposePack),
        summary: LocalizedText(
            zh: "提交草稿，待另一人批准；有一处问题就不提交", en: "Propose a draft; one fault, and nothing is proposed"),
        body: .json(.object(Schema.Members(draft))), replies: .done, isCommand: true,
        mostBytes: mostBytes
    ) { call in try await propose(files(call), call) }

    private static let proposeShipped = Operation(
        id: "proposeShippedPack", method: .post, path: "/packs/shipped",
        access: .doing(.proposePack),
        summary: LocalizedText(zh: "提交随附的政策包", en: "Propose a pack that comes with the program"),
        body: .json(
            .object([
                Schema.must(
                    "pack", Schema.text(upTo: 100).noted("标识，如 cn-appliance-2026", "Its identifier")
                )
            ])),
        replies: .done, isCommand: true
    ) { call in
        let base = call.field("pack").replacing("-", with: "_")
        guard
            let files = PolicyLibrary.shippedFiles.first(where: {
                $0.base.split(separator: "/").last.map(String.init) == base
            })
        else { throw Problem.notFound }
        return try await propose(files, call)
    }

    private static func propose(_ files: PackFiles, _ call: Call) async throws -> Response {
        let county = call.desk.county
        let (check, standings) = try await call.read { store in
            (
                PolicyCheck.run([files], register: try PolicyLibrary.register(), county: county),
                try store.packStandings()
            )
        }
        guard check.isSound, let pack = check.packs.first else {
            throw Problem.recordUnfit(DraftCheck(check: check, mutation: nil).findings)
        }
        let template = PackProposal.template(pack).map { ("pack-is-template", $0) }
        let outdated = PackProposal.newer(than: pack, in: standings).map {
            ("pack-version-not-newer", PackProposal.outdated(pack, by: $0))
        }
        if let (code, words) = template ?? outdated {
            throw Problem.recordUnfit([Finding(code, .error, zh: words.zh, en: words.en)])
        }
        guard let command = PackProposal.commands([pack], [files]).first else {
            preconditionFailure("a pack that is no template is proposed by a command")
        }
        return try await call.perform(command)
    }

    private static let preview = Operation(
        id: "previewDraft", method: .post, path: "/packs/preview", access: .seeing(.packs),
        summary: LocalizedText(
            zh: "按草稿重新判定已登记的申领，不作改动", en: "Decide stored claims again under a draft; stores nothing"
        ),
        body: .json(
            .object(
                Schema.Members(
                    draft + [
                        Schema.may(
                            "against",
                            Schema.sha256.noted(
                                "与账本中这个政策包比较", "Compare with this pack of the ledger"))
                    ]))),
        replies: [
            .json(200, "变动", "What would change", DraftPreview.shape.schema),
            .problem(404, "没有所比较的政策包", "The pack to compare with is not there"),
            .problem(409, "草稿不可用，或正在进行", "The draft cannot decide, or it is under way"),
        ], mostBytes: mostBytes
    ) { call in
        let (files, county) = (files(call), call.desk.county)
        let against = call.body["against"]?.string
        let other = try against.map { digest -> PolicyPack in
            guard let pack = try call.desk.pack(digest) else { throw Problem.notFound }
            return pack
        }
        return try await call.visit.alone(turn, otherwise: .underWay) {
            let found = try await call.read { store -> Result<DraftPreview, Problem> in
                switch PolicyLibrary.pack(from: files, register: try PolicyLibrary.register()) {
                case .failure(let faults):
                    return .failure(.recordUnfit(faults.faults.map(\.finding)))
                case .success(let pack):
                    if let problem = unfit(pack, beside: other, countyCode: store.countyCode) {
                        return .failure(problem)
                    }
                    let run = try PreviewRun(
                        store: store, draft: pack, against: other, county: county)
                    let (preview, changed) = try run.run()
                    return .success(DraftPreview(preview: preview, changed: changed))
                }
            }
            return call.json(DraftPreview.shape, try found.get())
        }
    }

    /// Why a pack could never decide this ledger's claims; nil when it could.
    private static func unfit(
        _ pack: PolicyPack, beside other: PolicyPack?, countyCode: String
    ) -> Problem? {
        if let words = PackProposal.template(pack) {
            return .recordUnfit([
                Finding("pack-is-template", .error, zh: words.zh, en: words.en)
            ])
        }
        let place = pack.source.place
        let isElsewhere = place != "CN" && !countyCode.hasPrefix(place)
        let isOther = other.map { $0.source.programme != pack.source.programme } ?? false
        guard isElsewhere || isOther else { return nil }
        return .recordUnfit([
            Finding(
                "pack-elsewhere", .error,
                zh: "草稿的地区或补贴项目与本账本或所比较的政策包不同，不能预演。",
                en: "The draft is for another place than this ledger's county, or for another "
                    + "programme than the pack it is compared with.")
        ])
    }

    private static let supplement = Operation(
        id: "grantSupplements", method: .post, path: "/supplements", access: .doing(.supplement),
        summary: LocalizedText(
            zh: "按已启用政策包的补差规则补足以前的申领", en: "Grant earlier claims what a later rise of a pack adds"),
        parameters: [.query("dryRun", .flag)],
        body: .json(.object([Schema.must("pack", .sha256)])),
        replies: [.json(200, "补差", "The supplements", Supplements.shape.schema)], isCommand: true
    ) { call in
        let digest = call.field("pack")
        guard let pack = try call.desk.shelf().packs.first(where: { $0.source.sha256 == digest })
        else { throw Problem.notFound }
        return try await call.visit.alone(turn, otherwise: .underWay) {
            let due = try await call.read { try PreparedSupplement.due(under: pack, in: $0) }
            let commands = due.map { LedgerCommand.supplement($0) }
            let outcomes =
                call.flag("dryRun")
                ? try await call.desk.rehearse(commands, by: call.user.login)
                : try await call.desk.executeTogether(commands, by: call.user.login)
            return call.json(
                Supplements.shape, Supplements(answers: Array(zip(due.map(\.number), outcomes))))
        }
    }
}
