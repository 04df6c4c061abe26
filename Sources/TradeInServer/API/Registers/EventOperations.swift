import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Consumption events.
enum EventOperations {
    static let all: [Operation] = [list, record, hold, cancel, evidence]

    private static let event = Operation.Parameter.path("event", .text(upTo: 64))

    private static func register(_ call: Call) -> RegisterImport {
        .events(call.desk.county, today: call.visit.now.countyDay)
    }

    private static let list = Operation(
        id: "listEvents", method: .get, path: "/events", access: .seeing(.registers),
        summary: LocalizedText(zh: "列出活动", en: "List events"),
        parameters: [
            .query("state", .choice(CountyEvent.State.self)),
            .query("kind", .choice(CountyEvent.Kind.self)), .after(.text(upTo: 64)), .limit,
        ],
        replies: [.json(200, "活动，按编号", "Events by reference", Shape<CountedEvent>.event.page)]
    ) { call in
        let (state, kind) = (call.text("state"), call.text("kind"))
        let (events, files) = try await call.read {
            (try $0.events(), try $0.evidenceCounts("event:"))
        }
        let chosen = events.filter {
            (state == nil || $0.state.rawValue == state)
                && (kind == nil || $0.kind.rawValue == kind)
        }.map { CountedEvent(event: $0, files: files["event:" + $0.eventRef] ?? 0) }
        return call.page(.event, sorted: chosen) { $0.event.eventRef }
    }

    private static let record = Operation(
        id: "recordEvent", method: .post, path: "/events", access: .doing(.recordEvent),
        summary: LocalizedText(zh: "登记活动", en: "Record an event"),
        body: .json(RegisterInput.schema("EventRecord", CountyEvent.columns)),
        replies: .done, isCommand: true
    ) { call in try await call.record(register(call)) }

    private static let hold = Operation(
        id: "holdEvent", method: .post, path: "/events/{event}/hold", access: .doing(.recordEvent),
        summary: LocalizedText(zh: "登记活动已举办", en: "Say that an event was held"),
        parameters: [event],
        body: .json(
            RegisterInput.changes(CountyEvent.columns, ["attendance", "sales", "ruralBasis"])),
        replies: .done, isCommand: true
    ) { call in try await change(call, to: .held) }

    private static let cancel = Operation(
        id: "cancelEvent", method: .post, path: "/events/{event}/cancel",
        access: .doing(.recordEvent),
        summary: LocalizedText(zh: "取消活动", en: "Cancel an event"),
        parameters: [event],
        body: .json(
            RegisterInput.changes(
                CountyEvent.columns, ["reason", "ruralBasis"], needed: ["reason"])),
        replies: .done, isCommand: true
    ) { call in try await change(call, to: .cancelled) }

    private static func change(
        _ call: Call, to state: CountyEvent.State
    ) async throws -> Response {
        let reference = call.must("event")
        let standing = try await call.read { try $0.event(reference)?.cells }
        return try await call.change(standing, ["state": state.rawValue], in: register(call))
    }

    private static let evidence = Operation(
        id: "attachEventEvidence", method: .post, path: "/events/{event}/evidence",
        access: .doing(.attachEvidence),
        summary: LocalizedText(zh: "上传活动佐证", en: "Attach evidence to an event"),
        parameters: [event], body: .bytes(PaperOperations.types), replies: .done, isCommand: true,
        mostBytes: PaperFormat.mostBytes
    ) { call in try await call.attachEvidence(to: "event:" + call.must("event")) }
}

/// An event with the number of its files.
struct CountedEvent: Sendable {
    let event: CountyEvent
    let files: Int
}

extension Shape where Value == CountedEvent {
    static let event = Shape(
        "Event",
        [
            .text("eventRef") { $0.event.eventRef }, .word("kind") { $0.event.kind },
            .text("name") { $0.event.name }, .flag("rural") { $0.event.rural },
            .day("startsOn") { $0.event.startsOn }, .day("endsOn") { $0.event.endsOn },
            .texts("towns") { $0.event.towns }, .word("state") { $0.event.state },
            .text("ruralBasis", maybe: { $0.event.ruralBasis }),
            .text("organiser", maybe: { $0.event.organiser }),
            .number("attendance", maybe: { $0.event.attendance.map(Int64.init) }),
            .fen("salesFen", maybe: { $0.event.sales }),
            .text("reason", maybe: { $0.event.reason }),
            .number("evidence") { Int64($0.files) },
        ])
}
