import Mustache

/// Text for HTML, escaped scalar by scalar.
///
/// Escaping by character misses a `<` that a scalar before it joins to itself (U+0600), or a quote
/// with an accent upon it; a browser takes no notice of either.
struct HTMLText: MustacheContentType {
    /// The name in a template's pragma.
    static let name = "SCALARS"

    /// Makes the type known to templates.
    static func register() { MustacheContentTypes.register(HTMLText(), named: name) }

    func escapeText(_ text: String) -> String { Self.escaped(text) }

    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
