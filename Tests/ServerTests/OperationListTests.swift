import Foundation
import Logging
import PolicyLibrary
import Testing
import TradeInCore
import TradeInDesk

@testable import TradeInServer

@Suite("The table of operations names every operation of the API, and only pages that are there")
struct OperationListTests {
    private static func cells(_ column: Int) throws -> [Substring] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Docs/reference/operations.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            return cells.count > column ? cells[column] : nil
        }
    }

    private func web(_ server: TestServer) throws -> Web {
        let desk = try Desk(
            store: server.store, county: server.county, plan: try PlanLibrary.jinxiang2024(),
            clock: { TestServer.now })
        return try Web(
            desk: desk, configuration: ServerConfiguration(), logger: Logger(label: "test"))
    }

    @Test("operations")
    func operations() throws {
        let server = try TestServer()
        let web = try web(server)
        defer { web.desk.close() }
        let real = Set(web.api.operations.map(\.id)).union(["getDocument"])
        let listed = Set(
            try Self.cells(3).flatMap { $0.matches(of: /`([a-z][A-Za-z]+)(?:\?[^`]*)?`/) }
                .map { String($0.output.1) })
        #expect(real.subtracting(listed).isEmpty, "\(real.subtracting(listed).sorted())")
        #expect(listed.subtracting(real).isEmpty, "\(listed.subtracting(real).sorted())")
    }

    @Test("pages")
    func pages() throws {
        let server = try TestServer()
        let web = try web(server)
        defer { web.desk.close() }
        // A parameter's name is the page's own affair.
        func shape(_ path: String) -> String {
            path.split(separator: "/").map { $0.hasPrefix(":") || $0.hasPrefix("{") ? "*" : $0 }
                .joined(separator: "/")
        }
        let real = Set(web.routes.map { shape($0.path) })
        for cell in try Self.cells(4) {
            for match in cell.matches(of: /`(\/[^`]*)`/) {
                #expect(real.contains(shape(String(match.output.1))), "\(match.output.1)")
            }
        }
    }
}
