import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Dealers and users.
enum DealerOperations {
    static let all: [Operation] = [list, enrol, show, users, keepUser, me]

    private static let list = Operation(
        id: "listDealers", method: .get, path: "/dealers", access: .seeing(.registers),
        summary: LocalizedText(zh: "列出经销商，不含结算账号", en: "List dealers, without accounts"),
        parameters: [
            .query("state", .choice(Dealer.State.self)),
            .query("programme", .choice(Programme.self)), .after(.dealer), .limit,
        ],
        replies: [.json(200, "经销商，按信用代码", "Dealers by code", Shape<Dealer>.dealer.page)]
    ) { call in
        let state = call.text("state")
        let programme = call.text("programme").flatMap(Programme.init(rawValue:))
        let dealers = try await call.read { try $0.dealers() }.filter { dealer in
            (state == nil || dealer.state.rawValue == state)
                && (programme.map(dealer.programmes.contains) ?? true)
        }
        return call.page(.dealer, sorted: dealers) { $0.code }
    }

    private static let show = Operation(
        id: "getDealer", method: .get, path: "/dealers/{dealer}", access: .seeing(.registers),
        summary: LocalizedText(zh: "查看一家经销商", en: "One dealer"),
        parameters: [.path("dealer", .dealer)],
        replies: [.json(200, "经销商", "The dealer", Shape<DealerDetail>.dealerDetail.schema)]
    ) { call in
        let code = call.must("dealer")
        guard let dealer = try await call.read({ try $0.dealer(code) }) else {
            throw Problem.notFound
        }
        return call.json(.dealerDetail, dealer)
    }

    private static let enrol = Operation(
        id: "enrolDealer", method: .post, path: "/dealers", access: .doing(.enrolDealer),
        summary: LocalizedText(
            zh: "登记或变更经销商；结算账号加密保存", en: "Enrol a dealer or change one; the account is sealed"),
        body: .json(RegisterInput.schema("DealerRecord", Dealer.columns)),
        replies: .done, isCommand: true
    ) { call in
        try await call.record(.dealers(call.desk.county, keys: call.desk.store.keys))
    }

    private static let users = Operation(
        id: "listUsers", method: .get, path: "/users", access: .seeing(.users),
        summary: LocalizedText(zh: "列出用户", en: "List users"),
        parameters: [.after(.text(upTo: 64)), .limit],
        replies: [.json(200, "用户，按登录名", "Users by login", Shape<User>.user.page)]
    ) { call in
        call.page(.user, sorted: try await call.read { try $0.users() }) { $0.key }
    }

    private static let keepUser = Operation(
        id: "keepUser", method: .post, path: "/users", access: .doing(.keepUser),
        summary: LocalizedText(
            zh: "添加用户，或更改职责、停用", en: "Add a user, give other roles, or stop a login"),
        body: .json(
            .object([
                Schema.must("login", .text(upTo: 64)),
                Schema.must("roles", .list(.choice(Role.self), 1...Role.allCases.count)),
                Schema.may("dealer", .dealer), Schema.may("state", .choice(User.State.self)),
            ])),
        replies: .done, isCommand: true
    ) { call in
        let login = call.field("login")
        guard Login.isSound(login) else {
            throw Problem.recordUnfit([
                Finding(
                    "login-unfit", .error, zh: "“\(login)”不能作登录名：只含文字、数字和 . _ - @。",
                    en: "\(login) is no login: letters, digits and . _ - @ only.")
            ])
        }
        let roles = (call.body["roles"]?.array ?? []).compactMap { $0.string.flatMap(Role.init) }
        return try await call.perform(
            .keepUser(
                User(
                    login: login, roles: Set(roles), dealerCode: call.body["dealer"]?.string,
                    state: call.word("state", User.State.self) ?? .active)))
    }

    private static let me = Operation(
        id: "getMe", method: .get, path: "/me", access: .signedIn,
        summary: LocalizedText(zh: "令牌代表谁、能做什么", en: "Whom the token acts as, and what for"),
        replies: [.json(200, "用户和令牌", "User and token", Shape<TokenRow>.me.schema)]
    ) { call in
        guard let token = call.visit.token else { throw Problem.tokenMissing }
        return call.json(.me, token)
    }
}

extension Shape where Value == Dealer {
    private static var members: [Member] {
        [
            .text("dealerCode") { $0.code }, .text("name") { $0.name },
            .texts("programmes", .choice(Programme.self)) { dealer in
                Programme.allCases.filter(dealer.programmes.contains).map(\.rawValue)
            },
            .text("townCode") { $0.townKey }, .word("state") { $0.state },
        ]
    }

    static let dealer = Shape("Dealer", members)
}

extension Shape where Value == DealerDetail {
    static let dealerDetail = Shape(
        "DealerDetail",
        [
            .one("dealer", of: .dealer) { $0.dealer }, .flag("hasAccount") { $0.hasAccount },
            .text("accountChangedAt", .moment, maybe: { $0.accountChangedAt?.text }),
            .number("logIndex", maybe: { $0.logIndex }),
            .any(
                "claims",
                .list(
                    .object([
                        Schema.must("state", .choice(ClaimState.self)),
                        Schema.must("claims", .count), Schema.must("subsidyFen", .fen),
                    ]), 0...Int.max)
            ) { detail, _ in
                .list(
                    ClaimState.allCases.compactMap { state in
                        detail.states[state].map { sums in
                            [
                                "state": .text(state.rawValue), "claims": .integer(sums.claims),
                                "subsidyFen": .integer(sums.subsidy.fen),
                            ]
                        }
                    })
            },
        ])
}

extension Shape where Value == User {
    static let user = Shape(
        "User",
        [
            .text("login") { $0.login },
            .texts("roles", .choice(Role.self)) { $0.roleWords },
            .text("dealer", maybe: { $0.dealerCode }), .word("state") { $0.state },
        ])
}

extension Shape where Value == TokenRow {
    static let me = Shape(
        "Me",
        [
            .one("user", of: .user) { $0.user },
            .texts("scopes", .choice(TokenScope.self)) { token in
                TokenScope.allCases.filter(token.scopes.contains).map(\.rawValue)
            },
            .text("title") { $0.title }, .day("lastDay") { $0.lastDay },
        ])
}
