import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Reporting a figure of a target, and putting evidence to it.
extension TargetPage {
    static func fields(_ visit: Visit, _ target: PlanTarget) -> [RegisterForm.Field] {
        let day = RegisterForm.Field(
            key: "day", label: LocalizedText(zh: "观测日期", en: "Day of the observation"),
            hint: LocalizedText(
                zh: "数值所属的日期；登记基数时留空", en: "The day it holds for; empty for a base"),
            kind: .day)
        let year = RegisterForm.Field(
            key: "baseYear", label: LocalizedText(zh: "基年", en: "Year of the base"),
            hint: LocalizedText(zh: "登记基数时填写，如2023", en: "For a base, such as 2023"), kind: .number)
        let units = visit.desk.plan.units.map { ($0.name.zh, $0.name) }
        return (target.measure == nil ? [day] : []) + (target.usesBase ? [year] : []) + [
            .init(
                key: "value", label: LocalizedText(zh: "数值", en: "Value"),
                hint: LocalizedText(
                    zh: "不带单位；增长类填数量本身，比值可写成4200/5000",
                    en: "Without a unit; of growth the level itself; a ratio may be 4200/5000"),
                isNeeded: true),
            .init(
                key: "document", label: LocalizedText(zh: "来源文件", en: "Document"),
                hint: LocalizedText(zh: "文号或名称", en: "Its number or name"), kind: .text(most: 200),
                isNeeded: true),
            .init(
                key: "reporter", label: LocalizedText(zh: "上报单位", en: "Reported by"),
                kind: .choice([("", LocalizedText(zh: "—", en: "—"))] + units), isNeeded: true),
            .init(
                key: "corrects", label: LocalizedText(zh: "更正", en: "Correction"),
                kind: .several([
                    ("Y", LocalizedText(zh: "更正此前登记的数值", en: "It corrects an earlier figure"))
                ])),
        ]
    }

    /// An empty form; one that corrects a figure names what it corrects.
    static func blank(
        _ visit: Visit, _ target: PlanTarget, _ figures: [Figure]
    ) -> RegisterForm {
        var values: [String: String] = [:]
        let asked = visit.query("correct")
        let corrected = figures.last { figure in
            let point = figure.standing.figure.point
            return point.kind + ":" + point.period == asked
        }
        if let stated = corrected?.standing.figure {
            values[stated.point.kind == "base" ? "baseYear" : "day"] = stated.point.period
            values["reporter"] = stated.reporter
            values["corrects"] = "Y"
        }
        return RegisterForm(fields(visit, target), values: values)
    }

    static func record(_ visit: Visit) async throws -> Response {
        let target = try target(visit)
        var form = RegisterForm(fields(visit, target), sentIn: visit)
        var cells = form.values
        cells["target"] = target.id
        // Also where the form has no such field, so that the reader says why.
        cells["day"] = visit.form["day"] ?? ""
        let (figure, findings) = TargetFigure.read(
            cells, plan: visit.desk.plan, today: visit.now.countyDay)
        form.findings = findings
        let told = form
        guard let figure else {
            return try await page(
                visit, target, form: told, problem: Problem(uncountable: target, findings))
        }
        let doubts = findings.map { $0.message[visit.language] }
        return try await visit.perform(
            .recordFigure(figure), then: address(target),
            telling: ([visit.say("已登记。", "Recorded.")] + doubts).joined(separator: " "),
            otherwise: { try await page(visit, target, form: told, problem: $0) })
    }

    /// The key of the figure that a form names.
    private static func key(_ visit: Visit, _ target: PlanTarget) throws(Problem) -> String {
        let parts = (visit.form["point"] ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2,
            let point = TargetFigure.Point(kind: parts[0], period: parts[1])
        else { throw .formUnsound }
        return "figure:\(visit.desk.plan.code):\(target.id):\(point.kind):\(point.period)"
    }

    /// The files of the figures that have any, each figure once.
    static func files(_ visit: Visit, of figures: [Figure]) async throws -> [Content] {
        var shown: [Content] = []
        for figure in figures where figure.holds && figure.files > 0 {
            let stated = figure.standing.figure
            shown.append([
                "what": stated.point.title[visit.language], "value": stated.value.groupedText,
                "point": stated.point.kind + ":" + stated.point.period,
                "evidence": try await RegistersEvidence.content(visit, of: stated.key),
            ])
        }
        return shown
    }

    static func look(_ visit: Visit) async throws -> Response {
        let target = try target(visit)
        return try await RegistersEvidence.look(
            visit, of: key(visit, target),
            otherwise: { try await page(visit, target, problem: $0) })
    }

    static func attach(_ visit: Visit) async throws -> Response {
        let target = try target(visit)
        let key = try key(visit, target)
        return try await RegistersEvidence.attach(
            visit, to: key, at: address(target),
            otherwise: { try await page(visit, target, problem: $0) })
    }
}

extension Problem {
    /// Why a target that has no form takes no figure; nil for one that has.
    fileprivate init?(uncountable target: PlanTarget, _ findings: [Finding]) {
        guard let why = findings.first(where: { $0.column == "target" }) else { return nil }
        self.init(
            code: why.code, status: 422,
            title: LocalizedText(zh: "没有登记这个数值", en: "The figure was not taken"),
            detail: why.message)
    }
}
