import Crypto
import Foundation
import Hummingbird
import Logging
import NIOCore
import TradeInCore
import TradeInDesk
import TradeInStore

/// The web application: its desk, its templates, its routes, and the one place through which every
/// request passes on its way to a route.
struct Web: Sendable {
    let desk: Desk
    let board: Board
    let boardPage: BoardPage
    let pages: Pages
    let configuration: ServerConfiguration
    let uploads: UploadShelf
    let logger: Logger
    let metrics = Metrics()
    let api: APIRoutes

    init(desk: Desk, configuration: ServerConfiguration, logger: Logger) throws {
        self.logger = logger
        self.desk = desk
        uploads = UploadShelf(desk.store, now: desk.clock())
        self.configuration = configuration
        pages = try Pages()
        boardPage = try BoardPage()
        board = Board(
            store: desk.store, shelf: try Board.shelf(of: desk), plan: desk.plan,
            county: desk.county, clock: desk.clock)
        api = APIRoutes(board: board, intake: ClaimIntake(desk))
    }

    /// All routes of pages and of the API.
    var routes: [Route] {
        BoardRoutes(board: board, page: boardPage).routes + api.routes
            + StatusRoutes.routes(metrics)
            + Asset.routes + AccessPages.routes + ClaimListPage.routes
            + HomePage.routes + AnnouncementPages.routes
            + NewClaimPages.routes + SuggestionPages.routes + ClaimPage.routes + PaperPages.routes
            + StepPages.routes + QueuePage.routes + ImportPages.routes
            + UsersPage.routes + UserPages.routes + SystemPages.routes + LogPages.routes
            + SamplePages.routes + VerifyPages.routes + RecountPages.routes + ProofPages.routes
            + RightPages.routes + SupplementPages.routes + ExportPages.routes
            + RegistersPages.routes
            + TallyPages.routes
            + TargetPages.routes
            + PackPages.routes
            + FinancePages.routes
    }

