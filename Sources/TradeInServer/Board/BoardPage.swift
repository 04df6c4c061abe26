import Mustache
import TradeInCore

/// The page: a template that escapes every value it is given.
struct BoardPage: Sendable {
    private let template: MustacheTemplate

    /// Parses the template; it throws only when we wrote it wrongly.
    init() throws {
        HTMLText.register()
        template = try MustacheTemplate(string: BoardTemplate.text)
    }

    func render(_ content: BoardContent) -> String { template.render(content) }
}
