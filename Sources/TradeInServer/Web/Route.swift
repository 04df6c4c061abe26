import Hummingbird
import TradeInCore
import TradeInStore

/// Who may take a route; the engine's own tables, asked before anything else.
///
/// The ledger asks again by itself when a command comes: this keeps from being shown or begun what
/// would be refused.
enum RouteAccess: Hashable, Sendable {
    /// Anybody.
    case everyone
    /// Whoever is signed in, whatever for.
    case signedIn
    /// Whoever may read it.
    case seeing(Sight)
    /// Whoever may do one of these.
    case doing(Set<Act>)

    static func doing(_ acts: Act...) -> RouteAccess { .doing(Set(acts)) }

    /// Whether a user may take the route.
    func admits(_ user: User) -> Bool {
        switch self {
        case .everyone, .signedIn: true
        case .seeing(let sight): user.maySee(sight)
        case .doing(let acts): acts.contains(where: user.mayDo)
        }
    }

    /// Whether a token's scopes reach so far.
    func admits(_ scopes: Set<TokenScope>) -> Bool {
        switch self {
        case .everyone, .signedIn: true
        case .seeing: scopes.contains(.read)
        case .doing(let acts): acts.contains { scopes.contains($0.scope) }
        }
    }
}

/// One address of the server: what it takes, who may take it, and what it answers.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As the router writes it: `/claims/:claim`.
    let path: String
    let access: RouteAccess
    /// The most bytes of its body.
    let mostBytes: Int
    let answer: @Sendable (Visit) async throws -> Response

    /// The same route by another method.
    func with(_ other: HTTPRequest.Method) -> Route {
        Route(method: other, path: path, access: access, mostBytes: mostBytes, answer: answer)
    }

    /// The most bytes of a form without files.
    static let formBytes = 64 << 10
    /// The most bytes of a form with one paper.
    static let paperBytes = PaperFormat.mostBytes + (64 << 10)

    static func get(
        _ path: String, _ access: RouteAccess,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .get, path: path, access: access, mostBytes: 0, answer: answer)
    }

    static func post(
        _ path: String, _ access: RouteAccess, upTo mostBytes: Int = formBytes,
        _ answer: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: .post, path: path, access: access, mostBytes: mostBytes, answer: answer)
    }
}
