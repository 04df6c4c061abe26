import Hummingbird
import TradeInCore
import TradeInStore

/// Turns every error that no route has told into an answer in the language asked: a problem for
/// programs, a page for people.
struct Problems: RouterMiddleware {
    let web: Web

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error, context.logger)
            guard request.wantsPages else {
                return problem.response(in: Question(request: request).language)
            }
            return web.page(of: problem, request, context)
        }
    }
}

extension Request {
    /// Whether a person's browser asks, not a program.
    var wantsPages: Bool {
        !uri.path.hasPrefix("/api/") && headers[.accept]?.contains("text/html") == true
    }
}
