/// Who may do what, before anything else is asked: through every door alike.
extension LedgerMachine {
    /// What stands against a person's doing what the command says; nil when nothing does.
    ///
    /// A ledger without users is one that nobody has set up yet, or one of an early schema:
    /// there, persons are told apart by login only, as they were, until the first user is kept.
    static func duty(
        _ command: LedgerCommand, _ context: CommandContext, in state: WorkingSet
    ) -> Refusal? {
        guard state.hasUsers else { return nil }
        guard let user = state.users[TextFolding.key(context.actor)] else {
            return .userUnknown(context.actor)
        }
        guard user.state == .active else { return .userDisabled(user) }
        let act = command.act
        guard !act.roles.isDisjoint(with: user.roles) else { return .roleMissing(user, act) }
        if let own = user.dealerCode, let dealer = dealer(of: command, in: state), dealer != own {
            return .otherDealer(user)
        }
        return nil
    }

    /// The dealer whose claim a command is about; nil where it is about none that is known.
    private static func dealer(of command: LedgerCommand, in state: WorkingSet) -> String? {
        switch command {
        case .submit(let prepared): prepared.claim.dealerCode
        case .correct(let correction): correction.prepared.claim.dealerCode
        case .reserve(let prepared): prepared.claim.dealerCode
        case .cancelRight(let number, _): state.rights[number]?.dealerCode
        case .attach(let paper): state.standing[paper.number]?.place.dealerCode
        case .step(let prepared): state.standing[prepared.number]?.place.dealerCode
        case .view(.record(let number, _)), .view(.papers(let number, _)):
            state.standing[number]?.place.dealerCode
        default: nil
        }
    }

    /// Keeps a user, new or changed.
    static func keep(
        _ user: User, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = "user:" + user.key
        let body = user.body
        if let replay = replay(key, body, in: state) { return replay }
        guard user.isSound else { return .refused(.rolesConflict(user)) }
        let isAdministrator = user.state == .active && user.roles.contains(.administrator)
        // Without an administrator nobody could ever keep a user again.
        let others = state.administrators.subtracting([user.key])
        guard isAdministrator || !others.isEmpty else {
            return .refused(.lastAdministrator(user))
        }
        state.administrators = isAdministrator ? others.union([user.key]) : others
        state.users[user.key] = user
        state.hasUsers = true
        return keep(.user(user), key, body, "user.keep", context, in: &state)
    }
}
