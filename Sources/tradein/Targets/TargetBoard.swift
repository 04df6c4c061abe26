import TradeInCore
import TradeInDesk
import TradeInStore

extension TargetBoard {
    /// The root of the log as checkpoints write it.
    var rootText: String { checkpoint.map(\.rootText) ?? "" }

    /// Everything that is known of every target, a row each.
    var listing: Listing {
        let keys = [
            "asOf", "logSize", "logRoot", "plan", "id", "clause", "indicatorZh", "indicatorEn",
            "quote", "kind", "baselineYear", "period", "year", "comparator", "value", "unit",
            "source", "measure", "leads", "responsible", "actual", "measured", "base", "state",
            "share", "due", "dueOn",
            "observedOn", "forecast", "forecastMethod", "noteZh", "noteEn", "explanationZh",
            "explanationEn",
        ]
        var listing = Listing(keys.map { .init($0, $0, $0) })
        listing.rows = rows.map(cells)
        return listing
    }

    private func cells(_ row: Row) -> [Listing.Cell] {
        let target = row.target
        let reading = row.reading
        func text(_ text: String?) -> Listing.Cell { text.map { .text($0) } ?? .none }
        func integer(_ value: Int?) -> Listing.Cell { value.map { .integer(Int64($0)) } ?? .none }
        let period =
            switch target.period {
            case .year(let year): String(year)
            case .annual: "annual"
            case .ongoing: "ongoing"
            }
        return [
            .text(asOf.text), .integer(Int64(checkpoint?.size ?? 0)), .text(rootText),
            .text(plan.number), .text(target.id), .text(target.clause), .text(target.title.zh),
            .text(target.title.en), .text(target.quote), .text(target.kind.rawValue),
            integer(target.baselineYear), .text(period), integer(reading.year),
            .text(target.comparator.rawValue), .text(target.value.text),
            .text(target.unit.rawValue), .text(target.source.rawValue),
            text(target.measure?.rawValue),
            .text(plan.leads(of: target).joined(separator: ";")),
            .text(plan.responsible(for: target).joined(separator: ";")),
            text(reading.actual?.text),
            text(reading.measured?.text), text(reading.base?.text),
            .text(reading.state.rawValue), integer(reading.reachedPermille),
            text(reading.due?.text), text(reading.dueOn?.isoText),
            text(reading.observedOn?.isoText), text(reading.forecast?.value.text),
            text(reading.forecast?.method.rawValue), text(target.note?.zh), text(target.note?.en),
            .text(reading.explanation.zh), .text(reading.explanation.en),
        ]
    }
}
