import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Totals of claims, sales and subsidies, dealers included; the public board has its own.
enum TallyPages {
    static var routes: [Route] {
        [
            .get("/tallies", .seeing(.tallies)) { try await page($0) },
            .get("/tallies/csv", .seeing(.tallies)) { try await file($0) },
        ]
    }

    /// What is asked for.
    struct Asked: Sendable {
        var grouping: TradeInDesk.TallyGrouping
        /// nil for all years.
        var year: Int?
        /// nil for all programmes.
        var programme: Programme?

        init(_ visit: Visit) throws(Problem) {
            grouping = try visit.known("by", TradeInDesk.TallyGrouping.allCases) ?? .category
            year = visit.query("year") == nil ? nil : try visit.question.year()
            programme = try visit.known("programme", Programme.allCases)
        }

        /// The page of another question that keeps the rest of this one.
        func address(
            _ path: String = "/tallies", by other: TradeInDesk.TallyGrouping? = nil
        ) -> String {
            Visit.address(
                path,
                [
                    ("by", (other ?? grouping).rawValue), ("year", year.map { String($0) }),
                    ("programme", programme?.rawValue),
                ])
        }
    }

    /// The totals with their names, and the years that have any.
    private struct Totals: Sendable {
        let table: TradeInDesk.TallyTable
        let names: TallyNames
        let years: [Int]
    }

    private static func totals(_ asked: Asked, _ visit: Visit) async throws -> Totals {
        let (county, language) = (visit.desk.county, visit.language)
        return try await visit.desk.read { store in
            let cells = try store.tally(asked.grouping.dimension)
            let names = try TallyNames(asked.grouping, store: store, county: county, in: language)
            let wanted = cells.filter { cell in
                (asked.year.map { $0 == cell.key.year } ?? true)
                    && (asked.programme.map { $0 == cell.key.programme } ?? true)
            }
            return Totals(
                table: TradeInDesk.TallyTable(wanted, by: asked.grouping, names: names),
                names: names, years: Set(cells.map(\.key.year)).sorted(by: >))
        }
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let asked = try Asked(visit)
        let totals = try await totals(asked, visit)
        let language = visit.language
        let lines = totals.table.lines.filter { $0.all != TallySums() || asked.grouping == .state }
        let states = ClaimState.allCases.filter { totals.table.total.sums($0).claims > 0 }
        var content: Content = [
            "groupings": TradeInDesk.TallyGrouping.allCases.map {
                Visit.option($0.rawValue, $0.title[language], chosen: asked.grouping.rawValue)
            },
            "years": totals.years.map {
                Visit.option(String($0), String($0), chosen: asked.year.map { String($0) })
            },
            "programmes": Programme.allCases.map {
                Visit.option($0.rawValue, $0.title[language], chosen: asked.programme?.rawValue)
            },
            "csv": asked.address("/tallies/csv"), "heading": asked.grouping.title[language],
            "hasRows": !lines.isEmpty,
            "rows": lines.map { row($0, totals.names.name($0.key.group), asked, visit) },
            "total": figures(totals.table.total.all, totals.table.total.sums(.waitlisted)),
            "showsTotal": asked.grouping != .state,
            "states": states.map { ["title": $0.title[language]] as Content },
            "splits": asked.grouping == .state
                ? [] : lines.map { split($0, states, totals.names, asked) },
            "showsSplit": asked.grouping != .state && !lines.isEmpty,
        ]
        let plot = TallyPlot(
            lines.map { line in
                let sums = asked.grouping == .state ? line.sums(state(line)) : line.all
                return (totals.names.name(line.key.group), sums.subsidy)
            }, isTime: asked.grouping == .month)
        content["plot"] = plot.content
        return visit.page("tallies", title: visit.say("汇总", "Tallies"), content)
    }

    private static func state(_ line: TradeInDesk.TallyTable.Line) -> ClaimState {
        ClaimState(rawValue: line.key.group) ?? .submitted
    }

    private static func row(
        _ line: TradeInDesk.TallyTable.Line, _ name: String, _ asked: Asked, _ visit: Visit
    ) -> Content {
        let isState = asked.grouping == .state
        let sums = isState ? line.sums(state(line)) : line.all
        var row = figures(sums, line.sums(.waitlisted))
        row["name"] = name
        row["address"] = claims(line.key.group, asked)
        row["waitingAddress"] = claims(line.key.group, asked, state: .waitlisted)
        row["isWaiting"] = line.sums(.waitlisted).claims > 0
        return row
    }

    private static func figures(_ sums: TallySums, _ waiting: TallySums) -> Content {
        [
            "claims": sums.claims.grouped, "units": sums.units.grouped,
            "sales": sums.sales.groupedText, "subsidy": sums.subsidy.groupedText,
            "waiting": waiting.claims.grouped,
        ]
    }

    /// A line's claims state by state, each number with the way to its claims.
    private static func split(
        _ line: TradeInDesk.TallyTable.Line, _ states: [ClaimState], _ names: TallyNames,
        _ asked: Asked
    ) -> Content {
        [
            "name": names.name(line.key.group),
            "cells": states.map { state in
                let count = line.sums(state).claims
                return [
                    "count": count.grouped, "isSome": count > 0,
                    "address": claims(line.key.group, asked, state: state),
                ] as Content
            },
        ]
    }

    /// The list of the claims behind a number.
    private static func claims(
        _ group: String, _ asked: Asked, state: ClaimState? = nil
    ) -> String {
        var programme = asked.programme?.rawValue
        var period = asked.year.map { String($0) }
        var state = state?.rawValue
        var (itemClass, town, dealer): (String?, String?, String?)
        switch asked.grouping {
        case .programme: programme = group
        case .itemClass: itemClass = group
        case .town: town = group
        case .dealer: dealer = group
        case .month: period = group
        case .state: state = group
        case .category:
            let own = Programme.allCases.filter { $0.category.rawValue == group }
            // A list of claims knows no category; one of several programmes is told by programme.
            guard programme != nil || own.count == 1 else { return asked.address(by: .programme) }
            programme = programme ?? own.first?.rawValue
        }
        return Visit.address(
            "/claims",
            [
                ("programme", programme), ("class", itemClass), ("town", town),
                ("dealer", dealer), ("period", period), ("state", state),
            ])
    }

    private static func file(_ visit: Visit) async throws -> Response {
        let asked = try Asked(visit)
        let totals = try await totals(asked, visit)
        let statement = TallyStatement(
            totals.table, by: asked.grouping, year: asked.year, names: totals.names,
            in: visit.language)
        let head = statement.columns.map { CSVCell.text($0.key) }
        let rows = statement.rows.map { row in
            row.map { cell -> CSVCell in
                switch cell {
                case .text(let text): .text(text)
                case .integer(let value): .number(String(value))
                case .amount(let amount): .number(amount.yuanText)
                case .none: .empty
                }
            }
        }
        let name = ["tally", asked.grouping.rawValue, asked.year.map { String($0) }]
            .compactMap(\.self).joined(separator: "-")
        return visit.download(
            CSVWriter.bytes(of: [head] + rows), type: "text/csv; charset=utf-8",
            name: name + ".csv")
    }
}
