/// Commands on policy packs: proposed by one person, activated by another, confirmed value
/// by value.
extension LedgerMachine {
    /// Keeps a pack under the name of who proposes it.
    static func propose(
        _ pack: KeptPack, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let body = canonicalObject { json in
            json.field("noticeSha256", Digests.sha256Hex(Array(pack.notice.utf8)))
            json.field("pack", pack.identifier)
            json.field("sha256", pack.sha256)
            json.field("version", pack.version)
        }
        let key = "pack:" + pack.sha256
        if let replay = replay(key, body, in: state) { return replay }
        if let other = state.packs.values.first(where: {
            $0.identifier == pack.identifier && $0.version == pack.version
        }) {
            return .refused(.packVersionTaken(pack, other.sha256))
        }
        state.packs[pack.sha256] = PackStanding(
            identifier: pack.identifier, version: pack.version, sha256: pack.sha256,
            scope: pack.scope, author: context.actor, unconfirmed: pack.unconfirmed)
        state.packs[pack.sha256]?.papers = pack.papers
        return keep(
            .pack(pack, author: context.actor), key, body, "policy.propose", context, in: &state)
    }

    /// Lets a proposed pack decide; an earlier version of it decides no more.
    static func activate(
        _ sha256: String, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = "pack-active:" + sha256
        if let stored = state.records[key] {
            return .replayed(Receipt(logIndex: stored.logIndex))
        }
        guard var pack = state.packs[sha256] else { return .refused(.packUnknown(sha256)) }
        let earlier = state.packs.values.first {
            $0.identifier == pack.identifier && $0.state == .active
        }
        if let refusal = refusal(pack, earlier, context, in: state) { return .refused(refusal) }
        let body = canonicalObject { json in
            json.field("author", pack.author)
            json.field("pack", pack.identifier)
            if let earlier { json.field("replaces", earlier.sha256) }
            json.field("sha256", pack.sha256)
            json.field("version", pack.version)
        }
        pack.state = .active
        pack.approver = context.actor
        state.packs[sha256] = pack
        if let earlier { state.packs[earlier.sha256]?.state = .superseded }
        return keep(
            .activation(sha256, approver: context.actor, replaces: earlier?.sha256), key, body,
            "policy.activate", context, in: &state)
    }

    /// Why a pack may not be activated, in the documented order; nil when it may.
    private static func refusal(
        _ pack: PackStanding, _ earlier: PackStanding?, _ context: CommandContext,
        in state: WorkingSet
    ) -> Refusal? {
        if context.isActor(pack.author) { return .authorApproves(pack) }
        if pack.scope.isTemplate { return .packIsTemplate(pack) }
        if let earlier, !Self.isVersion(pack.version, after: earlier.version) {
            return .packVersionNotNewer(pack, earlier)
        }
        let other = state.packs.values.filter {
            $0.state == .active && $0.identifier != pack.identifier
                && $0.scope.collides(with: pack.scope)
        }.min { $0.identifier < $1.identifier }
        return other.map { .packsOverlap(pack, $0) }
    }

    /// Whether a version of three numbers comes after another.
    public static func isVersion(_ version: String, after earlier: String) -> Bool {
        func numbers(_ text: String) -> [Int] { text.split(separator: ".").compactMap { Int($0) } }
        return numbers(earlier).lexicographicallyPrecedes(numbers(version))
    }

    /// The record key under which a confirmation of these values is taken.
    public static func confirmationKey(_ confirmation: PackConfirmation) -> String {
        "pack-confirmed:\(confirmation.sha256):" + confirmation.items.joined(separator: ",")
    }

    /// Records that values stand as the issued text says.
    static func confirm(
        _ confirmation: PackConfirmation, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let body = canonicalObject { json in
            json.key("items")
            json.array { json in confirmation.items.forEach { json.string($0) } }
            json.field("reference", confirmation.reference)
            json.field("sha256", confirmation.sha256)
        }
        let key = confirmationKey(confirmation)
        if let replay = replay(key, body, in: state) { return replay }
        guard let pack = state.packs[confirmation.sha256] else {
            return .refused(.packUnknown(confirmation.sha256))
        }
        if let item = confirmation.items.first(where: { !pack.unconfirmed.contains($0) }) {
            return .refused(.valueNotOpen(item, pack))
        }
        state.packs[confirmation.sha256]?.unconfirmed.removeAll {
            confirmation.items.contains($0)
        }
        return keep(
            .confirmation(confirmation), key, body, "policy.confirm", context, in: &state)
    }
}
