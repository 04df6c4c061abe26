import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What the server counts of itself since it started; no label says anything of a person.
final class Metrics: Sendable {
    /// One route's answers of one kind.
    private struct Key: Hashable {
        let method: String
        let route: String
        /// `2xx`, `4xx` and so on.
        let kind: String
    }

    private struct Sums {
        var count: Int64 = 0
        var nanoseconds: UInt64 = 0
    }

    private let sums = Mutexed<[Key: Sums]>([:])

    /// Counts an answer.
    func count(_ method: String, _ route: String, status: Int, nanoseconds: UInt64) {
        let key = Key(method: method, route: route, kind: "\(status / 100)xx")
        sums.withLock { sums in
            var sum = sums[key] ?? Sums()
            sum.count += 1
            sum.nanoseconds += nanoseconds
            sums[key] = sum
        }
    }

    /// All of it in Prometheus' text format 0.0.4.
    func text(_ desk: Desk) async throws -> String {
        let load = desk.load
        let (checkpoint, backup) = try await desk.read { store in
            (try store.latestCheckpoint(), try BackupState(store))
        }
        let size = checkpoint.flatMap(CheckpointFacts.init(note:))?.size ?? "0"
        var lines = requests()
        func add(_ name: String, _ type: String, _ help: String, _ value: String) {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)", "\(name) \(value)"]
        }
        add(
            "tradein_commands_committed_total", "counter",
            "Commands carried out or refused by the ledger.",
            String(load.committed))
        add(
            "tradein_commands_waiting", "gauge", "Commands that wait for the ledger.",
            String(load.waiting))
        add("tradein_commands_waiting_limit", "gauge", "As many may wait.", String(load.most))
        add("tradein_log_entries", "gauge", "Entries under the newest checkpoint.", size)
        add(
            "tradein_backup_last_timestamp_seconds", "gauge",
            "When the last good backup was begun; 0 when there is none.",
            String(backup.last?.madeAt.seconds ?? 0))
        add(
            "tradein_backup_entries_behind", "gauge",
            "Entries of the log that no good backup holds.", String(backup.entriesSince))
        add(
            "process_resident_memory_bytes", "gauge", "Resident memory.",
            String(Self.residentBytes()))
        return lines.joined(separator: "\n") + "\n"
    }

    private func requests() -> [String] {
        let known = sums.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.kind) < ($1.key.route, $1.key.method, $1.key.kind)
        }
        var lines = [
            "# HELP tradein_http_requests_total Requests answered.",
            "# TYPE tradein_http_requests_total counter",
        ]
        lines += known.map {
            "tradein_http_requests_total{\(Self.labels($0.key))} \($0.value.count)"
        }
        lines += [
            "# HELP tradein_http_request_seconds Time from request to answer.",
            "# TYPE tradein_http_request_seconds summary",
        ]
        for (key, sum) in known {
            let micros = sum.nanoseconds / 1000
            let seconds =
                "\(micros / 1_000_000)." + String(micros % 1_000_000 + 1_000_000).dropFirst()
            lines.append("tradein_http_request_seconds_sum{\(Self.labels(key))} \(seconds)")
            lines.append("tradein_http_request_seconds_count{\(Self.labels(key))} \(sum.count)")
        }
        return lines
    }

    private static func labels(_ key: Key) -> String {
        "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.kind)\""
    }

    /// The process's resident set (`/proc/self/statm`, second field, in pages).
    private static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
            return 0
        }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4096
    }
}

/// Counts every answer under the route that gave it, never under the address that was asked.
struct CountRequests<Context: RequestContext>: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let began = DispatchTime.now().uptimeNanoseconds
        let response = try await next(request, context)
        // A method of no standard would make a label of the sender's choice.
        let isKnown = Self.methods.contains(request.method)
        metrics.count(
            isKnown ? request.method.rawValue : "other", context.endpointPath ?? "none",
            status: response.status.code,
            nanoseconds: DispatchTime.now().uptimeNanoseconds - began)
        return response
    }

    private static var methods: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options, .trace]
    }
}

/// Whether the server lives, whether it can take work, and what it counts.
enum StatusRoutes {
    static func routes(_ metrics: Metrics) -> [Route] {
        [
            .get("/healthz", .everyone) { visit in
                _ = try await visit.desk.read { try $0.latestCheckpoint() }
                return text("ok\n")
            },
            .get("/readyz", .everyone) { visit in
                guard !visit.desk.isBusy else { throw Problem.busy }
                _ = try await visit.desk.read { try $0.latestCheckpoint() }
                return text("ready\n")
            },
            .get("/metrics", .everyone) { visit in
                text(
                    try await metrics.text(visit.desk),
                    type: "text/plain; version=0.0.4; charset=utf-8")
            },
        ]
    }

    private static func text(
        _ text: String, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
