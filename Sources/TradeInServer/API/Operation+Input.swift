import Foundation
import HTTPTypes
import Hummingbird
import TradeInCore

/// Reads requests strictly: whatever the document does not say is told, never passed over.
struct OperationInput: Sendable {
    private typealias Parameter = Operation.Parameter

    private let inPath: [Parameter]
    private let inHeaders: [(parameter: Parameter, name: HTTPField.Name)]
    private let inQuery: [String: Parameter]
    private let required: [Parameter]
    private let body: Operation.Body?

    init(_ parameters: [Operation.Parameter], _ body: Operation.Body?) {
        self.body = body
        inPath = parameters.filter { $0.place == .path }
        inHeaders = parameters.filter { $0.place == .header }.map { parameter in
            guard let name = HTTPField.Name(parameter.name) else {
                preconditionFailure("\(parameter.name) is the name of a header")
            }
            return (parameter, name)
        }
        let queries = parameters.filter { $0.place == .query }
        inQuery = Dictionary(uniqueKeysWithValues: queries.map { ($0.name, $0) })
        required = queries.filter(\.isRequired)
    }

    /// The parameters by name.
    ///
    /// - Throws: ``Problem`` for a wrong or unknown one; a wrong part of the path is not there.
    func values(of visit: Visit) throws(Problem) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for parameter in inPath {
            // The router leaves the path's escapes as they are; what is no UTF-8 names nothing.
            let text = visit.parameters.get(parameter.name)?.removingPercentEncoding ?? ""
            values[parameter.name] = try Self.value(text, parameter)
        }
        for (parameter, name) in inHeaders {
            guard let text = visit.request.headers[name] else { continue }
            values[parameter.name] = try Self.value(text, parameter)
        }
        guard let query = visit.request.uri.query, !query.isEmpty else {
            return try complete(values)
        }
        for (name, text) in try Self.pairs(query) {
            guard let parameter = inQuery[name] else { throw Problem.parameterUnknown(name) }
            guard values[name] == nil else { throw Problem.parameterTwice(name) }
            values[name] = try Self.value(text, parameter)
        }
        return try complete(values)
    }

    private func complete(_ values: [String: JSONValue]) throws(Problem) -> [String: JSONValue] {
        for parameter in required where values[parameter.name] == nil {
            throw .badParameter(parameter.name, "", wanted: parameter.schema.wanted)
        }
        return values
    }

    private static func pairs(_ query: String) throws(Problem) -> [(name: String, value: String)] {
        do {
            return try Form.decoded(query.utf8)
        } catch {
            throw badPair(query)
        }
    }

    /// The first part of a query that is no text, named by its parameter.
    private static func badPair(_ query: String) -> Problem {
        let pair = query.split(separator: "&").first { (try? Form.decoded($0.utf8)) == nil } ?? ""
        let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
        return .badParameter(
            halves.first ?? "query", halves.count > 1 ? halves[1] : "",
            wanted: LocalizedText(zh: "不含NUL的UTF-8文本", en: "text in UTF-8 without NUL"))
    }

    private static func value(
        _ text: String, _ parameter: Parameter
    ) throws(Problem) -> JSONValue {
        if let value = parameter.schema.value(ofText: text) { return value }
        guard parameter.place != .path else { throw .notFound }
        throw .badParameter(parameter.name, text, wanted: parameter.schema.wanted)
    }

    /// The JSON body, held to its schema; null where the operation takes none.
    ///
    /// - Throws: ``Problem``: 415 for another type, 400 for what is no JSON, 422 for another shape.
    func json(of visit: Visit) throws(Problem) -> JSONValue {
        let type = visit.request.headers[.contentType]
        let essence = type == Self.json ? type : type.flatMap(Self.essence)
        switch body {
        case nil: return .null
        case .bytes(let types)?:
            guard let essence, types.contains(essence) else { throw .mediaTypeUnknown }
            return .null
        case .json(let schema, _)?:
            guard essence == Self.json else { throw .mediaTypeUnknown }
            let value = try Self.parsed(visit.body)
            let faults = schema.faults(of: value)
            guard faults.isEmpty else { throw .bodyUnfit(faults) }
            return value
        }
    }

    private static let json = "application/json"

    /// A content type without its parameters.
    private static func essence(_ type: String) -> String? {
        type.split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
    }

    private static func parsed(_ body: ByteBuffer) throws(Problem) -> JSONValue {
        do throws(JSONFault) {
            return try JSONValue.parse(Array(body.readableBytesView))
        } catch {
            throw .jsonInvalid(error)
        }
    }
}

extension Problem {
    static func parameterUnknown(_ name: String) -> Problem {
        let shown = String(name.prefix(40))
        return Problem(
            code: "parameter-unknown", status: 400,
            title: LocalizedText(zh: "没有这个参数", en: "No such parameter"),
            detail: LocalizedText(
                zh: "此地址没有参数“\(shown)”。请核对拼写，或删去。",
                en:
                    "This address has no parameter \"\(shown)\". Check the spelling, or leave it out."
            ))
    }

    static func parameterTwice(_ name: String) -> Problem {
        Problem(
            code: "parameter-twice", status: 400,
            title: LocalizedText(zh: "参数重复", en: "A parameter is given twice"),
            detail: LocalizedText(
                zh: "参数\(name)给出了两次。请只保留一个。", en: "\(name) is given twice. Keep one."))
    }

    static func jsonInvalid(_ fault: JSONFault) -> Problem {
        Problem(
            code: "json-invalid", status: 400,
            title: LocalizedText(zh: "不是合规的JSON", en: "Not JSON"),
            detail: LocalizedText(
                zh: "第\(fault.column)个字符处：\(fault.what.zh)。请改正后重发。",
                en: "At character \(fault.column): \(fault.what.en). Correct it and send it again.")
        )
    }

    static func bodyUnfit(_ findings: [Finding]) -> Problem {
        Problem(
            code: "body-unfit", status: 422,
            title: LocalizedText(zh: "内容的结构有误", en: "Not in the form that is asked for"),
            detail: LocalizedText(
                zh: "请求内容有\(findings.count)处与说明不符，没有办理。请逐处改正后重发。",
                en: "The body differs from its description in "
                    + counted(findings.count, "place")
                    + ", so nothing was done. Correct each and send it again."),
            findings: Array(findings.prefix(100)))
    }
}
