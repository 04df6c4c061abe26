import Hummingbird
import HummingbirdTesting
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

/// A browser without a network: keeps cookies, finds the token of forms, follows nothing by itself.
final class Browser {
    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]
    /// The token that the last page's forms carry.
    private(set) var formToken = ""

    init(_ client: any TestClientProtocol) { self.client = client }

    @discardableResult
    func get(_ uri: String) async throws -> TestServer.Answer {
        try await send(uri, .get, headers: [.accept: "text/html"])
    }

    /// Sends a form with the token of the last page, unless another is given.
    @discardableResult
    func post(
        _ uri: String, _ fields: [String: String], token: String? = nil, origin: String? = nil
    ) async throws -> TestServer.Answer {
        var all = fields
        all["formToken"] = token ?? formToken
        let body = all.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
        var headers: HTTPFields = [
            .accept: "text/html", .contentType: "application/x-www-form-urlencoded",
        ]
        if let origin { headers[.origin] = origin }
        return try await send(uri, .post, headers: headers, body: body)
    }

    /// Sends a form with one file.
    @discardableResult
    func upload(
        _ uri: String, _ bytes: String, named name: String, _ fields: [String: String] = [:]
    ) async throws -> TestServer.Answer {
        var all = fields
        all["formToken"] = formToken
        var body = all.map {
            "--edge\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n"
        }.joined()
        body += "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
        body += "Content-Type: application/octet-stream\r\n\r\n\(bytes)\r\n--edge--\r\n"
        return try await send(
            uri, .post,
            headers: [.accept: "text/html", .contentType: "multipart/form-data; boundary=edge"],
            body: body)
    }

    func signIn(_ login: String, _ password: String = TestServer.password) async throws {
        let answer = try await post("/login", ["login": login, "password": password])
        #expect(answer.status == 303, "\(login)")
        try await get("/account")
    }

    private func send(
        _ uri: String, _ method: HTTPRequest.Method, headers: HTTPFields, body: String = ""
    ) async throws -> TestServer.Answer {
        var headers = headers
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        let answer = try await client.execute(
            uri: uri, method: method, headers: headers, body: ByteBuffer(string: body)
        ) {
            TestServer.Answer(
                status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body))
        }
        for cookie in answer.headers[values: .setCookie] { keep(cookie) }
        if let found = answer.body.firstMatch(of: /name="formToken" value="([0-9a-f]+)"/) {
            formToken = String(found.output.1)
        }
        return answer
    }

    private func keep(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
        let value = pair.count > 1 ? String(pair[1]) : ""
        cookies[String(pair[0])] = value.isEmpty ? nil : value
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}

extension TestServer {
    static let password = "a lasting word"
    static let otherDealer = "91370899MA0000023F"

    /// A user for each role, all with one password; `dian` and `bie` are of two dealers.
    func addUsers(isInitial: Bool = false) throws {
        let users = [
            User(login: "guan", roles: [.administrator]), User(login: "bo", roles: [.officer]),
            User(login: "shen", roles: [.reviewer]), User(login: "fu", roles: [.reviewer]),
            User(login: "zhao", roles: [.financeOfficer]),
            User(login: "qian", roles: [.financeChecker]),
            User(login: "pei", roles: [.policyApprover]), User(login: "ji", roles: [.auditor]),
            User(login: "dian", roles: [.dealerStaff], dealerCode: Self.dealerCode),
            User(login: "bie", roles: [.dealerStaff], dealerCode: Self.otherDealer),
        ]
        let context = CommandContext(actor: "guan", now: Self.now)
        let outcomes = try store.commit(
            users.map { .keepUser($0) }, context, register: shelf.register)
        #expect(outcomes.allSatisfy { $0.receipt != nil })
        // Hashing at full cost takes most of a second where nothing is optimised.
        let credential = try Passwords.credential(Self.password, isInitial: isInitial, cost: 10)
        for user in users { try store.keep(credential, of: user, by: "guan", now: Self.now) }
    }

    /// The county's pages as a browser sees them.
    func browse(
        now: Moment = TestServer.now, _ body: @Sendable (Browser) async throws -> Void
    ) async throws {
        try await test(now: now) { client in try await body(Browser(client)) }
    }
}
