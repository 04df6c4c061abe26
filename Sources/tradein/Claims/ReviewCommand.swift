import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Takes a reviewer's step on claims: approve, return, reject, hold, unhold, reopen.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: say("审核申领：通过、退回、驳回、暂缓", "Review claims: approve, return, reject, hold"),
        discussion: say(
            """
            步骤：approve 通过（先初审，后由另一人复审）、return 退回补正、reject 驳回、hold 暂缓、unhold 解除暂缓、reopen 重新审核。
            退回、驳回、暂缓、重新审核须写原因；原因为 other 时须写备注。录入人不能审核，初审和复审须为两人。
            驳回后资金和查重锁立即释放，候补的申领按提交先后转正。
            示例：tradein review approve TC000000018 --as li
                  tradein review approve --queue submitted --programme appliance --limit 200 --as li
                  tradein review reject TC000000026 --reason not-eligible --as li
            """,
            """
            Steps: approve (a first review, then a second by another person), return, reject, hold,
            unhold, reopen. To return, reject, hold or reopen takes a reason; the reason other takes a
            note. Who entered a claim may not review it; the two reviewers differ. A rejection frees
            money and locks at once, and claims in line move up in the order of submission.
            Examples: tradein review approve TC000000018 --as li
                      tradein review approve --queue submitted --programme appliance --limit 200 --as li
                      tradein review reject TC000000026 --reason not-eligible --as li
            """))

    @Argument(help: ArgumentHelp(say("步骤", "The step")))
    var step: ClaimStep

    @Argument(help: ArgumentHelp(say("申领号", "Claims")))
    var claims: [String] = []

    @Option(
        help: ArgumentHelp(
            say("按提交先后取这一状态的申领", "Take claims of this state, in order of submission")))
    var queue: String?

    @Option(help: ArgumentHelp(say("只取这个补贴项目", "Only of this programme")))
    var programme: String?

    @Option(help: ArgumentHelp(say("最多几笔", "At most this many")))
    var limit = 100

    @OptionGroup var why: StepOptions

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        guard step.isReview else {
            throw ValidationError(
                say("“\(step.rawValue)”不是审核步骤。", "\(step.rawValue) is no step of a review."))
        }
        guard (queue == nil) != claims.isEmpty else {
            throw ValidationError(
                say("请写申领号，或用 --queue，二者取一。", "Name claims, or say --queue; not both, not neither.")
            )
        }
    }

    func run() throws {
        let store = try options.open()
        let numbers = try queue == nil ? claims.map(StepRun.number) : inLine(store)
        let run = try StepRun(store: store, options: options, why: why)
        let isWhole = try run.take(step, numbers)
        try store.close()
        Output.flush()
        if !isWhole { throw ExitCode(1) }
    }

    private func inLine(_ store: LedgerStore) throws -> [ClaimID] {
        var filter = ClaimFilter()
        guard let state = queue.flatMap(ClaimState.init(rawValue:)) else {
            let known = ClaimState.allCases.map(\.rawValue).joined(separator: " ")
            throw ValidationError(say("--queue 可用：\(known)", "--queue takes one of: \(known)"))
        }
        filter.state = state
        if let programme {
            guard let known = Programme(named: programme) else {
                throw ValidationError(
                    say("没有补贴项目“\(programme)”。", "\(programme) is no known programme."))
            }
            filter.programme = known
        }
        return try store.claims(filter, limit: limit).map(\.id)
    }
}

extension ClaimStep: ExpressibleByArgument {}
extension StepReason: ExpressibleByArgument {}

/// Why a step is taken.
struct StepOptions: ParsableArguments {
    @Option(help: ArgumentHelp(say("原因代码", "The reason's code")))
    var reason: StepReason?

    @Option(help: ArgumentHelp(say("备注（加密保存，不进日志）", "A note; sealed, not in the log")))
    var note: String?

    mutating func validate() throws {
        guard let note, !(1...600).contains(note.utf8.count) else { return }
        throw ValidationError(say("备注应为1到600字节。", "A note has 1 to 600 bytes."))
    }
}
