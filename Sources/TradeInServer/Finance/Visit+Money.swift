import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

extension Visit {
    /// Whether somebody is the person who asks: makers are not their own checkers.
    func isOwn(_ maker: String) -> Bool {
        CommandContext(actor: user.login, now: now).isActor(maker)
    }

    /// Does something about money, and goes on to a page that tells what came of it.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - next: where to go on to, and what is told there; what was left out comes with it.
    ///   - page: makes the page again, with the refusal above it.
    /// - Returns: the way on, or the page again.
    /// - Throws: the store's failures, and what `page` throws.
    func settle(
        _ command: LedgerCommand,
        then next: (Receipt, [Finding]) -> (address: String, message: String),
        otherwise page: (Problem) async throws -> Response
    ) async throws -> Response {
        switch try await desk.execute(command, by: user.login, repeatKey: repeatKey) {
        case .done(let receipt, let findings):
            let (address, message) = next(receipt, findings)
            return redirect(to: address, telling: message)
        case .replayed(let receipt):
            let place = receipt.logIndex
            return redirect(
                to: next(receipt, []).address,
                telling: say(
                    "此前已登记（日志第\(place)条），未作改动。",
                    "There already (log entry \(place)); nothing was changed."))
        case .refused(let refusal):
            return try await page(Problem(Refused(refusal: refusal)))
        }
    }

    /// Does something about money, then tells it on a page.
    func settle(
        _ command: LedgerCommand, then address: String, telling message: String,
        otherwise page: (Problem) async throws -> Response
    ) async throws -> Response {
        try await settle(command, then: { _, _ in (address, message) }, otherwise: page)
    }

    /// What a refusal says part by part, for templates.
    ///
    /// A file may be wrong in every line; a page shows no more of it than a person reads.
    func findings(_ problem: Problem?) -> [Content] {
        let all = problem?.findings ?? []
        let shown: [Content] = all.prefix(Self.mostFindings).map { finding in
            ["text": finding.message[language], "code": finding.code]
        }
        let left = all.count - shown.count
        guard left > 0 else { return shown }
        return shown + [
            ["text": say("另有\(left)处，未在此列出。", "\(left) more, not listed here."), "code": ""]
        ]
    }

    private static let mostFindings = 500
}
