import FileExchange
import TradeInCore
import TradeInDesk
import TradeInStore

/// The data package of a ledger's claims and tallies.
enum ClaimPackage {
    /// Writes the tables into a folder and describes them, all at one checkpoint.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - folder: where the files are written.
    ///   - asOf: when that is.
    /// - Returns: the descriptor, not written yet; how many rows of claims; the warning to show.
    /// - Throws: an exit when the books do not agree, the store's failures and the file system's.
    static func write(
        _ store: LedgerStore, to folder: String, asOf: Moment
    ) throws -> (package: DataPackage, claims: Int, banner: PolicyBanner) {
        let (found, checkpoint) = try store.readSteadily {
            let statement = try TotalsStatement(.town, year: nil, store: store, asOf: asOf)
            try ExportCommand.refuse(statement.complaints)
            try writeTallies(store.tally(.town), to: folder)
            return (try writeClaims(store, to: folder), statement.banner)
        }
        let (claims, banner) = found
        let package = DataPackage(
            name: "tradein-\(store.countyCode)-claims",
            title: LocalizedText(
                zh: "以旧换新补贴申领（不含个人信息）",
                en: "Trade-in subsidy claims without personal data"),
            description: LocalizedText(
                zh: "每笔申领和补差一行，另有按镇街、补贴项目和状态的汇总；金额单位为分。",
                en: "A row for each claim and linked award, and tallies by town, programme and "
                    + "state; amounts are in fen, hundredths of a yuan."),
            asOf: asOf, origin: store.origin, checkpoint: checkpoint, unverified: banner.packs,
            tables: try [claimTable, tallyTable].map {
                ($0, try DataPackage.Stamp(of: folder + "/" + $0.path))
            })
        return (package, claims, banner)
    }

    private static func writeClaims(_ store: LedgerStore, to folder: String) throws -> Int {
        let writer = try CSVWriter(path: folder + "/" + claimTable.path, encoding: .utf8)
        let count = try ClaimRows.write(to: writer, from: store)
        try writer.finish()
        return count
    }

    private static func writeTallies(_ cells: [TallyRow], to folder: String) throws {
        let writer = try CSVWriter(path: folder + "/" + tallyTable.path, encoding: .utf8)
        try writer.write(tallyTable.fields.map { .text($0.name) })
        for cell in cells where cell.sums != TallySums() {
            let (key, sums) = (cell.key, cell.sums)
            try writer.write([
                .number(String(key.year)), .text(key.programme.rawValue), .text(key.value),
                .text(key.state.rawValue), .number(String(sums.claims)),
                .number(String(sums.units)), .number(String(sums.sales.fen)),
                .number(String(sums.subsidy.fen)),
            ])
        }
        try writer.finish()
    }
}

// MARK: What the columns hold

extension ClaimPackage {
    private static let claimPattern = "TC[0-9]{9,}"

    /// The claims; their columns are those of every export of claims.
    static let claimTable: DataPackage.Table = {
        let fields = claimFields
        precondition(fields.map(\.name) == ClaimRows.columns, "every column is described")
        return DataPackage.Table(
            name: "claims", title: LocalizedText(zh: "申领", en: "Claims"), fields: fields,
            primaryKey: ["claim"], selfReference: "parent")
    }()

    private static var claimFields: [DataPackage.Field] {
        [
            .init(
                name: "claim", title: LocalizedText(zh: "申领号", en: "Claim number"),
                pattern: claimPattern),
            .init(
                name: "parent", title: LocalizedText(zh: "原申领", en: "Original claim"),
                description: LocalizedText(
                    zh: "补差所补的申领；其他申领为空。",
                    en: "The claim that a linked award adds to; empty for all others."),
                isRequired: false, pattern: claimPattern),
            .init(
                name: "category", title: LocalizedText(zh: "类别", en: "Category"),
                words: Category.allCases.map(\.rawValue)),
            programme,
            .init(
                name: "class", title: LocalizedText(zh: "品类", en: "Item class"),
                description: LocalizedText(
                    zh: "车辆为能源种类：nev 新能源，fuel 燃油。",
                    en: "For vehicles the energy: nev or fuel.")),
            town,
            .init(
                name: "dealer", title: LocalizedText(zh: "经销商", en: "Dealer"),
                description: LocalizedText(
                    zh: "统一社会信用代码。", en: "The unified social credit code.")),
            year,
            .init(
                name: "month", type: "yearmonth",
                title: LocalizedText(zh: "销售月份", en: "Month of sale")),
            .init(
                name: "soldOn", type: "date",
                title: LocalizedText(zh: "销售日期", en: "Day of sale")),
            state, units, sales, subsidy,
            .init(
                name: "fund", title: LocalizedText(zh: "资金", en: "Fund"),
                description: LocalizedText(zh: "资金代码。", en: "The fund's code.")),
            .init(
                name: "shares", title: LocalizedText(zh: "资金分担", en: "Funding shares"),
                description: LocalizedText(
                    zh: "各级财政分担的权重，如 central:85 county:15；未确定为空。",
                    en: "Weights of what each budget bears, as central:85 county:15; empty while "
                        + "not settled."), isRequired: false),
        ]
    }

    /// The tallies of claims by year, programme, town and state.
    static let tallyTable = DataPackage.Table(
        name: "tallies", title: LocalizedText(zh: "汇总", en: "Tallies"),
        fields: [
            year, programme, town, state,
            .init(
                name: "claims", type: "integer", title: LocalizedText(zh: "笔数", en: "Claims"),
                description: LocalizedText(
                    zh: "补差不另计笔数。", en: "Linked awards are not counted."), minimum: 0),
            units, sales, subsidy,
        ],
        primaryKey: ["year", "programme", "town", "state"])

    private static let programme = DataPackage.Field(
        name: "programme", title: LocalizedText(zh: "补贴项目", en: "Programme"),
        words: Programme.allCases.map(\.rawValue))
    private static let town = DataPackage.Field(
        name: "town", title: LocalizedText(zh: "镇街", en: "Town"),
        description: LocalizedText(
            zh: "本系统的代码（拼音），不是统计用区划代码。",
            en: "Our own key in pinyin, not a statistical division code."))
    private static let year = DataPackage.Field(
        name: "year", type: "year", title: LocalizedText(zh: "销售年度", en: "Year of sale"))
    private static let state = DataPackage.Field(
        name: "state", title: LocalizedText(zh: "状态", en: "State"),
        words: ClaimState.allCases.map(\.rawValue))
    private static let units = DataPackage.Field(
        name: "units", type: "integer", title: LocalizedText(zh: "件数", en: "Units"), minimum: 0)
    private static let sales = DataPackage.Field(
        name: "salesFen", type: "integer",
        title: LocalizedText(zh: "销售额（分）", en: "Sales in fen"), minimum: 0)
    private static let subsidy = DataPackage.Field(
        name: "subsidyFen", type: "integer",
        title: LocalizedText(zh: "补贴额（分）", en: "Subsidy in fen"), minimum: 0)
}
