import TradeInCore

/// A place in a file: line and column, both from 1.
struct FilePlace: Hashable {
    var line: Int
    var column: Int

    /// The first character of a file.
    static let start = FilePlace(line: 1, column: 1)
}

/// The faults of one file while it is read; a bounded list, whatever the file holds.
struct FaultList {
    let file: String
    private(set) var faults: [PackFault] = []

    /// How many faults are told in full.
    static let most = 100

    init(file: String) {
        self.file = file
    }

    /// Adds a fault; after the last one told, a note that there are more.
    mutating func add(_ place: FilePlace, _ code: String, zh: String, en: String) {
        guard faults.count <= Self.most else { return }
        let isNote = faults.count == Self.most
        faults.append(
            PackFault(
                file: file, line: place.line, column: place.column,
                code: isNote ? "more-faults" : code,
                message: isNote
                    ? LocalizedText(
                        zh: "此后还有问题未列出。请先改正以上各条。",
                        en: "There are more from here on. Correct those above first.")
                    : LocalizedText(zh: zh, en: en)))
    }

    mutating func add(_ others: [PackFault]) { faults += others }

    /// The faults as an error in order of place; there is at least one.
    var error: PackFaults { PackFaults(faults.inOrder) }
}

extension [PackFault] {
    /// In order of file, line and column.
    var inOrder: [PackFault] {
        sorted { ($0.file, $0.line, $0.column, $0.code) < ($1.file, $1.line, $1.column, $1.code) }
    }
}

/// How words of a file are shown in messages, and what an unknown word may have meant.
enum Wording {
    /// At most 40 characters on one line, without control characters.
    static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(40).map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "·"
            default: scalar
            }
        }
        let head = String(String.UnicodeScalarView(scalars))
        return text.unicodeScalars.count > 40 ? head + "…" : head
    }

    /// The known word nearest to `word`, or nil when none is near.
    static func nearest(to word: String, among known: [String]) -> String? {
        let target = Array(word.unicodeScalars)
        guard !target.isEmpty, target.count <= 40 else { return nil }
        let distances = known.map { (distance(target, Array($0.unicodeScalars)), $0) }
        guard let best = distances.min(by: { $0.0 < $1.0 }) else { return nil }
        return best.0 <= max(2, target.count / 3) && best.0 < target.count ? best.1 : nil
    }

    /// How many letters must be put in, taken out, replaced or swapped with a neighbour.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var rows = [Array(0...right.count)]
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(
                    rows[row][column] + (scalar == other ? 0 : 1), rows[row][column + 1] + 1,
                    current[column] + 1)
                if row > 0, column > 0, scalar == right[column - 1], other == left[row - 1] {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                current.append(best)
            }
            rows.append(current)
        }
        return rows[left.count][right.count]
    }
}
