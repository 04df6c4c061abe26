import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// A record of a register as programs send it: one object of the columns of the register's file.
enum RegisterInput {
    private static let mostCharacters = 400

    /// The schema of a record.
    static func schema(_ name: String, _ columns: [TradeInCore.RegisterColumn]) -> Schema {
        .named(
            name,
            .object(
                Schema.Members(
                    columns.map { column in
                        .init(
                            key: column.key,
                            schema: .noted(
                                .cell(mostCharacters),
                                LocalizedText(zh: column.zh, en: column.key)),
                            isRequired: column.required)
                    })))
    }

    /// Some columns of a record, for its changes.
    static func changes(
        _ columns: [TradeInCore.RegisterColumn], _ keys: [String], needed: Set<String> = []
    ) -> Schema {
        .object(
            Schema.Members(
                columns.filter { keys.contains($0.key) }.map { column in
                    .init(
                        key: column.key,
                        schema: .noted(
                            .cell(mostCharacters), LocalizedText(zh: column.zh, en: column.key)),
                        isRequired: needed.contains(column.key))
                }))
    }

    /// The cells of an object; those that are empty are left out.
    static func cells(_ body: JSONValue) -> [String: String] {
        var cells: [String: String] = [:]
        for (key, value) in body.object ?? [:] {
            if let text = ClaimObject.text(of: value), !text.isEmpty { cells[key] = text }
        }
        return cells
    }
}

extension Call {
    /// The body's cells, read as a row of the register's file and recorded.
    func record(_ register: RegisterImport) async throws -> Response {
        try await record(register, RegisterInput.cells(body))
    }

    /// Cells, read as a row of the register's file and recorded.
    func record(_ register: RegisterImport, _ cells: [String: String]) async throws -> Response {
        let entry = try register.read(cells)
        guard let command = entry.steps.first else { throw Problem.recordUnfit(entry.findings) }
        precondition(entry.steps.count == 1, "a record is one command")
        return try await perform(command, found: entry.findings)
    }

    /// A record as it stands, with the body's cells in the place of its own.
    ///
    /// - Parameters:
    ///   - standing: the record's cells; nil where there is none.
    ///   - more: cells that are changed besides.
    ///   - register: reads them.
    /// - Returns: what came of it.
    /// - Throws: ``Problem`` where there is no such record or its cells are unfit, ``Refused``.
    func change(
        _ standing: [String: String]?, _ more: [String: String] = [:], in register: RegisterImport
    ) async throws -> Response {
        guard let standing else { throw Problem.notFound }
        let changes = RegisterInput.cells(body).merging(more) { $1 }
        return try await record(register, standing.merging(changes) { $1 })
    }

    /// Puts the body's file to a record.
    func attachEvidence(to key: String) async throws -> Response {
        let file = try await keepFile()
        return try await perform(
            .attachEvidence(
                PreparedEvidence(
                    recordKey: key, sha256: file.sha256, format: file.format,
                    byteCount: file.byteCount)))
    }
}
