import TradeInCore

/// The page's fixed words in one language.
struct BoardWords: Sendable {
    let heading, skip, years, otherLanguage, asOf: String
    let targets, noTargets, waiting, waitingHint, clause, requirement, reason, state: String
    let tally, noTally, item, claims, units, sales, subsidy, waitlisted: String
    let funds, noFunds, log, logHint, logEmpty, entries, root, readNote, data, unverified: String
    let yuan, appropriated, zone: String

    init(_ language: Language) {
        func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        heading = say("以旧换新公示板", "Trade-in board")
        skip = say("跳到正文", "Skip to content")
        years = say("年度", "Year")
        otherLanguage = say("English", "中文")
        asOf = say("数据截至", "As of")
        targets = say("方案目标", "Plan targets")
        noTargets = say("本年度没有可读数的目标。", "No target can be read for this year.")
        waiting = say("尚缺数据的目标", "Targets that wait for data")
        waitingHint = say(
            "这些目标由责任单位上报；没有上报值时不作推算。",
            "The lead units report these; without a report nothing is inferred.")
        clause = say("条款", "Clause")
        requirement = say("目标", "Target")
        reason = say("依据与算法", "How this is read")
        state = say("状态", "State")
        tally = say("申领汇总", "Claims")
        noTally = say("本年度还没有登记的申领。", "No claim is registered for this year.")
        item = say("类别", "Category")
        claims = say("申领（笔）", "Claims")
        units = say("数量（台、辆）", "Units")
        sales = say("销售额（元）", "Sales (yuan)")
        subsidy = say("补贴（元）", "Subsidy (yuan)")
        waitlisted = say("候补（笔）", "Waitlisted")
        funds = say("资金", "Funds")
        noFunds = say("本年度还没有设立资金。", "No fund is set up for this year.")
        log = say("日志检查点", "Log checkpoint")
        logHint = say(
            "每笔登记都进入只增不改的日志。记下这里的条数和根，以后即可核对有没有改动。",
            "Every registration enters a log that only grows. Note the entries and the root, "
                + "and any later change can be found.")
        logEmpty = say("日志还没有记录。", "Nothing is in the log yet.")
        entries = say("条数", "Entries")
        root = say("根（SHA-256）", "Root (SHA-256)")
        readNote = say("签名的检查点", "The signed checkpoint")
        data = say("数据接口：", "Data: ")
        unverified = say(
            "补贴按未核实的政策包计算，以印发的通知为准：",
            "Subsidies are decided under packs not yet confirmed against the issued notices: ")
        yuan = say("元", "yuan")
        appropriated = AccountKind.appropriation.title[language]
        zone = say("（北京时间）", "(China Standard Time)")
    }
}
