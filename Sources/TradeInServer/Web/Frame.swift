import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What stands around every page: the county, who is signed in, where one can go, what was told.
struct Frame {
    /// A place that one can go to.
    struct Place: Sendable {
        let address: String
        let title: LocalizedText
        let access: RouteAccess
        /// Other addresses that belong there.
        var also: [String] = []
    }

    /// The places in the order of the navigation; each user sees those that are open.
    static let places: [Place] = [
        Place(
            address: "/home", title: LocalizedText(zh: "首页", en: "Home"), access: .signedIn),
        Place(
            address: "/claims/new", title: LocalizedText(zh: "新申领", en: "New claim"),
            access: .doing(.submit)),
        Place(
            address: "/claims", title: LocalizedText(zh: "申领", en: "Claims"),
            access: .seeing(.claims)),
        Place(
            address: "/rights", title: LocalizedText(zh: "资格", en: "Rights"),
            access: .seeing(.claims)),
        Place(
            address: "/import", title: LocalizedText(zh: "批量导入", en: "Import"),
            access: .doing(.submit)),
        Place(
            address: "/queue", title: LocalizedText(zh: "待审", en: "Queue"),
            access: .seeing(.queue)),
        Place(
            address: "/registers", title: LocalizedText(zh: "登记簿", en: "Registers"),
            access: .seeing(.registers)),
        Place(
            address: "/tallies", title: LocalizedText(zh: "汇总", en: "Tallies"),
            access: .seeing(.tallies), also: ["/targets", "/totals"]),
        Place(
            address: "/funds", title: LocalizedText(zh: "资金", en: "Funds"),
            access: .seeing(.funds)),
        Place(
            address: "/batches", title: LocalizedText(zh: "付款", en: "Payments"),
            access: .seeing(.payments), also: ["/clawbacks"]),
        Place(
            address: "/supplements", title: LocalizedText(zh: "补差", en: "Supplements"),
            access: .doing(.supplement)),
        Place(
            address: "/months", title: LocalizedText(zh: "月结", en: "Months"),
            access: .seeing(.payments)),
        Place(
            address: "/exports", title: LocalizedText(zh: "下载", en: "Downloads"),
            access: .seeing(.tallies)),
        Place(
            address: "/packs", title: LocalizedText(zh: "政策包", en: "Packs"),
            access: .seeing(.packs)),
        Place(
            address: "/log", title: LocalizedText(zh: "日志", en: "Log"), access: .seeing(.log),
            also: ["/verify", "/recount"]),
        Place(
            address: "/sample", title: LocalizedText(zh: "抽样", en: "Sample"), access: .seeing(.log)),
        Place(
            address: "/users", title: LocalizedText(zh: "用户", en: "Users"),
            access: .seeing(.users)),
        Place(
            address: "/access", title: LocalizedText(zh: "登录与令牌", en: "Access"),
            access: .seeing(.access)),
    ]
}

extension Visit {
    /// A page in its frame.
    ///
    /// - Parameters:
    ///   - name: the template.
    ///   - title: the page's title, the first heading of most pages too.
    ///   - content: what the template is filled with.
    ///   - status: the answer's status.
    ///   - alert: what went wrong, told above the page.
    /// - Returns: the page.
    func page(
        _ name: String, title: String, _ content: Content = [:], status: Int = 200,
        alert: LocalizedText? = nil
    ) -> Response {
        var whole = content
        whole["title"] = title
        whole["frame"] = frame(alert: alert)
        whole["formToken"] = secret.map(FrontDoor.formToken) ?? ""
        let text = web.pages.render(name, whole, in: language)
        var response = Response(
            status: HTTPResponse.Status(code: status),
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: language.tag,
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        if told != nil {
            response.setCookie(Cookie(name: "told", value: "", maxAge: 0, path: "/"))
        }
        return response
    }

    /// What the page before asked to be told.
    private var told: String? {
        guard let value = request.cookies["told"]?.value, value.utf8.count < 2_000,
            let bytes = Data(base64Encoded: value)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func frame(alert: LocalizedText?) -> Content {
        let other: Language = language == .zh ? .en : .zh
        var frame: Content = [
            "tag": language.tag, "otherTag": other.tag, "county": desk.county.name[language],
            "style": Asset.style.address, "script": Asset.script.address,
            "otherAddress": address(in: other), "other": language == .zh ? "English" : "中文",
            "places": places(),
        ]
        if let alert { frame["alert"] = alert[language] }
        if let told { frame["told"] = told }
        if let user = session?.user {
            let roles = Role.allCases.filter(user.roles.contains).map { $0.title[language] }
            frame["user"] =
                ["login": user.login, "roles": roles.joined(separator: say("、", ", "))] as Content
        }
        return frame
    }

    private func places() -> [Content] {
        guard let user = session?.user else { return [] }
        let path = request.uri.path
        let open = Frame.places.filter { $0.access.admits(user) }
        // The longest place that the path lies in is where one is.
        func lies(in place: Frame.Place) -> Int? {
            ([place.address] + place.also).filter { path == $0 || path.hasPrefix($0 + "/") }
                .map(\.count).max()
        }
        let current = open.filter { lies(in: $0) != nil }
            .max { (lies(in: $0) ?? 0) < (lies(in: $1) ?? 0) }
        return open.map { place in
            var link: Content = ["address": place.address, "title": place.title[language]]
            if place.address == current?.address { link["isCurrent"] = true }
            return link
        }
    }

    /// This page in the other language; what a form sent is not sent again.
    private func address(in other: Language) -> String {
        guard request.method == .get || request.method == .head else {
            return "/home?lang=\(other.rawValue)"
        }
        let kept = (request.uri.query ?? "").split(separator: "&").filter {
            !$0.hasPrefix("lang=")
        }
        return request.uri.path + "?" + (kept + ["lang=\(other.rawValue)"]).joined(separator: "&")
    }
}
