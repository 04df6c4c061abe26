import Hummingbird
import Logging
import TradeInCore
import TradeInStore

/// Why a request was not answered, as RFC 9457 writes it.
struct Problem: Error, Hashable, Sendable {
    /// A stable kebab-case code.
    let code: String
    let status: Int
    let title: LocalizedText
    let detail: LocalizedText
    /// What is wrong part by part, where the request had many.
    var findings: [Finding] = []
    /// The methods that the address takes, where this one was none of them.
    var allowed: [HTTPRequest.Method] = []
    /// How the claim stands that the request took to stand otherwise.
    var version: ClaimVersion?

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

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let words = allowed.map(\.rawValue).joined(separator: ", ")
        return Problem(
            code: "method-not-allowed", status: 405,
            title: LocalizedText(zh: "此地址不接受这种方法", en: "Not with this method"),
            detail: LocalizedText(zh: "此地址接受：\(words)。", en: "This address takes: \(words)."),
            allowed: allowed)
    }

    static let busy = Problem(
        code: "ledger-busy", status: 503,
        title: LocalizedText(zh: "账本正忙", en: "The ledger is busy"),
        detail: LocalizedText(
            zh: "同时办理的人太多，这一次没有办理。请稍后重试。",
            en: "Too many ask at once; this was not done. Try again in a moment."))

    static let diskFull = Problem(
        code: "disk-full", status: 507,
        title: LocalizedText(zh: "磁盘已满", en: "The disk is full"),
        detail: LocalizedText(
            zh: "没有写入任何内容。请通知管理员腾出空间后重试。",
            en: "Nothing was written. Tell the administrator to free some space, and try again."))

    static let tokenMissing = Problem(
        code: "token-missing", status: 401,
        title: LocalizedText(zh: "需要令牌", en: "A token is needed"),
        detail: LocalizedText(
            zh: "请在 Authorization 中给出有效的 Bearer 令牌；令牌由管理员签发，到期即失效。",
            en: "Give a bearer token that works in Authorization; the administrator makes it, "
                + "and it ends on its day."))

    static let roleMissing = Problem(
        code: "role-missing", status: 403,
        title: LocalizedText(zh: "没有这项职责", en: "Not your duty"),
        detail: LocalizedText(
            zh: "您的职责不含这一项。请由有此职责的人办理，或请管理员更改职责。",
            en: "None of your roles is for this. Somebody with that duty has to do it, or the "
                + "administrator gives you another role."))

    static let scopeMissing = Problem(
        code: "scope-missing", status: 403,
        title: LocalizedText(zh: "令牌权限不足", en: "Not with this token"),
        detail: LocalizedText(
            zh: "此令牌的范围不含这一项。请管理员签发范围合适的令牌。",
            en: "The token's scopes do not reach so far. Have the administrator make one that does."
        ))

    static let foreignForm = Problem(
        code: "form-foreign", status: 403,
        title: LocalizedText(zh: "表单已失效", en: "The form is no longer good"),
        detail: LocalizedText(
            zh: "这份表单不是从本次登录打开的页面送出的，没有办理。请返回、刷新页面后再试。",
            en: "This form does not come from a page of this log-in, so nothing was done. Go back, "
                + "reload the page, and send it again."))

    static let formUnsound = Problem(
        code: "form-unsound", status: 400,
        title: LocalizedText(zh: "表单无法读取", en: "The form cannot be read"),
        detail: LocalizedText(
            zh: "送来的内容不是完整的表单，没有办理。请重新填写后提交。",
            en: "What was sent is not a whole form, so nothing was done. Fill it in again."))

    static let mediaTypeUnknown = Problem(
        code: "media-type-unknown", status: 415,
        title: LocalizedText(zh: "内容类型不支持", en: "Not in this form"),
        detail: LocalizedText(
            zh: "此地址不接受这种 Content-Type。", en: "This address does not take that Content-Type."))

    static let bodyCutShort = Problem(
        code: "body-cut-short", status: 400,
        title: LocalizedText(zh: "内容没有传完", en: "Cut short"),
        detail: LocalizedText(
            zh: "连接在内容传完之前中断，没有办理。请重新发送。",
            en: "The connection ended before all was sent, so nothing was done. Send it again."))

    static func bodyTooLarge(_ mostBytes: Int) -> Problem {
        let most = (mostBytes + 1023) / 1024
        return Problem(
            code: "body-too-large", status: 413,
            title: LocalizedText(zh: "内容过大", en: "Too large"),
            detail: LocalizedText(
                zh: "此地址最多接受\(most) KiB，没有办理。请缩小后重试。",
                en: "This address takes \(most) KiB at most, so nothing was done. Make it smaller.")
        )
    }

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

    /// What an error is to those outside; what went wrong within is logged here, once, and never
    /// told.
    init(_ error: any Error, _ logger: Logger) {
        switch error {
        case let problem as Problem: self = problem
        case let refused as Refused: self = Problem(refused)
        case LedgerFailure.busy: self = .busy
        case LedgerFailure.diskFull: self = .diskFull
        case let error as any HTTPResponseError where error.status.code == 404: self = .notFound
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            self = .other(status: error.status.code, reason: error.status.reasonPhrase)
        default:
            logger.error("request failed", metadata: ["error": "\(error)"])
            self = .fault
        }
    }

    init(_ refused: Refused) {
        self.init(
            code: refused.refusal.code.rawValue, status: refused.status,
            title: LocalizedText(zh: "账本没有办理", en: "The ledger refused"),
            detail: refused.refusal.message, findings: refused.refusal.findings)
        version = refused.refusal.version
    }

    init(
        code: String, status: Int, title: LocalizedText, detail: LocalizedText,
        findings: [Finding] = [], allowed: [HTTPRequest.Method] = []
    ) {
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.findings = findings
        self.allowed = allowed
    }

    /// The answer to a request.
    func response(in language: Language) -> Response {
        let body = canonicalObject { json in
            json.field("code", code)
            json.field("detail", detail[language])
            if !findings.isEmpty {
                json.key("findings")
                json.array { json in
                    for finding in findings {
                        json.object { json in
                            if let article = finding.article { json.field("article", article) }
                            json.field("code", finding.code)
                            if let field = finding.field { json.field("field", field.key) }
                            json.field("message", finding.message[language])
                            json.field("severity", finding.severity.rawValue)
                        }
                    }
                }
            }
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
        addHeaders(to: &response)
        return response
    }

    /// What clients go by: the methods that are taken, how to come in, when to try again.
    func addHeaders(to response: inout Response) {
        if !allowed.isEmpty {
            response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        }
        if let version { response.headers[.eTag] = version.tag }
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer realm=\"tradein\"" }
        if status == 503 { response.headers[.retryAfter] = "1" }
    }
}

extension Language {
    /// The tag of BCP 47.
    var tag: String { self == .zh ? "zh-Hans" : "en" }
}
