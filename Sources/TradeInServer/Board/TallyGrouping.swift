import TradeInCore
import TradeInStore

/// What the public tally may be grouped by; dealers are not among it, for a sole trader
/// is a person.
enum TallyGrouping: String, CaseIterable, Sendable {
    case category, programme, town, month, state
    case itemClass = "class"

    /// The stored cells that hold the answer.
    var dimension: TallyDimension {
        switch self {
        case .town: .town
        case .month: .month
        case .category, .programme, .state, .itemClass: .itemClass
        }
    }
}

/// One line of a tally.
struct TallyLine: Hashable, Sendable {
    /// The programme, where lines of two programmes may share a key.
    var programme: Programme?
    var key: String
    var title: LocalizedText
    var sums = TallySums()
    /// The claims among them that wait for money.
    var waitlisted: Int64 = 0
}

/// Cells summed into lines with names.
struct TallyTable: Sendable {
    let register: ItemClassRegister
    let county: County

    /// The lines of a grouping, in the order in which people expect them.
    func lines(_ rows: [TallyRow], by grouping: TallyGrouping) -> [TallyLine] {
        var lines: [TallyLine] = []
        var places: [String: Int] = [:]
        for row in rows where grouping == .state || !row.key.state.isOver {
            let line = emptyLine(row.key, grouping)
            let name = (line.programme?.rawValue ?? "") + "/" + line.key
            let place = places[name] ?? lines.count
            if place == lines.count {
                places[name] = place
                lines.append(line)
            }
            lines[place].sums += row.sums
            if row.key.state == .waitlisted { lines[place].waitlisted += row.sums.claims }
        }
        return lines.sorted { rank($0, grouping) < rank($1, grouping) }
    }

    private func emptyLine(_ key: TallyKey, _ grouping: TallyGrouping) -> TallyLine {
        let programme = key.programme
        switch grouping {
        case .category:
            return TallyLine(key: programme.category.rawValue, title: programme.category.title)
        case .programme: return TallyLine(key: programme.rawValue, title: programme.title)
        case .state: return TallyLine(key: key.state.rawValue, title: key.state.title)
        case .month:
            return TallyLine(key: key.value, title: LocalizedText(zh: key.value, en: key.value))
        case .town:
            let name = county.towns.first { $0.key == key.value }?.name
            return TallyLine(
                key: key.value, title: name ?? LocalizedText(zh: key.value, en: key.value))
        case .itemClass:
            return TallyLine(programme: programme, key: key.value, title: classTitle(key.value))
        }
    }

    /// A class's name; vehicles are classed by energy.
    func classTitle(_ key: String) -> LocalizedText {
        if let index = register.index(ofKey: key) { return register.classes[index].title }
        switch key {
        case "nev": return LocalizedText(zh: "新能源汽车", en: "New-energy car")
        case "fuel": return LocalizedText(zh: "燃油车", en: "Fuel car")
        case "other": return LocalizedText(zh: "其他", en: "Other")
        default: return LocalizedText(zh: key, en: key)
        }
    }

    private func rank(_ line: TallyLine, _ grouping: TallyGrouping) -> (Int, Int, String) {
        func place<Word: RawRepresentable & CaseIterable & Equatable>(_ word: Word?) -> Int {
            word.flatMap { word in Array(Word.allCases).firstIndex(of: word) } ?? 99
        }
        switch grouping {
        case .category: return (place(Category(rawValue: line.key)), 0, line.key)
        case .programme: return (place(Programme(rawValue: line.key)), 0, line.key)
        case .state: return (place(ClaimState(rawValue: line.key)), 0, line.key)
        case .month: return (0, 0, line.key)
        case .town: return (county.towns.firstIndex { $0.key == line.key } ?? 99, 0, line.key)
        case .itemClass:
            return (place(line.programme), register.index(ofKey: line.key) ?? 99, line.key)
        }
    }
}
