import HTTPTypes
import TradeInCore

/// The OpenAPI 3.1 document of a table of operations.
///
/// A pure function of the table that the routes are made of: neither can say what the other does not.
enum OpenAPIDocument {
    /// The document as canonical JSON.
    static func json(of operations: [Operation], in language: Language) -> [UInt8] {
        document(of: operations, in: language).bytes + [10]
    }

    private static func document(of operations: [Operation], in language: Language) -> Tree {
        let tags = Set(operations.map(\.tag)).sorted()
        return [
            "openapi": "3.1.1",
            "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "info": info(language),
            "servers": [["url": .text(Operation.base)]],
            "tags": .list(tags.map { ["name": .text($0)] }),
            "paths": .object(paths(operations, language)),
            "components": [
                "schemas": .object(schemas(operations, language)),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
            ],
        ]
    }

    private static func info(_ language: Language) -> Tree {
        let about = LocalizedText(
            zh: "县以旧换新补贴账本的接口。金额以分计；结构不符为400或422，内容被拒绝为403、404或409。",
            en: "The county's trade-in subsidy ledger. Amounts are whole fen; a wrong form gives "
                + "400 or 422, refused contents give 403, 404 or 409.")
        let title = LocalizedText(zh: "以旧换新补贴账本", en: "Trade-in subsidy ledger")
        return [
            "title": .text(title[language]), "version": "1.0.0",
            "description": .text(about[language]),
        ]
    }

    private static func paths(_ operations: [Operation], _ language: Language) -> [String: Tree] {
        Dictionary(grouping: operations, by: \.path).mapValues { group in
            let members = group.map {
                ($0.method.rawValue.lowercased(), tree(of: $0, among: operations, language))
            }
            return .object(Dictionary(uniqueKeysWithValues: members))
        }
    }

    private static func tree(
        of operation: Operation, among all: [Operation], _ language: Language
    ) -> Tree {
        var members: [String: Tree] = [
            "operationId": .text(operation.id), "summary": .text(operation.summary[language]),
            "tags": [.text(operation.tag)],
            "parameters": .list(operation.allParameters.map { tree(of: $0, language) }),
            "responses": .object(
                Dictionary(
                    uniqueKeysWithValues: operation.allReplies.map {
                        let links = OpenAPILinks.tree(of: operation, status: $0.status, among: all)
                        return (String($0.status), tree(of: $0, links, language))
                    })),
        ]
        if operation.access != .everyone { members["security"] = [["token": []]] }
        if let needed = operation.access.needed { members["x-access"] = needed }
        if let body = operation.body { members["requestBody"] = tree(of: body, language) }
        return .object(members)
    }

    private static func tree(of parameter: Operation.Parameter, _ language: Language) -> Tree {
        var members: [String: Tree] = [
            "name": .text(parameter.name), "in": .text(parameter.place.rawValue),
            "required": .flag(parameter.isRequired),
        ]
        var schema = parameter.schema
        if case .noted(let inner, let note) = schema {
            members["description"] = .text(note[language])
            schema = inner
        }
        members["schema"] = schema.tree(in: language)
        return .object(members)
    }

    private static func tree(of body: Operation.Body, _ language: Language) -> Tree {
        switch body {
        case .json(let schema, let example):
            var content: [String: Tree] = ["schema": schema.tree(in: language)]
            if let example { content["example"] = example }
            return ["required": true, "content": ["application/json": .object(content)]]
        case .bytes(let types):
            let contents = types.map { ($0, ["schema": [:]] as Tree) }
            return [
                "required": true, "content": .object(Dictionary(uniqueKeysWithValues: contents)),
            ]
        }
    }

    private static func tree(
        of reply: Operation.Reply, _ links: Tree?, _ language: Language
    ) -> Tree {
        var members: [String: Tree] = ["description": .text(reply.note[language])]
        if let links { members["links"] = links }
        if !reply.contents.isEmpty {
            let contents = reply.contents.map { content in
                let schema = content.schema.map { ["schema": $0.tree(in: language)] } ?? [:]
                return (content.type, Tree.object(schema))
            }
            members["content"] = .object(Dictionary(uniqueKeysWithValues: contents))
        }
        if !reply.headers.isEmpty {
            let headers = reply.headers.map {
                (
                    $0.name,
                    ["description": .text($0.note[language]), "schema": ["type": "string"]] as Tree
                )
            }
            members["headers"] = .object(Dictionary(uniqueKeysWithValues: headers))
        }
        return .object(members)
    }

    private static func schemas(_ operations: [Operation], _ language: Language) -> [String: Tree] {
        var known: [String: Schema] = [:]
        for operation in operations {
            for parameter in operation.allParameters { parameter.schema.names(into: &known) }
            if case .json(let schema, _)? = operation.body { schema.names(into: &known) }
            for content in operation.allReplies.flatMap(\.contents) {
                content.schema?.names(into: &known)
            }
        }
        return known.mapValues { $0.tree(in: language) }
    }
}

extension RouteAccess {
    /// Which roles and scopes a token needs, for the document; nil where any does.
    fileprivate var needed: Tree? {
        func words(_ words: some Sequence<String>) -> Tree {
            .list(words.sorted().map { .text($0) })
        }
        switch self {
        case .everyone, .signedIn: return nil
        case .seeing(let sight):
            return ["roles": words(sight.roles.map(\.rawValue)), "scopes": ["read"]]
        case .doing(let acts):
            return [
                "roles": words(Set(acts.flatMap(\.roles)).map(\.rawValue)),
                "scopes": words(Set(acts.map(\.scope)).map(\.rawValue)),
            ]
        }
    }
}
