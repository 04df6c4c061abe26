import Hummingbird
import TradeInCore
import TradeInDesk

/// Keys as people read them.
struct Names: Sendable {
    let desk: Desk
    let language: Language

    /// A town by its key.
    func town(_ key: String) -> String {
        desk.county.towns.first { $0.key == key }?.name[language] ?? key
    }

    /// An item class by its key; vehicles count under their energy.
    func itemClass(_ key: String) -> String {
        if let place = desk.register.index(ofKey: key) {
            return desk.register.classes[place].title[language]
        }
        return switch key {
        case "nev": language == .zh ? "新能源汽车" : "new-energy vehicle"
        case "fuel": language == .zh ? "燃油汽车" : "fuel vehicle"
        default: key
        }
    }
}

extension Visit {
    var names: Names { Names(desk: desk, language: language) }

    /// Does something that the ledger may refuse; a refusal is shown on the page that it came from.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - address: where to go on to when it is done.
    ///   - message: what is told there.
    ///   - page: makes the page again, with the refusal above it.
    /// - Returns: the way on, or the page with the refusal.
    /// - Throws: what the world or `page` throws.
    func perform(
        _ command: LedgerCommand, then address: String, telling message: String,
        otherwise page: (Problem) async throws -> Response
    ) async throws -> Response {
        try await perform(command, then: { _ in (address, message) }, otherwise: page)
    }

    /// Does something that the ledger may refuse, and goes where its receipt says.
    func perform(
        _ command: LedgerCommand, expecting: ClaimExpectation? = nil,
        then next: (Receipt) -> (address: String, message: String),
        otherwise page: (Problem) async throws -> Response
    ) async throws -> Response {
        do {
            let (address, message) = next(
                try await execute(command, expecting: expecting))
            return redirect(to: address, telling: message)
        } catch let refused as Refused {
            return try await page(Problem(refused))
        }
    }

    /// An option of a select: its value, its text, and whether it is chosen.
    static func option(_ value: String, _ text: String, chosen: String?) -> Content {
        var option: Content = ["value": value, "text": text]
        if value == chosen { option["chosen"] = true }
        return option
    }

    /// A file for the visitor to save.
    func download(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        if let disposition = HTTPFields.Element.Name("Content-Disposition") {
            response.headers[disposition] = "attachment; filename=\"\(name)\""
        }
        return response
    }
}
