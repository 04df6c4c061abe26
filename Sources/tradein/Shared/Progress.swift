import Foundation

/// A progress bar on standard error, drawn on a terminal only.
struct ProgressBar {
    private let started = Date()
    private let isShown = isatty(2) == 1
    private var drawn = Date.distantPast
    private let label: String

    init(_ label: String) { self.label = label }

    /// Draws at most ten times a second.
    mutating func update(done: Int, total: Int, rows: Int) {
        guard isShown, Date().timeIntervalSince(drawn) > 0.1 else { return }
        drawn = Date()
        let elapsed = max(drawn.timeIntervalSince(started), 0.001)
        let share = total > 0 ? min(Double(done) / Double(total), 1) : 0
        let filled = Int(share * 24)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let left = share > 0.01 ? Int(elapsed / share - elapsed) : 0
        let text = say(
            "\(label) \(bar) \(Int(share * 100))% 第\(rows)行 \(Int(Double(rows) / elapsed))行/秒 剩余约\(left)秒",
            "\(label) \(bar) \(Int(share * 100))% row \(rows) \(Int(Double(rows) / elapsed)) rows/s \(left) s left"
        )
        FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8))
    }

    /// Takes the bar away.
    func finish() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
