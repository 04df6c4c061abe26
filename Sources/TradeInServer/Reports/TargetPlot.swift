import TradeInCore

/// Plots of one target as SVG, drawn from numbers alone; black on white in print.
///
/// Colours say the state again that stands beside in words; nothing is told by colour alone.
enum TargetPlot {
    /// Where 100 % of the figure stands on the bullet, of 1000.
    private static let whole = 800

    /// A bullet: the bar is what is reached, the thick mark the figure, the thin one what is due.
    ///
    /// - Parameters:
    ///   - permille: the share reached; nil draws an empty track.
    ///   - due: what is due today, in thousandths of the figure; nil draws no mark.
    /// - Returns: an `svg` element; it is not heard, for the numbers stand beside it.
    static func bullet(permille: Int?, due: Int?) -> String {
        let bar = permille.map { min($0 * whole / 1000, 1000) } ?? 0
        var parts = [box("track", 0, 1000, 3, 12), box("mark", whole - 3, 6, 1, 16)]
        if bar > 0 { parts.insert(box("fill", 0, bar, 6, 6), at: 1) }
        if let due { parts.append(box("due", max(due * whole / 1000 - 1, 0), 3, 0, 18)) }
        return svg("bullet", width: 1000, height: 18, "aria-hidden=\"true\"", parts.joined())
    }

    /// A rectangle, as a path: a page with 54 plots is a tenth shorter by it.
    private static func box(_ name: String, _ x: Int, _ width: Int, _ y: Int, _ height: Int)
        -> String
    {
        "<path class=\"\(name)\" d=\"M\(x),\(y)h\(width)v\(height)H\(x)z\"/>"
    }

    /// A sparkline: the twelve months of a year, what was there as a line with dots, what is due
    /// as a broken one.
    ///
    /// - Parameters:
    ///   - months: the months.
    ///   - label: what the plot shows.
    /// - Returns: an `svg` element, or nil where there is nothing to draw.
    static func sparkline(_ months: [TargetMonth], label: String) -> String? {
        let known = months.compactMap(\.actual)
        guard !known.isEmpty else { return nil }
        let all = known + months.compactMap(\.due)
        let top = max(all.max()?.thousandths ?? 0, 1)
        // A level far from zero would be a flat line on a scale from zero.
        let lowest = all.min()?.thousandths ?? 0
        let floor = lowest > top / 2 ? lowest - (top - lowest) / 4 : 0
        func place(_ month: Int, _ value: TargetNumber) -> String {
            let height = Int(
                clamping: (Int128(value.thousandths) - Int128(floor)) * 34
                    / Int128(max(top - floor, 1)))
            return "\(8 + month * 20),\(38 - min(max(height, 0), 34))"
        }
        let actual = months.indices.compactMap { index in
            months[index].actual.map { place(index, $0) }
        }
        let due = months.indices.compactMap { index in
            months[index].due.map { place(index, $0) }
        }
        var parts = "<line class=\"axis\" x1=\"0\" y1=\"39\" x2=\"236\" y2=\"39\"/>"
        if due.count > 1 {
            parts += "<polyline class=\"due\" points=\"\(due.joined(separator: " "))\"/>"
        }
        if actual.count > 1 {
            parts += "<polyline class=\"actual\" points=\"\(actual.joined(separator: " "))\"/>"
        }
        // Lines of no length with round ends are dots, however the plot is stretched.
        let dots = actual.map { "M\($0)h0" }.joined()
        parts += "<path class=\"dot\" d=\"\(dots)\"/>"
        let heard = "role=\"img\" aria-label=\"\(HTMLText.escaped(label))\""
        return svg("spark", width: 236, height: 42, heard, parts)
    }

    private static func svg(
        _ name: String, width: Int, height: Int, _ heard: String, _ parts: String
    ) -> String {
        "<svg class=\"\(name)\" viewBox=\"0 0 \(width) \(height)\" preserveAspectRatio=\"none\" "
            + heard + ">\(parts)</svg>"
    }
}
