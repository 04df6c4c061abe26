import Hummingbird
import Logging
import TradeInStore

/// Turns every error into a problem in the language asked; what went wrong inside is logged
/// here, once, and never told outside.
struct Problems<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let language = Question(request: request).language
        guard request.method == .get || request.method == .head else {
            return Problem.methodNotAllowed.response(in: language)
        }
        do {
            return try await next(request, context)
        } catch {
            return problem(error, context).response(in: language)
        }
    }

    private func problem(_ error: any Error, _ context: Context) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case LedgerFailure.busy: return .busy
        case let error as any HTTPResponseError where error.status.code == 404: return .notFound
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            return .other(status: error.status.code, reason: error.status.reasonPhrase)
        default:
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            return .fault
        }
    }
}
