import Hummingbird
import TradeInStore

/// Turns every error that no route has told into a problem in the language asked.
struct Problems<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return Problem(error, context.logger).response(in: Question(request: request).language)
        }
    }
}
