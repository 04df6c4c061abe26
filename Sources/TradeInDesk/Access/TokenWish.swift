import TradeInCore
import TradeInStore

/// What a token is asked to be, before it is made.
public struct TokenWish: Sendable {
    /// The characters of a title.
    public static let titleLengths = 1...60
    /// The days for which a token may work.
    public static let days = 1...3650

    /// Whom the token acts as.
    public var user: User
    /// What it is for.
    public var title: String
    /// What it may be used for.
    public var scopes: Set<TokenScope>
    /// For how many days it works, today not counted.
    public var days: Int

    /// A wish; ``make(_:by:now:)`` takes it only when nothing is wrong with it.
    public init(user: User, title: String, scopes: Set<TokenScope>, days: Int) {
        self.user = user
        self.title = title
        self.scopes = scopes
        self.days = days
    }

    /// Whether a text may be a title: it is shown in lists, so all of it must be seen.
    public static func isTitle(_ text: String) -> Bool {
        titleLengths.contains(text.count) && isVisible(text)
    }

    /// Whether nothing of a text is hidden: no controls, no marks that turn the writing's direction.
    public static func isVisible(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: !scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    /// Makes the token, shown once.
    ///
    /// - Parameters:
    ///   - door: keeps its digest.
    ///   - maker: who makes it.
    ///   - now: the present moment.
    /// - Returns: the token and the last day on which it works.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func make(
        _ door: FrontDoor, by maker: String, now: Moment
    ) throws -> (token: String, lastDay: Day) {
        precondition(Self.isTitle(title) && Self.days.contains(days), "the wish was read first")
        let lastDay = Day(number: now.countyDay.number + Int32(days))
        let token = try door.makeToken(
            for: user, title: title, scopes: scopes, lastDay: lastDay, by: maker, now: now)
        return (token, lastDay)
    }
}
