/// A figure that a unit reported for a target: a dated observation, or the base of a year.
///
/// It is never overwritten: a mistake is put right by a later figure for the same day or year
/// that says it corrects the earlier.
public struct TargetFigure: Hashable, Sendable {
    /// What the value holds for.
    public enum Point: Hashable, Sendable {
        /// The value of a whole year that growth is measured from.
        case base(Int)
        /// The value on a day; of a whole year, a day of it.
        case observed(Day)

        /// The kind's key: `base` or `observation`.
        public var kind: String {
            switch self {
            case .base: "base"
            case .observed: "observation"
            }
        }

        /// The year or the day as text.
        public var period: String {
            switch self {
            case .base(let year): String(year)
            case .observed(let day): day.isoText
            }
        }

        /// The point in words.
        public var title: LocalizedText {
            switch self {
            case .base(let year): LocalizedText(zh: "\(year)年基数", en: "base of \(year)")
            case .observed(let day):
                LocalizedText(zh: "\(day.isoText)观测值", en: "observation of \(day.isoText)")
            }
        }

        /// Reads what ``kind`` and ``period`` wrote.
        public init?(kind: String, period: String) {
            switch kind {
            case "base":
                guard let year = Int(period) else { return nil }
                self = .base(year)
            case "observation":
                guard case .success(let day) = Day.parse(period) else { return nil }
                self = .observed(day)
            default: return nil
            }
        }
    }

    /// The plan's code.
    public var plan: String
    /// The target's id.
    public var targetID: String
    /// What the value holds for.
    public var point: Point
    /// The value, never negative; for growth the level, never the percentage.
    public var value: TargetNumber
    /// The document that states it.
    public var document: String
    /// The unit that reported it.
    public var reporter: String
    /// Whether it puts an earlier figure right.
    public var isCorrection: Bool

    /// A figure; ``read(_:plan:today:)`` is the way in for what people typed.
    public init(
        plan: String, targetID: String, point: Point, value: TargetNumber, document: String,
        reporter: String, isCorrection: Bool = false
    ) {
        precondition(value >= .zero, "a figure is never negative")
        self.plan = plan
        self.targetID = targetID
        self.point = point
        self.value = value
        self.document = document
        self.reporter = reporter
        self.isCorrection = isCorrection
    }

    /// The record key that every figure for the same target and day or year shares.
    public var key: String { "figure:\(plan):\(targetID):\(point.kind):\(point.period)" }

    /// The figure as canonical JSON.
    public var body: [UInt8] {
        canonicalObject { json in
            if isCorrection { json.field("corrects", true) }
            json.field("document", document)
            json.field("figure", point.kind)
            json.field("period", point.period)
            json.field("plan", plan)
            json.field("reporter", reporter)
            json.field("target", targetID)
            json.field("thousandths", value.thousandths)
        }
    }
}

/// A figure as it stands in the ledger.
public struct StandingFigure: Hashable, Sendable {
    /// The figure.
    public var figure: TargetFigure
    /// Who entered it.
    public var actor: String
    /// Its entry in the log.
    public var logIndex: Int64

    /// A figure in the ledger.
    public init(figure: TargetFigure, actor: String, logIndex: Int64) {
        self.figure = figure
        self.actor = actor
        self.logIndex = logIndex
    }
}

extension LedgerMachine {
    /// Records a figure, or one that corrects the last for the same day or year.
    static func record(
        _ figure: TargetFigure, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let chain = state.figures[figure.key] ?? []
        // A file that is sent again changes nothing, whatever was corrected since; going back to an
        // earlier value therefore names a document of its own.
        if let same = chain.first(where: { $0.figure == figure }) {
            return .replayed(Receipt(logIndex: same.logIndex))
        }
        if let last = chain.last, !figure.isCorrection {
            return .refused(.figureRecorded(figure, last))
        }
        if chain.isEmpty, figure.isCorrection { return .refused(.figureMissing(figure)) }
        let place = Int64(state.frontier.size)
        state.figures[figure.key, default: []].append(
            StandingFigure(figure: figure, actor: context.actor, logIndex: place))
        return keep(
            .figure(figure, actor: context.actor), figure.key, figure.body, "target.figure",
            context, in: &state)
    }
}

extension Refusal {
    static func figureRecorded(_ figure: TargetFigure, _ last: StandingFigure) -> Refusal {
        let (own, old) = (figure.value.groupedText, last.figure.value.groupedText)
        let name = figure.point.title
        return Refusal(
            .figureRecorded,
            zh: "\(figure.targetID)的\(name.zh)已登记为\(old)（\(last.figure.reporter)，"
                + "\(last.figure.document)），不能再登记为\(own)。如需更正，请注明“更正”并写明更正依据。",
            en: "The \(name.en) of \(figure.targetID) is on record as \(old) "
                + "(\(last.figure.reporter), \(last.figure.document)) and is not overwritten with "
                + "\(own). To put it right, mark it as a correction and name the document.")
    }

    static func figureMissing(_ figure: TargetFigure) -> Refusal {
        let name = figure.point.title
        return Refusal(
            .figureMissing,
            zh: "\(figure.targetID)没有\(name.zh)可更正。请去掉“更正”，或核对日期、年份。",
            en: "\(figure.targetID) has no \(name.en) to correct. Leave the mark of a correction "
                + "away, or check the day or year.")
    }
}
