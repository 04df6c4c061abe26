/// The words of refusals about who may do what.
extension Refusal {
    /// A key came again with another request.
    public static var requestKeyReused: Refusal {
        Refusal(
            .requestKeyReused,
            zh: "这个 Idempotency-Key 已用于内容不同的请求，没有办理。请为新的请求换一个键。",
            en: "This Idempotency-Key stands on another request; nothing was done. Give a new "
                + "request a key of its own.")
    }

    static func userUnknown(_ login: String) -> Refusal {
        Refusal(
            .userUnknown, zh: "没有用户“\(login)”。请核对登录名，或请管理员添加。",
            en: "There is no user \(login). Check the login, or have the administrator add it.")
    }

    static func userDisabled(_ user: User) -> Refusal {
        Refusal(
            .userDisabled, zh: "用户“\(user.login)”已停用。请联系管理员。",
            en: "User \(user.login) is disabled. Ask the administrator.")
    }

    static func roleMissing(_ user: User, _ act: Act) -> Refusal {
        let needed = Role.allCases.filter(act.roles.contains)
        let own = Role.allCases.filter(user.roles.contains)
        return Refusal(
            .roleMissing,
            zh: "“\(act.title.zh)”须由\(needed.map(\.title.zh).joined(separator: "或"))办理；"
                + "“\(user.login)”是\(own.map(\.title.zh).joined(separator: "、"))。请由有此职责的人办理。",
            en: "To \(act.title.en) takes the role "
                + needed.map(\.rawValue).joined(separator: " or ")
                + "; \(user.login) is \(own.map(\.rawValue).joined(separator: ", ")). "
                + "Somebody with that duty has to do it.")
    }

    static func otherDealer(_ user: User) -> Refusal {
        Refusal(
            .otherDealer, zh: "“\(user.login)”只能办理本经销商（\(user.dealerCode ?? "")）的申领。请核对。",
            en:
                "\(user.login) may act for its own dealer (\(user.dealerCode ?? "")) only. Check it."
        )
    }

    static func rolesConflict(_ user: User) -> Refusal {
        Refusal(
            .rolesConflict,
            zh: "“\(user.login)”的职责不能并存或不完整：管理员、审计员、经销商人员不兼任其他职责；"
                + "经销商人员须写明经销商，其他人不写。",
            en: "The roles of \(user.login) do not go together: administrator, auditor and dealer "
                + "staff stand alone; dealer staff names its dealer, nobody else does.")
    }

    static func lastAdministrator(_ user: User) -> Refusal {
        Refusal(
            .lastAdministrator, zh: "账本至少要有一名可用的管理员。请先添加另一名管理员。",
            en: "A ledger needs an active administrator. Add another one before \(user.login) "
                + "stops being it.")
    }

    static func makerChecks(_ maker: String) -> Refusal {
        Refusal(
            .makerChecks, zh: "由“\(maker)”制单，不能由本人复核。请换一人复核。",
            en: "\(maker) made it and may not release it. Another person has to.")
    }
}
