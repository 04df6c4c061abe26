import Hummingbird
import TradeInCore
import TradeInDesk

/// What a field of the claim's form offers while it is typed into; pages without a script have the
/// same as a list beside the field.
enum SuggestionPages {
    static var routes: [Route] {
        [.get("/claims/new/suggestions", .doing(.submit)) { try await suggest($0) }]
    }

    /// The most suggestions of one answer.
    static let most = 8
    /// A longer text is no beginning of a name.
    static let longest = 120

    private static func suggest(_ visit: Visit) async throws -> Response {
        let keys = FormOffers.fields.map(\.key)
        guard let programme = try visit.known("programme", Programme.allCases),
            let name = visit.query("field"),
            let field = FormOffers.fields.first(where: { $0.key == name })
        else {
            throw Problem.badParameter(
                "field", visit.query("field") ?? "",
                wanted: LocalizedText(
                    zh: "programme，以及" + keys.joined(separator: "、"),
                    en: "programme, and one of " + keys.joined(separator: ", ")))
        }
        let typed = String((visit.query("typed") ?? "").prefix(longest))
        let itemClass = String((visit.query("class") ?? "").prefix(longest))
        let offers = try await FormOffers.read(programme, visit)
        let found = offers.suggestions(field, typed: typed, itemClass: itemClass, visit)
        let bytes = canonicalObject { json in
            json.key("items")
            json.array { json in
                for one in found.prefix(most) {
                    json.object { json in
                        json.field("brand", one.brand)
                        json.field("note", one.note)
                        json.field("value", one.value)
                    }
                }
            }
        }
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
