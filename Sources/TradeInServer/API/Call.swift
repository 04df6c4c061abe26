import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// A request that fits its description.
struct Call: Sendable {
    let visit: Visit
    /// The parameters of path, query and headers that were given.
    let values: [String: JSONValue]
    /// The JSON body; null where there is none.
    let body: JSONValue

    var desk: Desk { visit.desk }
    var language: Language { visit.language }
    var user: User { visit.user }

    /// A parameter's text.
    func text(_ name: String) -> String? { values[name]?.string }

    /// A parameter's number.
    func number(_ name: String) -> Int64? { values[name]?.integer }

    /// Whether a parameter is `true`.
    func flag(_ name: String) -> Bool { values[name]?.bool ?? false }

    /// A parameter that the document requires.
    func must(_ name: String) -> String {
        guard let text = text(name) else { preconditionFailure("\(name) is required") }
        return text
    }

    /// A text of the body; empty where it is absent.
    func field(_ key: String) -> String { body[key]?.string ?? "" }

    /// A word of the body as a value of its type.
    func word<Word: RawRepresentable>(_ key: String, _ type: Word.Type) -> Word?
    where Word.RawValue == String { body[key]?.string.flatMap(Word.init(rawValue:)) }

    /// How long a page is to be.
    var limit: Int { Int(number("limit") ?? 100) }

    /// Reads the ledger.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerStore) throws -> Value
    ) async throws -> Value { try await desk.read(body) }

    /// An answer of JSON.
    func json(_ tree: Tree, status: Int = 200, headers: HTTPFields = [:]) -> Response {
        json(bytes: tree.bytes, status: status, headers: headers)
    }

    /// An answer of JSON that is written already.
    func json(bytes: [UInt8], status: Int = 200, headers: HTTPFields = [:]) -> Response {
        var fields = headers
        fields[.contentType] = "application/json"
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer of a value that has a shape.
    func json<Value>(_ shape: Shape<Value>, _ value: Value, status: Int = 200) -> Response {
        json(shape.tree(value, in: language), status: status)
    }

    /// An answer of text.
    func plain(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Pages by key: a page names the last of its items, and the next begins after it.
extension Call {
    /// A page of a list that the ledger gives in pages.
    ///
    /// - Parameters:
    ///   - shape: of an item.
    ///   - items: the items, one more than the page holds where there are more.
    ///   - key: names an item in the address of the next page.
    /// - Returns: the page.
    func page<Item>(
        _ shape: Shape<Item>, _ items: [Item], key: (Item) -> String
    ) -> Response {
        let shown = items.prefix(limit)
        var members: [String: Tree] = [
            "items": .list(shown.map { shape.tree($0, in: language) })
        ]
        var headers: HTTPFields = [:]
        if items.count > shown.count, let last = shown.last {
            let next = address(after: key(last))
            members["next"] = .text(next)
            if let name = HTTPFields.Element.Name("Link") {
                headers[name] = "<\(next)>; rel=\"next\""
            }
        }
        return json(.object(members), headers: headers)
    }

    /// A page of a list that is short enough to be held whole, in the order of its keys.
    func page<Item>(
        _ shape: Shape<Item>, sorted items: [Item], key: (Item) -> String
    ) -> Response {
        let sorted = items.sorted { key($0) < key($1) }
        guard let after = text("after") else { return page(shape, sorted, key: key) }
        return page(shape, Array(sorted.drop { key($0) <= after }), key: key)
    }

    /// The query as it came.
    private var pairs: [(name: String, value: String)] {
        do {
            return try Form.decoded((visit.request.uri.query ?? "").utf8)
        } catch {
            preconditionFailure("the query was read before the operation began")
        }
    }

    /// This address with another beginning of the page.
    private func address(after key: String) -> String {
        let kept = pairs.filter { $0.name != "after" } + [("after", key)]
        let query = kept.map { Visit.escaped($0.name) + "=" + Visit.escaped($0.value) }
        return visit.request.uri.path + "?" + query.joined(separator: "&")
    }
}

extension Shape {
    /// A page of such values as the document knows it.
    var page: Schema {
        .object([
            Schema.must("items", .list(schema, 0...Int.max)), Schema.may("next", .words),
        ])
    }
}
