import TradeInCore

/// A workbook for dealers to fill in, made from the claim format and the packs in force.
///
/// Identifiers are text columns, days and amounts are typed, choices have drop-downs, the first
/// row is an example that readers pass over.
public struct ClaimTemplate {
    /// The programme.
    public var programme: Programme
    /// The packs in force on the day that it is made; none leaves all item classes open.
    public var packs: [PolicyPack]
    /// The day that it is made for.
    public var day: Day
    /// The reader whose towns, classes and required columns it follows.
    public var reader: ClaimReader
    /// The language of headings: Chinese names, or keys.
    public var language: Language

    /// Rows that the checks hold for.
    private static let checkedRows = 10_000

    /// A template.
    public init(
        _ programme: Programme, packs: [PolicyPack], day: Day, reader: ClaimReader,
        in language: Language
    ) {
        self.programme = programme
        self.packs = packs
        self.day = day
        self.reader = reader
        self.language = language
    }

    /// Writes the workbook.
    ///
    /// - Parameter path: where it appears, whole.
    /// - Throws: ``FileFault`` when it cannot be written.
    public func write(to path: String) throws(FileFault) {
        let book = try Workbook(path: path)
        let fields = ClaimField.used(by: programme)
        let required = reader.required(by: programme)
        let isChinese = language == .zh
        try book.begin(
            sheet: isChinese ? "申领" : "Claims",
            fields.map { field in
                Workbook.Column(
                    (isChinese ? field.title.zh : field.key)
                        + (required.contains(field) ? "*" : ""),
                    width: field.columnWidth)
            }, title: programme.title[language])
        var lists: [(field: ClaimField, words: [String])] = []
        for (place, field) in fields.enumerated() {
            book.format(column: place, width: field.columnWidth, isDay: field.kind == .day)
            if let words = words(of: field) { lists.append((field, words)) }
        }
        try book.write(fields.map { cell(example(of: $0), of: $0) })
        for (place, field) in fields.enumerated() {
            book.check(
                check(field, place, lists, isRequired: required.contains(field)),
                column: place, rows: Self.checkedRows)
        }
        try writeNotes(book, fields, required)
        try writeLists(book, lists)
        try book.finish()
    }

    // MARK: - Checks

    private func check(
        _ field: ClaimField, _ place: Int, _ lists: [(field: ClaimField, words: [String])],
        isRequired: Bool
    ) -> CellCheck {
        let need =
            isRequired
            ? LocalizedText(zh: "（必填）", en: " (required)") : LocalizedText(zh: "", en: "")
        return CellCheck(
            rule(field, place, lists), title: field.title.zh,
            message: field.note.zh + need.zh + "\n" + field.note.en + need.en)
    }

    private func rule(
        _ field: ClaimField, _ place: Int, _ lists: [(field: ClaimField, words: [String])]
    ) -> CellCheck.Rule {
        if let index = lists.firstIndex(where: { $0.field == field }) {
            let column = Workbook.columnName(index)
            return .list("='\(listSheet)'!$\(column)$2:$\(column)$\(lists[index].words.count + 1)")
        }
        let cell = Workbook.columnName(place) + "2"
        switch field.kind {
        case .day: return .days(Self.earliest, Self.latest)
        case .amount: return .numbers(0.01, Double(Money.largestStated.fen) / 100)
        case .wholeNumber: return .numbers(0, 20_000)
        case .identifier(let lengths) where !lengths.isEmpty:
            let tests = lengths.map { "LEN(\(cell))=\($0)" }.joined(separator: ",")
            return .formula("=OR(\(tests))")
        case .identifier where field == .claimRef:
            let column = Workbook.columnName(place)
            return .formula("=COUNTIF($\(column)$2:$\(column)$\(Self.checkedRows + 1),\(cell))=1")
        default: return .any
        }
    }

    /// Days that may stand on a paper: first registrations reach back far.
    private static let earliest = Day(number: 5479)  // 1985-01-01
    private static let latest = Day(number: 32_871)  // 2059-12-31

    func words(of field: ClaimField) -> [String]? {
        switch field.kind {
        case .choice(let words): field == .programme ? [programme.title.zh] : words
        case .yesOrNo: ["是", "否"]
        case .town: reader.county.towns.map(\.name.zh)
        case .itemClass: field == .itemClass ? classes : reader.register.classes.map(\.title.zh)
        default: nil
        }
    }

    /// The classes that a pack in force covers; all of them where no pack names any.
    private var classes: [String] {
        var keys: [String] = []
        for pack in packs where pack.isInForce(on: day) {
            guard case .list(_, _, let words)? = pack.parameters(on: day)["classes"] else {
                continue
            }
            keys += words.filter { !keys.contains($0) }
        }
        let all = reader.register.classes
        let covered = all.filter { keys.contains($0.key) }
        return (covered.isEmpty ? all : covered).map(\.title.zh)
    }

    // MARK: - The other sheets

    private var listSheet: String { language == .zh ? "词表" : "Lists" }

    private func writeLists(
        _ book: Workbook, _ lists: [(field: ClaimField, words: [String])]
    ) throws(FileFault) {
        // Headings with a mark, so that no reader takes the sheet for one of claims.
        try book.begin(
            sheet: listSheet, lists.map { .init("▾" + $0.field.title.zh, width: 18) },
            title: listSheet)
        for row in 0..<(lists.map(\.words.count).max() ?? 0) {
            try book.write(
                lists.map { row < $0.words.count ? Workbook.Cell.text($0.words[row]) : .none })
        }
    }

    private func writeNotes(
        _ book: Workbook, _ fields: [ClaimField], _ required: Set<ClaimField>
    ) throws(FileFault) {
        try book.begin(
            sheet: language == .zh ? "说明" : "Notes",
            [
                .init("列 Column", width: 24), .init("键 Key", width: 22),
                .init("必填 Required", width: 14), .init("说明", width: 44),
                .init("Note", width: 52),
            ], title: programme.title[language])
        for field in fields {
            try book.write([
                .text(field.title.zh), .text(field.key),
                .text(required.contains(field) ? "是 yes" : ""), .text(field.note.zh),
                .text(field.note.en),
            ])
        }
        book.endTable()
        book.skip()
        for line in closing {
            try book.write([.text(line.zh), .none, .none, .none, .text(line.en)])
        }
    }

    private var closing: [LocalizedText] {
        let names = packs.filter { $0.isInForce(on: day) }.map {
            "\($0.identifier) \($0.source.version) (\($0.source.sha256.prefix(12)))"
        }
        let list = names.joined(separator: ", ")
        return [
            LocalizedText(
                zh: "第2行是示例，不会被登记，可以删除。", en: "Row 2 is an example and is never booked; delete it."),
            LocalizedText(
                zh: "按\(day.isoText)有效的政策包制作：\(list.isEmpty ? "无" : list)",
                en:
                    "Made from the packs in force on \(day.isoText): \(list.isEmpty ? "none" : list)"
            ),
            LocalizedText(
                zh: "制作命令：tradein claim template \(programme.rawValue)",
                en: "Made by: tradein claim template \(programme.rawValue)"),
        ]
    }
}
