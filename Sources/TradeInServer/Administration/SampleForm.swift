import TradeInCore
import TradeInDesk
import TradeInStore

/// What the auditor asks to be drawn.
struct SampleForm: Sendable {
    var seed = ""
    var size = "30"
    var programme = ""
    var year = ""
    var state = ""
    /// Whether it was sent, or is only about to be filled in.
    var isSent = false
    /// What is wrong, by field.
    private(set) var faults: [String: LocalizedText] = [:]

    /// What the address asks for.
    init(_ form: Form) {
        isSent = form.fields.contains { $0.name == "seed" || $0.name == "size" }
        seed = form["seed"] ?? ""
        size = form["size"] ?? (isSent ? "" : size)
        programme = form["programme"] ?? ""
        year = form["year"] ?? ""
        state = form["state"] ?? ""
    }

    /// A draw: seed, size, and from which claims.
    struct Wish: Sendable {
        var seed: String
        var size: Int
        var filter: ClaimFilter
    }

    /// What is to be drawn; nil when something is wrong, which the faults then tell.
    mutating func wish() -> Wish? {
        faults["seed"] = seedFault
        let count = Self.number(size)
        if count.map(AuditSample.sizes.contains) != true {
            faults["size"] = LocalizedText(
                zh: "笔数应为1到500的整数，得到“\(size.prefix(20))”。",
                en: "The size is a whole number from 1 to 500, not \"\(size.prefix(20))\".")
        }
        var filter = ClaimFilter()
        filter.programme = Programme(rawValue: programme)
        if !programme.isEmpty, filter.programme == nil {
            faults["programme"] = Self.notOfTheList(programme)
        }
        filter.state = ClaimState(rawValue: state)
        if !state.isEmpty, filter.state == nil { faults["state"] = Self.notOfTheList(state) }
        if !year.isEmpty {
            filter.period = year
            if year.utf8.count != 4 || Self.number(year) == nil {
                faults["year"] = LocalizedText(
                    zh: "年度应为四位数字，如2026，得到“\(year.prefix(20))”。",
                    en: "The year has four digits, as 2026; not \"\(year.prefix(20))\".")
            }
        }
        guard faults.isEmpty, let count else { return nil }
        return Wish(seed: seed, size: count, filter: filter)
    }

    private var seedFault: LocalizedText? {
        guard !seed.isEmpty else {
            return LocalizedText(
                zh: "请填写种子，任何文字都行，例如“2026-审-07 掷骰 4 1 6 2”。",
                en: "Type a seed; any text will do, such as \"audit 7 of 2026, dice 4 1 6 2\".")
        }
        guard seed.count <= AuditSample.mostSeedCharacters else {
            return LocalizedText(
                zh: "种子有\(seed.count)个字符，最多100个。请缩短。",
                en: "The seed has \(seed.count) characters, 100 at most. Make it shorter.")
        }
        guard TokenWish.isVisible(seed) else {
            return LocalizedText(
                zh: "种子含有看不见的字符，别人无法照样输入。请重新键入。",
                en: "The seed holds characters that nobody can see, so nobody could type it again. "
                    + "Type it anew.")
        }
        return nil
    }

    private static func number(_ text: String) -> Int? {
        (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
            ? Int(text) : nil
    }

    private static func notOfTheList(_ text: String) -> LocalizedText {
        LocalizedText(
            zh: "没有“\(text.prefix(40))”。请从列表中选择。",
            en: "There is no \(text.prefix(40)). Choose one of the list.")
    }

    /// What the template shows.
    func content(_ visit: Visit) -> Content {
        func fault(_ field: String) -> [Content] {
            faults[field].map { [["text": $0[visit.language]]] } ?? []
        }
        return [
            "seed": seed, "size": size, "year": year,
            "programmes": Programme.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: programme)
            },
            "states": ClaimState.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: state)
            },
            "seedFaults": fault("seed"), "sizeFaults": fault("size"), "yearFaults": fault("year"),
            "programmeFaults": fault("programme"), "stateFaults": fault("state"),
        ]
    }
}
