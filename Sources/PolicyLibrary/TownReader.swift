import TradeInCore

/// The reader of a county's register of towns.
public enum TownReader {
    /// The columns of a town file, in order.
    public static let columns = ["key", "zh", "en", "kind"]

    /// The towns of a file.
    ///
    /// - Parameter bytes: the file, UTF-8 CSV with the heading ``columns``.
    /// - Returns: the sound towns in file order, and all findings.
    public static func towns(in bytes: [UInt8]) -> (towns: [Town], findings: [PlanFinding]) {
        let (rows, problems) = PlanRow.rows(in: bytes, columns: columns)
        var findings = problems
        var towns: [Town] = []
        for var row in rows {
            if let town = town(in: &row, besides: towns) { towns.append(town) }
            findings += row.findings
        }
        return (towns, findings)
    }

    private static func town(in row: inout PlanRow, besides others: [Town]) -> Town? {
        let key = row.filled("key")
        let name = LocalizedText(zh: row.filled("zh"), en: row.filled("en"))
        let kind = row.word("kind", as: Town.Kind.self)
        if !key.utf8.allSatisfy({ (97...122).contains($0) }) {
            row.add(
                "town-key", "key", zh: "只能用小写拼音字母。请改正。",
                en: "a key has lower-case letters only. Correct it.")
        }
        if let kind, !name.zh.hasSuffix(kind.suffix) {
            row.add(
                "town-name", "zh", zh: "全称应以“\(kind.suffix)”结尾。请改正。",
                en: "a full name of this kind ends with \(kind.suffix). Correct it.")
        }
        if others.contains(where: { $0.key == key || $0.name.zh == name.zh }) {
            row.add(
                "town-repeated", "key", zh: "名称或键与前面的行重复。请改正。",
                en: "its key or name is on an earlier line already. Correct it.")
        }
        guard row.findings.isEmpty, let kind else { return nil }
        return Town(key: key, name: name, kind: kind)
    }
}
