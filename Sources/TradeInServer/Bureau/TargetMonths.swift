import TradeInCore

/// A target's months as a table and a plot beside it.
struct TargetMonths {
    let content: Content

    init(_ months: [TargetMonth]) {
        let all = months.compactMap(\.actual) + months.compactMap(\.due)
        let known = months.compactMap(\.actual)
        let top = max(all.map(\.thousandths).max() ?? 0, 1)
        func place(_ month: Int, _ value: TargetNumber) -> (x: Int, y: Int) {
            let height = Int(clamping: Int128(max(value.thousandths, 0)) * 140 / Int128(top))
            return (20 + month * 29, 170 - height)
        }
        func line(_ values: [TargetNumber?]) -> [(x: Int, y: Int)] {
            values.enumerated().compactMap { month, value in value.map { place(month, $0) } }
        }
        let (actual, due) = (line(months.map(\.actual)), line(months.map(\.due)))
        func points(_ places: [(x: Int, y: Int)]) -> String {
            places.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        }
        content = [
            "hasMonths": !all.isEmpty, "hasPlot": !known.isEmpty,
            "top": TargetNumber(thousandths: top).groupedText,
            "actualPoints": points(actual), "duePoints": points(due),
            "dots": actual.map { ["x": $0.x, "y": $0.y] as Content },
            "labels": months.indices.map { ["x": 20 + $0 * 29, "text": $0 + 1] as Content },
            "months": months.map { month in
                [
                    "month": month.month.text, "dueText": month.due?.groupedText ?? "—",
                    "actualText": month.actual?.groupedText ?? "—",
                ] as Content
            },
        ]
    }
}
