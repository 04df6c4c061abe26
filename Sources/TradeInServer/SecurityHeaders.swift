import Hummingbird

/// What a browser may do with our pages: show them, and nothing else.
enum SecurityPolicy {
    /// No script, no frame, nothing from elsewhere; one style sheet of our own.
    static let content =
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'"

    /// The headers of every answer.
    static let headers: [(name: HTTPFields.Element.Name, value: String)] = [
        ("Content-Security-Policy", content),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ].compactMap { header in
        HTTPFields.Element.Name(header.0).map { ($0, header.1) }
    }
}

/// Puts the policy on every answer, problems included.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for header in SecurityPolicy.headers { response.headers[header.name] = header.value }
        return response
    }
}
