/// The words of refusals about policy packs and supplements.
extension Refusal {
    static func packNotActive(_ pack: PolicyPack) -> Refusal {
        let name = "\(pack.identifier) \(pack.source.version)"
        return Refusal(
            .packNotActive,
            zh: "政策包 \(name) 在本账本中未启用，不能据以判定。请由政策包批准人先启用，再重新提交。",
            en: "Pack \(name) is not active in this ledger, so it decides nothing here. "
                + "Have the approver activate it, then send the claim again.")
    }

    static func packOvertaken(_ pack: PolicyPack, _ other: PackStanding) -> Refusal {
        Refusal(
            .packOvertaken,
            zh: "判定之后，适用范围更窄的政策包 \(other.identifier) 已启用，应由它判定，不再用 "
                + "\(pack.identifier)。请重新提交。",
            en: "Pack \(other.identifier), for a narrower place, was activated after "
                + "\(pack.identifier) decided the claim. Send the claim again.")
    }

    static func claimUnknown(_ number: Int64) -> Refusal {
        let text = ClaimID(number: number).text
        return Refusal(
            .claimUnknown, zh: "没有申领“\(text)”。请核对编号。",
            en: "There is no claim \(text). Check the number.")
    }

    static func supplementNotDue(_ claim: StandingClaim, _ due: Money) -> Refusal {
        Refusal(
            .supplementNotDue,
            zh: "没有可补的差额：已核定\(claim.granted.groupedText)元，按此政策包为\(due.groupedText)元。"
                + "补差只给由同一政策包判定、已占用资金的申领，每条规则只补一次。",
            en: "Nothing is due: the claim has \(claim.granted.groupedText) yuan, this pack gives "
                + "\(due.groupedText). A rise is paid once per rule, to claims that the same pack "
                + "decided and whose money is encumbered.")
    }

    static func fundShort(_ code: String, needed: Money, available: Money) -> Refusal {
        Refusal(
            .fundShort,
            zh: "资金“\(code)”可用\(available.groupedText)元，不足\(needed.groupedText)元。请先下达资金，再重新办理。",
            en: "Fund \(code) has \(available.groupedText) yuan left, less than "
                + "\(needed.groupedText). Appropriate to it first, then try again.")
    }

    static func packUnknown(_ sha256: String) -> Refusal {
        Refusal(
            .packUnknown,
            zh: "账本中没有摘要为“\(sha256.prefix(12))”的政策包。请编制人先提交。",
            en: "The ledger keeps no pack with digest \(sha256.prefix(12)). Its author "
                + "proposes it first.")
    }

    static func packVersionTaken(_ pack: KeptPack, _ other: String) -> Refusal {
        Refusal(
            .packVersionTaken,
            zh:
                "\(pack.identifier) \(pack.version) 已存有另一份内容（摘要\(other.prefix(12))）。改动过的政策包请换一个版本号。",
            en: "\(pack.identifier) \(pack.version) is kept with another text (digest "
                + "\(other.prefix(12))). Give the changed pack a new version.")
    }

    static func authorApproves(_ pack: PackStanding) -> Refusal {
        Refusal(
            .authorApproves,
            zh: "\(pack.identifier) \(pack.version) 由“\(pack.author)”提交，不能由本人批准。请换一人批准。",
            en:
                "\(pack.author) proposed \(pack.identifier) \(pack.version) and may not activate it. "
                + "Another person has to.")
    }

    static func packIsTemplate(_ pack: PackStanding) -> Refusal {
        Refusal(
            .packIsTemplate,
            zh: "\(pack.identifier) 是模板，还有取值没有填，不能启用。请另起标识复制一份，填好fill处的取值后再提交。",
            en: "\(pack.identifier) is a template; values are still to be filled in. Copy it under "
                + "another identifier, write the values in place of fill, and propose that.")
    }

    static func packVersionNotNewer(_ pack: PackStanding, _ active: PackStanding) -> Refusal {
        Refusal(
            .packVersionNotNewer,
            zh: "\(pack.identifier) 现行版本为\(active.version)，\(pack.version)不比它新。请提高版本号后重新提交。",
            en: "Version \(active.version) of \(pack.identifier) is active; \(pack.version) is not "
                + "newer. Raise the version and propose it again.")
    }

    static func packsOverlap(_ pack: PackStanding, _ other: PackStanding) -> Refusal {
        let days = "\(other.scope.days.lowerBound.isoText)–\(other.scope.days.upperBound.isoText)"
        return Refusal(
            .packsOverlap,
            zh: "与已启用的“\(other.identifier)”同一项目、同一地区，有效期（\(days)）重叠，无法确定由哪一个判定。请调整有效期。",
            en:
                "It shares programme, place and days with the active \(other.identifier) (\(days)), "
                + "so nothing says which decides. Change its days in force.")
    }

    static func valueNotOpen(_ item: String, _ pack: PackStanding) -> Refusal {
        let open = pack.unconfirmed.joined(separator: " ")
        return Refusal(
            .valueNotOpen,
            zh: "\(pack.identifier) \(pack.version) 没有名为“\(item)”的待核实取值。待核实："
                + (open.isEmpty ? "无" : open) + "。",
            en: "\(pack.identifier) \(pack.version) has no value \(item) to confirm. Open are: "
                + (open.isEmpty ? "none" : open) + ".")
    }
}
