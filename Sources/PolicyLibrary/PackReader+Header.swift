import TradeInCore
import Yams

/// What a pack says of itself, before its rules.
struct PackHeader {
    var identifier: PlacedText
    var version: String
    var title: LocalizedText
    var programme: Programme
    var place: String
    var document: PackSource.Document
    var status: PackSource.Status
    var mark: String
    var note: String?
}

/// The days on which a pack decides.
struct PackPeriod {
    var from: Day
    var to: Day
    var by: Fact
}

extension NodeReader {
    /// How sure a statement is, in the notice's marks.
    static let marks = ["S1", "S2", "S3", "K", "D"]

    mutating func packHeader(_ fields: NodeFields) -> PackHeader? {
        let identifier = code("pack", fields)
        let version = version(fields)
        let title = localizedText("title", fields)
        let programme = word("programme", fields, as: Programme.self)
        let place = region(fields)
        let document = document(fields)
        let verification = verification(fields)
        guard let identifier, let version, let title, let programme, let place, let document,
            let verification
        else { return nil }
        return PackHeader(
            identifier: identifier, version: version, title: title, programme: programme,
            place: place, document: document, status: verification.status,
            mark: verification.mark, note: verification.note)
    }

    private mutating func version(_ fields: NodeFields) -> String? {
        guard let placed = text("version", fields) else { return nil }
        let parts = placed.text.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isSound =
            parts.count == 3 && parts.allSatisfy { (1...4).contains($0.count) && $0.isDigits }
        if isSound { return placed.text }
        fault(
            placed, "version-malformed", zh: "“\(Wording.shown(placed.text))”不是版本号。请写成1.0.0。",
            en: "\(Wording.shown(placed.text)) is no version. Write it as 1.0.0.")
        return nil
    }

    private mutating func region(_ fields: NodeFields) -> String? {
        guard let placed = text("place", fields) else { return nil }
        let isCode = [2, 4, 6].contains(placed.text.utf8.count) && placed.text.utf8.isDigits
        if placed.text == "CN" || isCode { return placed.text }
        fault(
            placed, "place-malformed",
            zh: "“\(Wording.shown(placed.text))”不是地区。请写CN，或区划代码的前2、4、6位数字。",
            en:
                "\(Wording.shown(placed.text)) is no place. Write CN, or the first 2, 4 or 6 digits "
                + "of a region code.")
        return nil
    }

    private mutating func document(_ fields: NodeFields) -> PackSource.Document? {
        guard let source = mapping("source", fields, ["number", "title", "issued"]) else {
            return nil
        }
        let title = optionalText("title", source)
        let issued = source["issued"] == nil ? nil : day("issued", source)
        return text("number", source).map {
            PackSource.Document(number: $0.text, title: title?.text, issued: issued)
        }
    }

    private mutating func verification(
        _ fields: NodeFields
    ) -> (status: PackSource.Status, mark: String, note: String?)? {
        guard let verification = mapping("verification", fields, ["status", "mark", "note"])
        else { return nil }
        let note = optionalText("note", verification)
        let status = word("status", verification, as: PackSource.Status.self)
        let mark = word("mark", verification, among: Self.marks)
        guard let status, let mark else { return nil }
        return (status, mark, note?.text)
    }

    mutating func packPeriod(_ fields: NodeFields) -> PackPeriod? {
        guard let force = mapping("inForce", fields, ["from", "to", "by"]) else { return nil }
        let from = day("from", force)
        let to = day("to", force)
        let days = Fact.allCases.filter { $0.type == .day }.map(\.name)
        let by = word("by", force, among: days).flatMap(Fact.init(named:))
        guard let from, let to, let by else { return nil }
        guard from <= to else {
            fault(
                force["to"]?.place ?? force.place, "period-empty",
                zh: "有效期止于\(to.isoText)，早于起始日\(from.isoText)。请核对。",
                en:
                    "It ends on \(to.isoText), before it starts on \(from.isoText). Check both days."
            )
            return nil
        }
        return PackPeriod(from: from, to: to, by: by)
    }

    mutating func packRounding(
        _ fields: NodeFields
    ) -> (rounding: Rounding, basis: String)? {
        guard let rounding = mapping("rounding", fields, ["mode", "to", "basis"]) else {
            return nil
        }
        let mode = word("mode", rounding, as: Rounding.Mode.self)
        let unit = word("to", rounding, as: Rounding.Unit.self)
        let basis = text("basis", rounding)
        guard let mode, let unit, let basis else { return nil }
        return (Rounding(mode: mode, unit: unit), basis.text)
    }

    mutating func packIdentities(_ fields: NodeFields) -> [PackSource.Identity] {
        let known = PackSource.Identity.allCases.map(\.rawValue)
        let words = words("samePerson", fields, among: known)
        return words.compactMap { PackSource.Identity(rawValue: $0.text) }
    }

    /// A list of words of a closed set, each once, at least one.
    mutating func words(
        _ key: String, _ fields: NodeFields, among known: [String]
    ) -> [PlacedText] {
        guard let node = required(key, fields), let items = items(node, most: 64) else { return [] }
        if items.isEmpty { emptyList(node.place) }
        let words = items.compactMap { text($0) }
        for word in words where !known.contains(word.text) {
            unknown(word, "word-unknown", ("“\(key)”取值", "value of \(key)"), among: known)
        }
        refuseRepeats(words, "word-repeated")
        return words
    }

    mutating func emptyList(_ place: FilePlace) {
        fault(
            place, "list-empty", zh: "列表是空的。至少写一项。",
            en: "The list is empty. Write at least one item.")
    }
}

extension Collection<UInt8> {
    /// Whether every byte is an ASCII digit.
    var isDigits: Bool { allSatisfy { (48...57).contains($0) } }
}
