import Hummingbird
import TradeInCore

/// Why a request was not answered, as RFC 9457 writes it.
struct Problem: Error, Hashable, Sendable {
    /// A stable kebab-case code.
    let code: String
    let status: Int
    let title: LocalizedText
    let detail: LocalizedText

    static func badParameter(
        _ name: String, _ value: String, wanted: LocalizedText
    ) -> Problem {
        let shown = String(
            value.unicodeScalars.prefix(40).map { scalar in
                scalar.properties.generalCategory == .control ? " " : Character(scalar)
            })
        return Problem(
            code: "parameter-invalid", status: 400,
            title: LocalizedText(zh: "参数有误", en: "A parameter is wrong"),
            detail: LocalizedText(
                zh: "\(name)的取值“\(shown)”不可用，应为：\(wanted.zh)。",
                en: "\(name) cannot be \"\(shown)\"; it takes \(wanted.en)."))
    }

    static let notFound = Problem(
        code: "not-found", status: 404, title: LocalizedText(zh: "没有这个页面", en: "Not found"),
        detail: LocalizedText(
            zh: "此地址没有内容。请从首页 / 开始。", en: "There is nothing at this address. Start from /."))

    static let methodNotAllowed = Problem(
        code: "method-not-allowed", status: 405,
        title: LocalizedText(zh: "只能读取", en: "Read only"),
        detail: LocalizedText(
            zh: "本服务只读，请用GET。", en: "This service only reads; use GET."))

    static let busy = Problem(
        code: "ledger-busy", status: 503,
        title: LocalizedText(zh: "账本正忙", en: "The ledger is busy"),
        detail: LocalizedText(zh: "请稍后重试。", en: "Try again in a moment."))

    static let fault = Problem(
        code: "fault", status: 500, title: LocalizedText(zh: "出现故障", en: "A fault"),
        detail: LocalizedText(
            zh: "未能完成请求，详情已记入服务日志。请通知管理员。",
            en: "The request failed; the server's log has the details. Tell the administrator."))

    static func other(status: Int, reason: String) -> Problem {
        Problem(
            code: "http-\(status)", status: status,
            title: LocalizedText(zh: "请求未被接受", en: "The request was not accepted"),
            detail: LocalizedText(
                zh: "服务器答复\(status)。请核对请求。",
                en: "The server answered \(status) \(reason). Check the request."))
    }

    /// The answer to a request.
    func response(in language: Language) -> Response {
        let body = canonicalObject { json in
            json.field("code", code)
            json.field("detail", detail[language])
            json.field("status", Int64(status))
            json.field("title", title[language])
            json.field("type", "urn:tradein:problem:" + code)
        }
        var response = Response(
            status: HTTPResponse.Status(code: status),
            headers: [
                .contentType: "application/problem+json", .contentLanguage: language.tag,
                .cacheControl: "no-store", .vary: "Accept-Language",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        if status == 405 { response.headers[.allow] = "GET, HEAD" }
        if status == 503 { response.headers[.retryAfter] = "1" }
        return response
    }
}

extension Language {
    /// The tag of BCP 47.
    var tag: String { self == .zh ? "zh-Hans" : "en" }
}
