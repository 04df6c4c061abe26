import PolicyLibrary
import TradeInCore
import TradeInDesk

extension PackSideBySide {
    /// Prints article after article; two columns where the terminal has room for them.
    func print() {
        for section in notice.sections {
            Output.line()
            Output.line(say("第\(section.label)条 ", "Art. \(section.label) ") + section.title)
            let text = section.text(in: Language.current)
            let made = lines(of: section.label, in: .current)
            let right = made.isEmpty ? [say("（没有规则）", "(no rule)")] : made
            if let width = Terminal.width, width >= 90 {
                columns(text, right, width)
            } else {
                for paragraph in text { Terminal.paragraph("  " + paragraph, indent: 2) }
                for line in right { Terminal.paragraph("  → " + line, indent: 4) }
            }
        }
    }

    private func columns(_ text: [String], _ made: [String], _ width: Int) {
        let half = (width - 5) / 2
        let left = text.flatMap { Terminal.wrapped($0, to: half) }
        let right = made.flatMap { Terminal.wrapped($0, to: half) }
        for place in 0..<max(left.count, right.count) {
            let cell = place < left.count ? left[place] : ""
            let blank = String(repeating: " ", count: max(0, half - displayWidth(cell)))
            Output.line("  " + cell + blank + " │ " + (place < right.count ? right[place] : ""))
        }
    }
}
