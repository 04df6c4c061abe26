import Crypto
import Foundation
import Hummingbird
import Mustache
import TradeInCore

/// What a template is filled with.
typealias Content = [String: Any]

/// The templates, each parsed once per language.
///
/// A template holds both languages side by side, `[[提交|Submit]]`; a test holds that no text stands
/// outside of such a pair. Every value is escaped as text for HTML.
struct Pages: Sendable {
    private let chinese: MustacheLibrary
    private let english: MustacheLibrary

    /// Parses the templates; it throws only when we wrote one wrongly.
    init() throws {
        HTMLText.register()
        chinese = try Self.library(.zh)
        english = try Self.library(.en)
    }

    private static func library(_ language: Language) throws -> MustacheLibrary {
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in TemplateFiles.all {
            let text = inOne(String(decoding: bytes, as: UTF8.self), language)
            templates[name] = try MustacheTemplate(
                string: "{{% CONTENT_TYPE:\(HTMLText.name) }}\n" + text)
        }
        return MustacheLibrary(templates: templates)
    }

    /// The text with each pair `[[zh|en]]` as its half in one language.
    static func inOne(_ text: String, _ language: Language) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.range(of: "[["), let close = rest.range(of: "]]"),
            open.upperBound <= close.lowerBound
        {
            result += rest[..<open.lowerBound]
            let pair = rest[open.upperBound..<close.lowerBound]
            let bar = pair.firstIndex(of: "|")
            precondition(bar != nil, "both languages stand in \(pair)")
            guard let bar else { break }
            result += language == .zh ? pair[..<bar] : pair[pair.index(after: bar)...]
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    /// Content in which an empty text counts as nothing: a section about it is left out, and the same
    /// name further out is not shown in its place.
    private static func settled(_ value: Any) -> Any {
        switch value {
        case let text as String where text.isEmpty: NSNull()
        case let content as Content: content.mapValues(settled)
        case let rows as [Content]: rows.map { $0.mapValues(settled) }
        default: value
        }
    }

    /// A template filled with content.
    func render(_ name: String, _ content: Content, in language: Language) -> String {
        let library = language == .zh ? chinese : english
        guard let page = library.render(Self.settled(content), withTemplate: name) else {
            preconditionFailure("there is no template \(name)")
        }
        return page
    }
}

/// A file of ours that pages link to; its address names its digest, so a copy is good for a year.
struct Asset: Sendable {
    let name: String
    let type: String
    let bytes: [UInt8]
    let address: String

    init(_ name: String, _ type: String, _ bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
        let digest = hexadecimal(Array(SHA256.hash(data: bytes)).prefix(6))
        address = "/assets/\(name)?v=\(digest)"
    }

    static let style = Asset("app.css", "text/css; charset=utf-8", PackageResources.app_css)
    static let script = Asset(
        "app.js", "text/javascript; charset=utf-8", PackageResources.app_js)

    /// The routes of all of them.
    static var routes: [Route] {
        [style, script].map { asset in
            .get("/assets/\(asset.name)", .everyone) { _ in
                Response(
                    status: .ok,
                    headers: [
                        .contentType: asset.type,
                        .cacheControl: "public, max-age=31536000, immutable",
                    ],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
            }
        }
    }
}
