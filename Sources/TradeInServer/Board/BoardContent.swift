import TradeInCore
import TradeInStore

/// What one page shows, as finished text; the template adds no word and no number.
struct BoardContent: Sendable {
    /// A link of the year or language navigation.
    struct Link: Sendable {
        let text: String
        let address: String
        let isCurrent: Bool
    }

    let words: BoardWords
    let tag, otherTag, otherAddress, query, styleVersion: String
    let county, planTitle, planNumber, asOf, year: String
    let years: [Link]
    let unverified: String?
    let counts: [TargetCount]
    let targets: [TargetCard]
    let waiting: [TargetCard]
    let waitingCount: Int
    let categories: [CategoryLines]
    let hasTally: Bool
    let funds: [FundCard]
    let checkpoint: CheckpointFacts?

    init(
        board: Board, year: Int, language: Language, checkpoint: CheckpointFacts?,
        targets entries: [BoardTarget], cells: [TallyRow], funds: [Fund],
        packs: [PackStanding]
    ) {
        let other: Language = language == .zh ? .en : .zh
        words = BoardWords(language)
        (tag, otherTag) = (language.tag, other.tag)
        query = Self.query(year, language)
        otherAddress = "/" + Self.query(year, other)
        styleVersion = BoardStyle.version
        county = board.county.name[language]
        planTitle = board.plan.title[language]
        planNumber = board.plan.number
        asOf = board.clock().countyText
        self.year = String(year)
        years = Self.years(board, chosen: year).map {
            Link(text: String($0), address: "/" + Self.query($0, language), isCurrent: $0 == year)
        }
        unverified = Self.unverified(packs, board.shelf, year, language)
        counts = TargetCount.counts(entries, language)
        let cards = entries.map { TargetCard($0, language) }
        targets = cards.filter { !$0.isWaiting }
        waiting = cards.filter(\.isWaiting)
        waitingCount = waiting.count
        let table = TallyTable(register: board.shelf.register, county: board.county)
        categories = CategoryLines.all(cells, table, language)
        hasTally = !categories.isEmpty
        self.funds = funds.map { FundCard($0, language) }
        self.checkpoint = checkpoint
    }

    private static func query(_ year: Int, _ language: Language) -> String {
        "?year=\(year)" + (language == .en ? "&lang=en" : "")
    }

    /// The years of the plan, this year, and the one asked for.
    private static func years(_ board: Board, chosen: Int) -> [Int] {
        let due = board.plan.targets.compactMap { target in
            if case .year(let year) = target.period { year } else { nil }
        }
        return Set(due + [board.plan.issued.year, board.currentYear, chosen]).sorted()
    }

    /// The packs that decided or decide claims of the year with values that nobody has confirmed;
    /// nil when all are.
    private static func unverified(
        _ packs: [PackStanding], _ shelf: PackShelf, _ year: Int, _ language: Language
    ) -> String? {
        let names = PackStanding.open(packs, year: year).map { pack in
            let title = shelf.packs.first { $0.identifier == pack.identifier }?.source.title
            return title?[language] ?? pack.identifier
        }
        return names.isEmpty ? nil : names.joined(separator: language == .zh ? "、" : ", ")
    }
}

extension PackStanding {
    /// The packs that decide or have decided, in a year or in any, with values still open.
    static func open(_ packs: [PackStanding], year: Int?) -> [PackStanding] {
        packs.filter { pack in
            let days = pack.scope.days
            let isOfYear =
                year.map { days.lowerBound.year <= $0 && $0 <= days.upperBound.year } ?? true
            return pack.state != .proposed && !pack.unconfirmed.isEmpty && isOfYear
        }
    }
}
