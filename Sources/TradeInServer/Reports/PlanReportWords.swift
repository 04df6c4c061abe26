import TradeInCore

/// The report's own words in one language.
struct PlanReportWords: Sendable {
    let annual, board, asOf, zone, log, entries, root, planFile, quoted, base, measured: String
    let due, forecast, sourceTitle, evidenceTitle, noEvidence, months, leads, responsible: String
    let matrix, clause, target, state, none, note, legend, methods, noCheckpoint, clauseText,
        save: String
    private let language: Language

    init(_ language: Language) {
        self.language = language
        func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        annual = say("年度目标报告", "Annual report on the plan's targets")
        board = say("目标看板", "The board of targets")
        asOf = say("截至", "As of")
        zone = say("（北京时间）", "(UTC+8)")
        log = say("日志检查点", "Log checkpoint")
        entries = say("条", "entries")
        root = say("根哈希", "root")
        planFile = say("方案文件", "Plan file")
        quoted = say("方案原文", "Quoted")
        base = say("基数", "Base")
        measured = say("现值", "Level")
        due = say("应达", "Due")
        forecast = say("期末预计", "Forecast")
        sourceTitle = say("数据来源", "Source")
        evidenceTitle = say("佐证", "Evidence")
        noEvidence = say("尚无佐证", "none yet")
        months = say("分月", "month by month")
        leads = say("牵头单位：", "Lead: ")
        responsible = say("责任单位：", "Responsible: ")
        matrix = say("条款、指标与佐证对照表", "Clauses, targets and evidence")
        clause = say("条款", "Clause")
        target = say("指标", "Target")
        state = say("状态", "State")
        none = say("无", "none")
        note = say("说明", "Note")
        legend = say(
            "图中长条为实际完成，粗线为目标，细线为截至当日应达；小图实线为各月实际，虚线为应达。",
            "The bar is what is reached, the thick mark the figure, the thin mark what is due today; "
                + "in the small plot the line is what was there each month, the broken line what is due."
        )
        methods = say(
            "进度和预计的算法为本系统约定，方案未作规定；缺少的基数和数据一律不作假设。",
            "Pace and forecast follow our own conventions, for the plan states none; no missing base or "
                + "value is ever assumed.")
        noCheckpoint = say("日志为空", "the log is empty")
        clauseText = say("条款原文", "Text of the clause")
        save = say(
            "下载完整的年度报告（含条款原文和对照表）",
            "Save the whole annual report, with the clauses' texts and the table of evidence")
    }

    func source(_ source: PlanTarget.Source) -> String {
        switch source {
        case .eventRegister: language == .zh ? "活动登记" : "register of events"
        case .recyclingRegister: language == .zh ? "回收登记" : "register of old goods"
        case .reported: language == .zh ? "牵头单位上报" : "reported by the lead units"
        }
    }

    func entry(_ place: Int64) -> String {
        language == .zh ? "日志第\(place)条" : "log entry \(place)"
    }

    func files(_ count: Int) -> String {
        language == .zh ? "附件\(count)份" : count == 1 ? "1 file" : "\(count) files"
    }

    func evidence(_ count: Int, files: Int) -> String {
        language == .zh
            ? "\(count)项，附件\(files)份"
            : "\(count) record\(count == 1 ? "" : "s"), \(files) file\(files == 1 ? "" : "s")"
    }
}
