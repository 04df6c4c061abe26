import Hummingbird
import TradeInCore
import TradeInDesk

/// One thing that a program can ask for: the route and what the document says of it, in one value.
struct Operation: Sendable {
    /// A parameter of the path, the query or a header.
    struct Parameter: Sendable {
        /// Where it stands.
        enum Place: String, Sendable { case path, query, header }

        let name: String
        let place: Place
        let schema: Schema
        var isRequired = false
    }

    /// What a request brings.
    enum Body: Sendable {
        /// One JSON value; what the schema does not fit is refused before the operation sees it.
        case json(Schema, example: Tree? = nil)
        /// Bytes of one of these content types.
        case bytes([String])
    }

    /// An answer that the document promises.
    struct Reply: Sendable {
        let status: Int
        let note: LocalizedText
        /// The schema of each content type; nil for text and bytes.
        let contents: [(type: String, schema: Schema?)]
        var headers: [(name: String, note: LocalizedText)] = []
    }

    /// Where all of them lie.
    static let base = "/api/v1"
    /// The most bytes of a JSON body.
    static let jsonBytes = 128 << 10

    let id: String
    let method: HTTPRequest.Method
    /// As OpenAPI writes it: `/claims/{claim}`.
    let path: String
    let access: RouteAccess
    let summary: LocalizedText
    var parameters: [Parameter] = []
    var body: Body?
    /// What comes of it when all is well, and what else is its own.
    var replies: [Reply] = []
    /// Whether it asks the ledger to do something.
    var isCommand = false
    var mostBytes = Operation.jsonBytes
    let answer: @Sendable (Call) async throws -> Response

    /// The first part of the path, by which the document groups operations.
    var tag: String { String(path.split(separator: "/").first ?? "") }

    /// The operation as the server's route.
    var route: Route {
        let path = self.path.replacing("{", with: ":").replacing("}", with: "")
        let input = OperationInput(allParameters, body)
        return Route(
            method: method, path: Self.base + path, access: access,
            mostBytes: body == nil ? 0 : mostBytes
        ) { [isCommand] visit in
            // Sent away before anything is computed for it.
            if isCommand, visit.desk.isBusy { throw Problem.busy }
            let values = try input.values(of: visit)
            let json = try input.json(of: visit)
            return try await answer(Call(visit: visit, values: values, body: json))
        }
    }
}

/// What every operation takes.
extension Operation.Parameter {
    static func path(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, place: .path, schema: schema, isRequired: true)
    }

    static func query(_ name: String, _ schema: Schema, isRequired: Bool = false) -> Self {
        Self(name: name, place: .query, schema: schema.inAddress, isRequired: isRequired)
    }

    /// The language of messages.
    static let language = query("lang", .choice(Language.self).noted("语言", "The language"))
    /// Where a page begins.
    static func after(_ schema: Schema) -> Self {
        query("after", schema.noted("从此项之后开始", "Begin after this one"))
    }
    /// How long a page is.
    static let limit = query(
        "limit",
        Schema.integer(1...1_000).noted("每页最多几项，默认100", "The most of a page, 100 without it"))
    /// Tells a request that is sent again.
    static let repeatKey = Self(
        name: "Idempotency-Key", place: .header,
        schema: Schema.form("^[!-~]+$", 1...200).noted(
            "同一请求重发时用同一个键，只办理一次", "The same key with the same request is done once"))
}

extension Operation {
    /// The parameters with those that all operations have.
    var allParameters: [Parameter] {
        parameters + [.language] + (method == .post ? [.repeatKey] : [])
    }
}
