import Hummingbird

/// What a browser may do with our pages: show them, and nothing else.
enum SecurityPolicy {
    /// No frame, nothing from elsewhere, no script or style inside a page: one file of each, ours.
    static let content =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    /// The headers of every answer.
    static let headers: [HTTPFields.Element] = [
        ("Content-Security-Policy", content),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ].compactMap { header in
        HTTPFields.Element.Name(header.0).map { HTTPFields.Element(name: $0, value: header.1) }
    }
}

/// Puts the policy on every answer, problems included.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    /// Whether visitors come by TLS, so that browsers shall never come without it again.
    let isSecure: Bool

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // No route sets one of them, so none is looked for.
        response.headers.append(contentsOf: SecurityPolicy.headers)
        if isSecure, let name = HTTPFields.Element.Name("Strict-Transport-Security") {
            response.headers[name] = "max-age=31536000"
        }
        return response
    }
}
