import Foundation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Where people meet the ledger: takes what they ask in their own words, prepares it, and asks the
/// ledger in one durable transaction with whatever else is asked at that moment.
public final class Desk: Sendable {
    /// The ledger.
    public let store: LedgerStore
    /// The county.
    public let county: County
    /// Its plan.
    public let plan: CountyPlan
    /// The item classes.
    public let register: ItemClassRegister
    /// Who may come in.
    public let door: FrontDoor
    /// Gives the present moment.
    public let clock: @Sendable () -> Moment
    private let queue: CommitQueue
    private let reads: OperationQueue
    let doorway = Doorway()
    private let packs = PackCache()
    private let changeCount = ChangeCount()
    let goods = GoodsNames()

    /// A desk before a ledger.
    ///
    /// - Parameters:
    ///   - store: the ledger, open for writing.
    ///   - county: the county.
    ///   - plan: its plan.
    ///   - clock: gives the present moment.
    ///   - mostWaiting: the most commands that wait for the disk. The default is some tenth of a
    ///     second's work: whoever comes then is served better by coming again in a second.
    /// - Throws: the packs' faults, which are ours, or the kernel's.
    public init(
        store: LedgerStore, county: County, plan: CountyPlan,
        clock: @escaping @Sendable () -> Moment, mostWaiting: Int = 256
    ) throws {
        self.store = store
        self.county = county
        self.plan = plan
        self.clock = clock
        register = try PolicyLibrary.register()
        door = try FrontDoor(store)
        queue = CommitQueue(store, register: register, mostWaiting: mostWaiting)
        reads = OperationQueue()
        // As many as the ledger has readers; the threads that serve requests never wait for a disk.
        reads.maxConcurrentOperationCount = 4
    }

    /// Lets what waits be executed, and takes no more.
    public func close() { queue.close() }

    /// Runs a read of the ledger beside the threads that serve requests.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerStore) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { [store] continuation in
            reads.addOperation { continuation.resume(with: Result { try body(store) }) }
        }
    }

    /// Runs what hashes passwords, one after the other, so that many log-ins hold up nobody else.
    ///
    /// - Parameter body: the work.
    /// - Returns: what it gives.
    /// - Throws: ``LedgerFailure/busy`` when too many wait, and what the work throws.
    public func atTheDoor<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerStore) throws -> Value
    ) async throws -> Value {
        try await doorway.pass { [store] in try body(store) }
    }

    /// Executes a command for a user; returns when it is on disk.
    ///
    /// - Parameters:
    ///   - command: the command.
    ///   - login: who asks.
    ///   - repeatKey: tells the same request when it comes again.
    ///   - expecting: how the claim must stand when the command is carried out.
    /// - Returns: its outcome.
    /// - Throws: ``LedgerFailure`` when the world fails, or too many wait.
    public func execute(
        _ command: LedgerCommand, by login: String, repeatKey: RepeatKey? = nil,
        expecting: ClaimExpectation? = nil
    ) async throws -> CommandOutcome {
        let context = CommandContext(actor: login, now: clock())
        let request = LedgerRequest(
            command, context, repeatKey: repeatKey, expecting: expecting)
        let outcome = try await queue.execute(request)
        changeCount.note(command)
        return outcome
    }

    /// Grows with every command of this desk that changes how claims are prepared.
    var changes: Int { changeCount.value }

    /// How many commands wait, and how many this desk has committed.
    public var load: (waiting: Int, committed: Int, most: Int) { queue.load }

    /// Whether a command that comes now would be sent away.
    public var isBusy: Bool {
        let load = load
        return load.waiting >= load.most
    }

    /// What commands would come to, on the real path and rolled back.
    public func rehearse(
        _ commands: [LedgerCommand], by login: String
    ) async throws -> [CommandOutcome] {
        let context = CommandContext(actor: login, now: clock())
        return try await read { [register] store in
            var outcomes: [CommandOutcome] = []
            try store.rehearse(context, register: register) { outcomes = try $0(commands) }
            return outcomes
        }
    }

    /// The packs that are active now.
    public func shelf() throws -> PackShelf {
        try packs.shelf(of: store, register: register)
    }

    /// A pack that the ledger keeps, compiled; nil when its text is not what its digest says.
    public func pack(_ sha256: String) throws -> PolicyPack? {
        try packs.pack(sha256, of: store)
    }

    /// The notice that a pack stands on, article by article; nil where none is kept.
    public func notice(_ sha256: String) throws -> NoticeSections? {
        try packs.notice(sha256, of: store)
    }

    /// Prepares rows of claims under the packs that are active now.
    public func preparer() throws -> ClaimPreparer {
        ClaimPreparer(
            decider: ClaimDecider(shelf: try shelf(), county: county), keys: store.keys)
    }

    /// Prepares one claim as it was typed or sent.
    public func prepare(_ row: ReadRow) throws -> PreparedClaim {
        let seed = try RandomBytes.take(ClaimPreparer.seedCount)
        return try preparer().prepare(row, seed: seed[...])
    }

    /// Prepares a step on a claim.
    public func prepare(
        _ step: ClaimStep, _ claim: ClaimID, reason: StepReason?, note: String?
    ) throws -> PreparedStep {
        try StepPreparer(store, county: county, packs: packs.all(of: store))
            .prepared(step, claim, reason: reason, note: note)
    }

    /// What a claim's pack says of its logged facts, decided again; nil when its text is lost.
    public func determination(of detail: ClaimDetail) throws -> Determination? {
        guard let pack = try pack(detail.row.packSha256),
            let facts = try JSONValue.parse(detail.entry)["facts"].flatMap({
                FactSet(json: $0, register: pack.register)
            }), let day = facts.day(pack.source.dayOfLaw), pack.isInForce(on: day)
        else { return nil }
        return pack.determine(facts, on: day)
    }
}

/// Counts the commands that change how claims are prepared: those on packs, and steps that
/// return a claim.
private final class ChangeCount: @unchecked Sendable {
    private let gate = NSLock()
    private var count = 0

    var value: Int { gate.withLock { count } }

    func note(_ command: LedgerCommand) {
        switch command {
        case .proposePack, .activatePack, .confirmValues: gate.withLock { count += 1 }
        case .step(let prepared) where prepared.step == .sendBack: gate.withLock { count += 1 }
        default: break
        }
    }
}
