import TradeInCore
import TradeInDesk

/// The board as people read it: one line a target where the terminal is wide, else two.
struct TargetBoardTable {
    private let board: TargetBoard
    private let shown: [TargetBoard.Row]
    private let rest: [TargetBoard.Row]
    /// Notes in order of their first mention; a row cites them by number.
    private var notes: [String] = []
    private var cited: [String: [Int]] = [:]

    init(_ board: TargetBoard, showsAll: Bool) {
        self.board = board
        shown = board.rows.filter { showsAll || $0.target.measure != nil }
        rest = board.rows.filter { !showsAll && $0.target.measure == nil }
        for row in shown { cite(row) }
    }

    private mutating func cite(_ row: TargetBoard.Row) {
        let language = Language.current
        var texts: [String] = []
        if let note = row.target.note { texts.append(note[language]) }
        if row.reading.state == .baseMissing, row.target.measure != nil {
            texts.append(row.reading.explanation[language])
        }
        for text in texts {
            let place = notes.firstIndex(of: text) ?? notes.count
            if place == notes.count { notes.append(text) }
            cited[row.target.id, default: []].append(place + 1)
        }
    }

    func print() {
        printHeading()
        let listing = listing
        let layout = TableLayout(listing.columns, rows: listing.rows, width: nil)
        if let width = Terminal.width, displayWidth(layout.rule) > width {
            let fits = shown.allSatisfy { displayWidth(barWithFacts($0)) <= width }
            for row in shown { printBlock(row, besideBar: fits) }
        } else {
            layout.printHeader()
            for row in listing.rows { Output.line(layout.line(row)) }
        }
        printRest()
        printNotes()
    }

    private func printHeading() {
        let plan = board.plan
        let number = say("（\(plan.number)）", " (\(plan.number))")
        Terminal.paragraph(plan.title[Language.current] + number)
        Terminal.paragraph(
            say(
                "截至 \(board.asOf.countyText)，年度目标按\(board.year)年读",
                "As of \(board.asOf.countyText) county time; yearly targets read for \(board.year)")
        )
        let size = board.checkpoint?.size ?? 0
        Terminal.paragraph(
            say("日志 \(size)条 ", "Log of \(size) entries ")
                + (board.checkpoint == nil ? say("（空）", "(empty)") : board.rootText))
        Output.line()
    }

    private var listing: Listing {
        var listing = Listing([
            .init("clause", "条款", "clause"), .init("indicator", "指标", "indicator"),
            .init("period", "期限", "period"), .init("required", "要求", "required"),
            .init("actual", "实际", "actual"), .init("state", "状态", "state"),
            .init("bar", "完成", "share"),
        ])
        listing.rows = shown.map { row in
            [
                row.target.clauseTitle[Language.current], title(row), period(row),
                row.target.requirement[Language.current], actual(row),
                row.reading.state.title[Language.current], bar(row),
            ].map { .text($0) }
        }
        return listing
    }

    /// A target over two lines, or three where the facts find no room beside the bar.
    private func printBlock(_ row: TargetBoard.Row, besideBar: Bool) {
        let clause = row.target.clauseTitle[Language.current]
        Terminal.paragraph("\(clause)  \(title(row))  \(period(row))", indent: 2)
        if besideBar {
            Output.line(barWithFacts(row))
        } else {
            Terminal.paragraph("  " + facts(row), indent: 2)
            Output.line("  " + bar(row))
        }
    }

    private func barWithFacts(_ row: TargetBoard.Row) -> String {
        "  \(bar(row, isPadded: true))  \(facts(row))"
    }

    private func facts(_ row: TargetBoard.Row) -> String {
        let language = Language.current
        return [
            actual(row), row.target.requirement[language], row.reading.state.title[language],
        ].joined(separator: say("，", ", "))
    }

    private func title(_ row: TargetBoard.Row) -> String {
        let marks = cited[row.target.id, default: []].map { "[\($0)]" }.joined()
        return row.target.title[Language.current] + (marks.isEmpty ? "" : " " + marks)
    }

    private func period(_ row: TargetBoard.Row) -> String {
        switch row.target.period {
        case .year(let year): say("\(year)年", "\(year)")
        case .annual: say("每年（\(row.reading.year)）", "yearly (\(row.reading.year))")
        case .ongoing: say("持续（\(row.reading.year)）", "always (\(row.reading.year))")
        }
    }

    /// The value; where growth has no base, the count that is known.
    private func actual(_ row: TargetBoard.Row) -> String {
        if let actual = row.reading.actual { return row.target.unit.text(actual)[Language.current] }
        guard let measured = row.reading.measured else { return "—" }
        return row.target.measure == nil
            ? say("上报\(measured.groupedText)", "\(measured.groupedText) reported")
            : say("登记\(measured.groupedText)", "\(measured.groupedText) counted")
    }

    private func bar(_ row: TargetBoard.Row, isPadded: Bool = false) -> String {
        let share = row.reading.reachedPermille
        let percent = share.map { Terminal.percent($0) } ?? "—"
        let gap = isPadded ? max(6 - displayWidth(percent), 1) : 1
        return Terminal.bar(permille: share) + String(repeating: " ", count: gap) + percent
    }

    private func printRest() {
        Output.line()
        guard !rest.isEmpty else { return }
        let counts = TargetState.allCases.compactMap { state -> String? in
            let count = rest.count { $0.reading.state == state }
            return count == 0 ? nil : "\(state.title[Language.current]) \(count)"
        }
        let noted = rest.count { $0.target.note != nil }
        Terminal.paragraph(
            say(
                "其余\(rest.count)项由牵头单位上报：\(counts.joined(separator: "，"))；"
                    + "其中\(noted)项附有方案自相矛盾的说明。"
                    + "用 --all 列出全部\(board.rows.count)项。",
                "The other \(rest.count) are reported by their lead units: "
                    + counts.joined(separator: ", ")
                    + "; on \(noted) of them the plan is at odds with itself. "
                    + "--all lists all \(board.rows.count)."))
    }

    private func printNotes() {
        for (place, note) in notes.enumerated() {
            Terminal.paragraph("[\(place + 1)] \(note)", indent: 4)
        }
        Terminal.paragraph(
            say("缺少的基数和数据一律不作假设。", "No missing base or value is ever assumed."))
    }
}