    func add(to router: Router<BasicRequestContext>) {
        for (path, routes) in Dictionary(grouping: routes, by: \.path) {
            for route in routes {
                add(route, to: router)
                if route.method == .get { add(route.with(.head), to: router) }
            }
            let taken = routes.map(\.method).flatMap { $0 == .get ? [.get, .head] : [$0] }
            for method in Self.methods where !taken.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem.methodNotAllowed(taken)
                }
            }
        }
    }

    /// A problem as a page, where no route was found that knows who is signed in.
    func page(of problem: Problem, _ request: Request, _ context: BasicRequestContext) -> Response {
        Visit(
            web: self, request: request, parameters: context.parameters,
            language: request.shownLanguage, session: nil, secret: nil, token: nil, form: Form(),
            body: ByteBuffer(), now: desk.clock()
        ).problemPage(problem)
    }

    private func add(_ route: Route, to router: Router<BasicRequestContext>) {
        router.on(RouterPath(route.path), method: route.method) { request, context in
            let response = try await answer(route, request, context)
            return route.method == .head ? response.createHeadResponse() : response
        }
    }

    private static let methods: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace]
        + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    private func answer(
        _ route: Route, _ request: Request, _ context: BasicRequestContext
    ) async throws -> Response {
        let isAPI = request.uri.path.hasPrefix("/api/")
        let language = isAPI ? Question(request: request).language : request.shownLanguage
        let now = desk.clock()
        let secret = isAPI ? nil : request.cookies[configuration.cookieName]?.value
        let session = try await secret.asyncMap { secret in
            try await desk.read { [door = desk.door] _ in try door.session(secret, now: now) }
        }
        let token = isAPI ? try await token(request, now) : nil
        let visitor = session??.user ?? token?.user
        func visit(_ form: Form, _ body: ByteBuffer) -> Visit {
            Visit(
                web: self, request: request, parameters: context.parameters, language: language,
                session: session ?? nil, secret: session == nil ? nil : secret, token: token,
                form: form, body: body, now: now)
        }
        do {
            if route.access != .everyone {
                guard let visitor else {
                    guard isAPI else { return visit(Form(), ByteBuffer()).signInFirst() }
                    throw Problem.tokenMissing
                }
                guard route.access.admits(visitor) else { throw Problem.roleMissing }
                if let token, !route.access.admits(token.scopes) {
                    throw Problem.scopeMissing
                }
            }
            if session??.isInitial == true, !AccessPages.isForNewcomers(route) {
                return visit(Form(), ByteBuffer()).redirect(to: "/account")
            }
            let body = try await body(of: request, upTo: route.mostBytes)
            let type = request.headers[.contentType]
            let form = isAPI || route.mostBytes == 0 ? Form() : try Form(body, type: type)
            let whole = visit(form, body)
            if !isAPI, route.method == .post { try whole.mustBeOurForm() }
            var response = try await route.answer(whole)
            whole.rememberLanguage(in: &response)
            return response
        } catch {
            guard !isAPI else { throw error }
            let problem = Problem(error, context.logger)
            guard request.wantsPages else { return problem.response(in: language) }
            return visit(Form(), ByteBuffer()).problemPage(problem)
        }
    }

    private func token(_ request: Request, _ now: Moment) async throws -> TokenRow? {
        guard let header = request.headers[.authorization] else { return nil }
        // The scheme's name is written in either case (RFC 9110, 11.1).
        let scheme = "bearer "
        guard header.utf8.count > scheme.utf8.count,
            header.prefix(scheme.utf8.count).lowercased() == scheme
        else { return nil }
        return try desk.door.token(String(header.dropFirst(scheme.utf8.count)), now: now)
    }

    private func body(of request: Request, upTo mostBytes: Int) async throws -> ByteBuffer {
        guard mostBytes > 0 else { return ByteBuffer() }
        do {
            return try await request.body.collect(upTo: mostBytes)
        } catch is NIOTooManyBytesError {
            throw Problem.bodyTooLarge(mostBytes)
        } catch {
            // Whoever goes away in the middle is no fault of the server's.
            throw Problem.bodyCutShort
        }
    }
}

extension Request {
    /// The language of pages: what the address asks for, else what was chosen before, else Chinese.
    var shownLanguage: Language {
        Question(request: self).pageLanguage
            ?? cookies["lang"].flatMap { Language(rawValue: $0.value) } ?? .zh
    }
}

extension Visit {
    /// Keeps a language that was chosen in the address.
    func rememberLanguage(in response: inout Response) {
        guard let chosen = question.pageLanguage else { return }
        response.setCookie(
            Cookie(
                name: "lang", value: chosen.rawValue, maxAge: 365 * 86_400, path: "/",
                secure: web.configuration.isSecure, httpOnly: true, sameSite: .lax))
    }

    /// Refuses a form that was not sent from a page of ours.
    func mustBeOurForm() throws(Problem) {
        if let origin = request.headers[.origin], let host = request.head.authority,
            origin.split(separator: "/").last.map(String.init) != host
        {
            throw .foreignForm
        }
        guard let secret else { return }
        let sent = Array(form.exact("formToken").utf8)
        guard Passwords.isEqual(sent, Array(FrontDoor.formToken(secret).utf8)) else {
            throw .foreignForm
        }
    }

    /// Sends to the log-in page, and from there back here.
    func signInFirst() -> Response {
        let isPage = request.method == .get
        let next = isPage ? "?next=" + Self.escaped(request.uri.string) : ""
        return redirect(to: "/login" + next)
    }

    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// What went wrong, as a page.
    func problemPage(_ problem: Problem) -> Response {
        let findings = problem.findings.map { ["message": $0.message[language]] as Content }
        var response = page(
            "problem", title: problem.title[language],
            ["detail": problem.detail[language], "code": problem.code, "findings": findings],
            status: problem.status)
        problem.addHeaders(to: &response)
        return response
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<Value>(
        _ body: (Wrapped) async throws -> Value
    ) async throws -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}
