/// Columns and widths of a table that fits the terminal.
///
/// First columns that matter least are left out, then long texts are cut; numbers never
/// are. In a pipe or a file nothing is left out or cut.
struct TableLayout {
    /// The columns that are shown, by place.
    private(set) var places: [Int]
    /// Titles of the columns that are left out.
    private(set) var leftOut: [String] = []
    private var widths: [Int]
    private let columns: [Listing.Column]
    private let isCutting: Bool

    /// The least that a text is cut to.
    private static let shortest = 16

    /// Lays out a table.
    ///
    /// - Parameters:
    ///   - columns: all columns.
    ///   - rows: rows whose texts decide the widths.
    ///   - shrinking: keys of columns whose texts may be cut.
    ///   - dropping: keys of columns that may be left out, the first first.
    ///   - width: the terminal's columns; nil for as many as it takes.
    init(
        _ columns: [Listing.Column], rows: [[Listing.Cell]], shrinking: [String] = [],
        dropping: [String] = [], width: Int? = Terminal.width
    ) {
        self.columns = columns
        places = Array(columns.indices)
        widths = columns.indices.map { place in
            rows.reduce(displayWidth(columns[place].title)) {
                max($0, displayWidth($1[place].shown))
            }
        }
        isCutting = width != nil
        guard let width else { return }
        let shrinkable = places.filter { shrinking.contains(columns[$0].key) }
        for key in dropping where least(shrinkable) > width {
            guard let place = places.firstIndex(where: { columns[$0].key == key }) else { continue }
            leftOut.append(columns[places[place]].title)
            places.remove(at: place)
        }
        shrink(shrinkable.filter { places.contains($0) }, to: width)
    }

    /// The table's width.
    private var total: Int { places.reduce(-2) { $0 + widths[$1] + 2 } }

    private func floor(_ place: Int) -> Int {
        min(widths[place], max(Self.shortest, displayWidth(columns[place].title)))
    }

    /// The width when all that may be cut is cut.
    private func least(_ shrinkable: [Int]) -> Int {
        total
            - shrinkable.filter(places.contains).reduce(0) { $0 + widths[$1] - floor($1) }
    }

    private mutating func shrink(_ shrinkable: [Int], to width: Int) {
        while total > width {
            let open = shrinkable.filter { widths[$0] > floor($0) }
            guard let widest = open.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
        }
    }

    /// Prints titles and a rule.
    func printHeader() {
        Output.line(line(columns.map { .text($0.title) }))
        Output.line(rule)
    }

    /// A line under titles or above a total.
    var rule: String {
        places.map { String(repeating: "─", count: widths[$0]) }.joined(separator: "  ")
    }

    /// One row.
    func line(_ cells: [Listing.Cell]) -> String {
        var text = ""
        for place in places {
            let isLast = place == places.last
            let whole = cells[place].shown
            let shown = isCutting ? Terminal.cut(whole, to: widths[place]) : whole
            let missing = max(widths[place] - displayWidth(shown), 0)
            let blank = String(repeating: " ", count: missing)
            text += columns[place].isNumber ? blank + shown : shown + (isLast ? "" : blank)
            if !isLast { text += "  " }
        }
        return text
    }

    /// Says which columns are left out, and how to see them.
    func printLeftOut() {
        guard !leftOut.isEmpty else { return }
        Terminal.paragraph(
            say(
                "（屏幕较窄，略去：\(leftOut.joined(separator: "、"))；加宽窗口或用 --format csv 查看。）",
                "(Left out for want of room: \(leftOut.joined(separator: ", ")); "
                    + "widen the window or use --format csv.)"))
    }
}

extension Listing {
    /// Prints the rows; a table is made to fit the terminal, with `total` under a rule.
    func show(
        as format: OutputFormat, shrinking: [String] = [], dropping: [String] = [],
        total: [Cell]? = nil
    ) throws {
        guard format == .table, !SavedTables.isAsked else { return try print(as: format) }
        let layout = TableLayout(
            columns, rows: rows + (total.map { [$0] } ?? []), shrinking: shrinking,
            dropping: dropping)
        layout.printHeader()
        for row in rows { Output.line(layout.line(row)) }
        if let total {
            Output.line(layout.rule)
            Output.line(layout.line(total))
        }
        layout.printLeftOut()
    }
}
