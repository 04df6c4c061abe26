import Crypto
import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// One request with who makes it and what the server knows.
struct Visit: Sendable {
    let web: Web
    let request: Request
    let parameters: Parameters
    let language: Language
    /// The log-in; nil for who has none, and for a program with a token.
    let session: SessionRow?
    /// The session's cookie; what forms carry is made from it.
    let secret: String?
    /// The token of a program.
    let token: TokenRow?
    /// The body as a form; empty for a GET.
    let form: Form
    /// The body as it came.
    let body: ByteBuffer
    /// When it came.
    let now: Moment

    var desk: Desk { web.desk }

    /// Who asks; only routes that take a log-in or a token may ask for it.
    var user: User {
        guard let user = session?.user ?? token?.user else {
            preconditionFailure("the route takes a user, so the dispatcher let nobody else in")
        }
        return user
    }

    /// The user where there is one.
    var visitor: User? { session?.user ?? token?.user }

    /// The text in the visitor's language.
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// What the address asks for.
    var question: Question { Question(request: request) }

    /// A parameter of the query, without blanks at its ends; nil where it is absent or empty.
    func query(_ name: String) -> String? {
        let value = question.value(name)?.trimmingCharacters(in: .whitespacesAndNewlines)
        return value?.isEmpty == false ? value : nil
    }

    /// The claim that the path names.
    func claimNumber() throws(Problem) -> ClaimID {
        let text = parameters.get("claim") ?? ""
        guard let id = ClaimID(text: text), text.hasPrefix("TC") else { throw .notFound }
        return id
    }

    /// The claim that the path names, when the user may see it: another dealer's is not there.
    func claim() async throws -> ClaimDetail {
        let id = try claimNumber()
        guard let detail = try await desk.read({ try $0.claim(id) }) else { throw Problem.notFound }
        if let own = user.dealerCode, own != detail.row.dealerCode { throw Problem.notFound }
        return detail
    }

    /// Executes a command in the user's name.
    ///
    /// - Throws: ``Refused`` when the ledger refuses.
    @discardableResult
    func execute(
        _ command: LedgerCommand, expecting: ClaimExpectation? = nil
    ) async throws -> Receipt {
        let outcome = try await desk.execute(
            command, by: user.login, repeatKey: repeatKey, expecting: expecting)
        switch outcome {
        case .done(let receipt, _), .replayed(let receipt): return receipt
        case .refused(let refusal): throw Refused(refusal: refusal)
        }
    }

    /// What tells this request when it comes again: the sender's `Idempotency-Key`.
    var repeatKey: RepeatKey? {
        guard let name = HTTPFields.Element.Name("Idempotency-Key"),
            let key = request.headers[name],
            let user = visitor
        else { return nil }
        let place = [user.key, request.method.rawValue, request.uri.path, key]
        return RepeatKey(
            key: Array(SHA256.hash(data: Array(place.joined(separator: "\n").utf8))),
            body: Array(SHA256.hash(data: Array(body.readableBytesView))))
    }

    /// Goes on to another page, so that reloading sends nothing twice.
    func redirect(to address: String, telling message: String? = nil) -> Response {
        var response = Response(
            status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
        if let message {
            response.setCookie(
                Cookie(
                    name: "told", value: Data(message.utf8).base64EncodedString(), maxAge: 60,
                    path: "/", secure: web.configuration.isSecure, httpOnly: true,
                    sameSite: .strict))
        }
        return response
    }
}

/// The ledger refused a command.
struct Refused: Error, Sendable {
    let refusal: Refusal

    /// The refusal as HTTP tells it: who may not is 403, what is not there 404, the rest a conflict.
    var status: Int {
        switch refusal.code {
        case .userUnknown, .userDisabled, .roleMissing, .otherDealer, .ownEntry, .sameReviewer,
            .authorApproves, .makerChecks:
            403
        case .claimUnknown, .rightUnknown, .orderUnknown, .batchUnknown, .fundUnknown,
            .packUnknown, .recordUnknown:
            404
        case .claimChanged: 412
        default: 409
        }
    }
}
