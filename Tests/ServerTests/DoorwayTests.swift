import Dispatch
import PolicyLibrary
import Testing
import TradeInStore

@testable import TradeInDesk

@Suite("Many log-ins hold up nobody else")
struct DoorwayTests {
    @Test("reads are answered while log-ins wait, and one log-in too many is sent away")
    func crowd() async throws {
        let server = try TestServer()
        let desk = try Desk(
            store: server.store, county: server.county, plan: try PlanLibrary.jinxiang2024(),
            clock: { TestServer.now })
        defer { desk.close() }
        let open = DispatchSemaphore(value: 0)
        let waiting = (0..<Doorway.most).map { number in
            Task { try await desk.atTheDoor { _ in Self.wait(open, number) } }
        }
        while desk.doorway.waiting < Doorway.most { await Task.yield() }
        await #expect(throws: LedgerFailure.self) { try await desk.atTheDoor { _ in true } }
        for _ in 0..<8 { #expect(try await desk.read { _ in true }) }
        for _ in waiting { open.signal() }
        for (number, task) in waiting.enumerated() { #expect(try await task.value == number) }
        #expect(try await desk.atTheDoor { _ in true })
    }

    private static func wait(_ open: DispatchSemaphore, _ number: Int) -> Int {
        open.wait()
        return number
    }
}
