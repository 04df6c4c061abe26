import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Takes one step on many claims, in batches of one transaction each.
struct StepRun {
    private static let batchSize = 2_000

    let store: LedgerStore
    let options: GlobalOptions
    let why: StepOptions
    private let preparer: StepPreparer

    init(store: LedgerStore, options: GlobalOptions, why: StepOptions) throws {
        self.store = store
        self.options = options
        self.why = why
        preparer = try StepPreparer(store, county: try Setting.county())
    }

    static func number(_ text: String) throws -> ClaimID {
        guard let id = ClaimID(text: text) else { throw ClaimListCommand.badNumber(text) }
        return id
    }

    /// Takes the step; prints what came of it; false when anything was refused.
    func take(_ step: ClaimStep, _ claims: [ClaimID]) throws -> Bool {
        var counts: [ClaimState: Int] = [:]
        var refused = 0
        for start in stride(from: 0, to: claims.count, by: Self.batchSize) {
            let batch = claims[start..<min(start + Self.batchSize, claims.count)]
            let commands = try batch.map {
                LedgerCommand.step(
                    try preparer.prepared(step, $0, reason: why.reason, note: why.note))
            }
            let outcomes = try store.commit(
                commands, options.context(), register: preparer.register)
            for (claim, outcome) in zip(batch, outcomes) {
                switch outcome {
                case .done(let receipt, _), .replayed(let receipt):
                    counts[receipt.state ?? .submitted, default: 0] += 1
                case .refused(let refusal):
                    refused += 1
                    Output.complain(
                        "\(claim.text) \(refusal.code.rawValue): "
                            + refusal.message[Language.current])
                }
            }
        }
        tell(counts, refused)
        return refused == 0
    }

    private func tell(_ counts: [ClaimState: Int], _ refused: Int) {
        let parts = ClaimState.allCases.compactMap { state in
            counts[state].map { "\(state.title[Language.current]) \($0)" }
        }
        let done = parts.isEmpty ? say("无", "none") : parts.joined(separator: say("，", ", "))
        Output.line(say("已办理：\(done)；未办理\(refused)笔。", "Done: \(done); \(refused) refused."))
    }
}
