import TradeInCore
import TradeInStore

/// What happened to a claim after a visitor had looked at it: told to who decided on an old page.
enum ClaimChanges {
    /// Steps and papers after an entry of the log, in its order.
    static func rows(_ view: ClaimView, after seen: Int64, _ visit: Visit) -> [Content] {
        let language = visit.language
        let steps: [(at: Int64, row: Content)] = view.steps.map { step in
            (
                step.logIndex,
                [
                    "what": step.step.title[language], "to": step.to.title[language],
                    "actor": step.actor, "reason": step.reason?.title[language] ?? "",
                    "note": step.note ?? "", "logIndex": step.logIndex,
                ]
            )
        }
        let papers: [(at: Int64, row: Content)] = view.papers.map { row in
            (
                row.logIndex,
                [
                    "what": visit.say("上传材料：", "A paper came: ")
                        + row.paper.kind.title[language],
                    "to": "", "actor": row.actor, "reason": "", "note": "",
                    "logIndex": row.logIndex,
                ]
            )
        }
        let awards: [(at: Int64, row: Content)] = view.supplements.map { added in
            (
                added.logIndex,
                [
                    "what": visit.say("补差：", "Supplement: ") + added.amount.groupedText,
                    "to": "", "actor": "", "reason": "", "note": "", "logIndex": added.logIndex,
                ]
            )
        }
        return (steps + papers + awards).filter { $0.at > seen }.sorted { $0.at < $1.at }
            .map(\.row)
    }
}
