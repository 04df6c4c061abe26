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

    func render(_ content: BoardContent) -> String {
        template.render(Self.members(of: content) ?? content)
    }

    /// A value by the names of its members.
    ///
    /// The template library looks into a struct anew for each name it needs, which took nine tenths
    /// of the page's time; here each is looked into once.
    private static func members(of value: Any) -> Any? {
        if value is String || value is any BinaryInteger || value is Bool { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { members(of: $0.value) }
        case .collection: return mirror.children.compactMap { members(of: $0.value) }
        case .struct:
            var named: [String: Any] = [:]
            for (name, child) in mirror.children {
                if let name, let child = members(of: child) { named[name] = child }
            }
            return named
        default: preconditionFailure("the page shows no \(type(of: value))")
        }
    }
}
