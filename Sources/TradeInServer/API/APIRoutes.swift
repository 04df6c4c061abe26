import Hummingbird
import TradeInCore
import TradeInDesk

/// The REST API: one table of operations, from which routes and document are made.
struct APIRoutes: Sendable {
    /// All operations but the document itself.
    let operations: [Operation]

    init(board: Board, intake: ClaimIntake) {
        operations =
            PublicOperations(board: board).all + RegisterOperations.all(intake)
            + ClaimOperations.all + ContextOperations.all + PaperOperations.all
            + ReceiptOperations.all
            + DealerOperations.all + EventOperations.all + RecyclingOperations.all
            + EvidenceOperations.all
            + FigureOperations(board: board).all + TallyOperations.all + ExportOperations.all
            + LogOperations.all + VerifyOperations.all + PackOperations.all + DraftOperations.all
            + RightOperations.all + FundOperations.all + BatchOperations.all + MonthOperations.all
    }

    /// The routes under `/api/v1`.
    var routes: [Route] { (operations + [document]).map(\.route) }

    /// The OpenAPI document of all operations, itself among them.
    func document(in language: Language) -> [UInt8] {
        OpenAPIDocument.json(of: operations + [document], in: language)
    }

    private var document: Operation {
        let (chinese, english) = (documentWithoutAnswer(.zh), documentWithoutAnswer(.en))
        return Self.documentOperation { call in
            call.json(
                bytes: call.language == .zh ? chinese : english,
                headers: [.cacheControl: "public, max-age=300"])
        }
    }

    private func documentWithoutAnswer(_ language: Language) -> [UInt8] {
        let own = Self.documentOperation { _ in throw Problem.notFound }
        return OpenAPIDocument.json(of: operations + [own], in: language)
    }

    private static func documentOperation(
        _ answer: @escaping @Sendable (Call) async throws -> Response
    ) -> Operation {
        Operation(
            id: "getDocument", method: .get, path: "/openapi.json", access: .everyone,
            summary: LocalizedText(zh: "本说明（OpenAPI 3.1）", en: "This document (OpenAPI 3.1)"),
            replies: [.json(200, "说明", "The document", .map(.anything))], answer: answer)
    }
}
