import TradeInCore

/// A small plot of subsidies: bars by group, or a line by month; the table beside it says the same.
struct TallyPlot {
    /// The places of a bar or a dot, all in the plot's own units.
    private static let width = 360
    /// More bars than these tell nothing.
    private static let mostBars = 15
    /// As many months as have room for a label.
    private static let labelledMonths = 12

    let content: Content

    /// - Parameters:
    ///   - lines: groups in order, with their subsidies.
    ///   - isTime: whether the groups follow each other in time.
    init(_ lines: [(name: String, subsidy: Money)], isTime: Bool) {
        let top = lines.map(\.subsidy.fen).max() ?? 0
        guard top > 0 else {
            content = ["hasPlot": false]
            return
        }
        content = isTime && lines.count > 1 ? Self.line(lines, top) : Self.bars(lines, top)
    }

    private static func bars(
        _ lines: [(name: String, subsidy: Money)], _ top: Int64
    ) -> Content {
        let shown =
            lines.count > mostBars
            ? Array(lines.sorted { $0.subsidy > $1.subsidy }.prefix(mostBars)) : lines
        return [
            "hasPlot": true, "isLine": false, "width": width, "height": shown.count * 36,
            "isCut": shown.count < lines.count,
            "bars": shown.enumerated().map { place, line in
                [
                    "name": shortened(line.name), "amount": line.subsidy.groupedText,
                    "textY": place * 36 + 14, "barY": place * 36 + 19,
                    "width": max(scaled(line.subsidy.fen, top, to: width), 1),
                ] as Content
            },
        ]
    }

    private static func line(
        _ lines: [(name: String, subsidy: Money)], _ top: Int64
    ) -> Content {
        let (floor, height) = (170, 140)
        let step = (width - 40) / max(lines.count - 1, 1)
        let dots = lines.enumerated().map { place, line in
            (x: 20 + place * step, y: floor - scaled(line.subsidy.fen, top, to: height))
        }
        let gap = (lines.count + labelledMonths - 1) / labelledMonths
        let isOneYear = Set(lines.map { $0.name.prefix(4) }).count == 1
        return [
            "hasPlot": true, "isLine": true, "isCut": false, "width": width, "height": 200,
            "top": Money(fen: top).groupedText, "floor": floor,
            "points": dots.map { "\($0.x),\($0.y)" }.joined(separator: " "),
            "dots": zip(lines, dots).map { line, dot in
                ["x": dot.x, "y": dot.y, "name": line.name, "amount": line.subsidy.groupedText]
                    as Content
            },
            "labels": lines.indices.filter { $0 % gap == 0 }.map { place in
                [
                    "x": dots[place].x,
                    "text": isOneYear ? String(lines[place].name.suffix(2)) : lines[place].name,
                ] as Content
            },
        ]
    }

    private static func scaled(_ value: Int64, _ top: Int64, to length: Int) -> Int {
        Int(clamping: Int128(max(value, 0)) * Int128(length) / Int128(top))
    }

    /// A name with room for the amount beside it.
    private static func shortened(_ name: String) -> String {
        let isWide = name.unicodeScalars.contains { $0.value > 0x2E80 }
        let most = isWide ? 16 : 30
        return name.count > most ? name.prefix(most - 1) + "…" : name
    }
}
