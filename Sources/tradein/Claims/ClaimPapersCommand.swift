import ArgumentParser
import Foundation
import TradeInCore
import TradeInStore

/// Lists a claim's papers, or writes them out for somebody who has to see them.
struct ClaimPapersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "papers",
        abstract: say("查看申领材料", "List a claim's papers"),
        discussion: say(
            """
            列出已有和还缺的材料。--out 把材料解密写到文件夹，须写理由，先记入日志。
            示例：tradein claim papers TC000000018
                  tradein claim papers TC000000018 --out 查看 --reason review --as li
            """,
            """
            Lists papers that are there and those still missing. --out writes them in clear to a folder;
            it takes a reason and is logged first.
            Examples: tradein claim papers TC000000018
                      tradein claim papers TC000000018 --out seen --reason review --as li
            """))

    @Argument(help: ArgumentHelp(say("申领号", "The claim")))
    var claim: String

    @Option(help: ArgumentHelp(say("写到此文件夹", "Write them to this folder")))
    var out: String?

    @OptionGroup var why: ViewOptions

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (out == nil) == (why.reason == nil) else {
            throw ValidationError(
                say("--out 须写 --reason，反之亦然。", "--out takes a --reason, and the reverse."))
        }
    }

    func run() throws {
        let id = try StepRun.number(claim)
        let store = try out == nil ? options.openForReading() : options.open()
        guard let detail = try store.claim(id) else {
            Output.complain(
                say("没有申领 \(id.text)。请核对编号。", "There is no claim \(id.text). Check the number."))
            throw ExitCode(1)
        }
        try options.mustSee(detail.row.dealerCode, in: store)
        let (papers, missing) = try store.papers(of: id)
        if let out, let reason = why.reason {
            try ViewOptions.log(.papers(claim: id.number, reason), store, options)
            try write(papers, of: id, to: out, store)
        } else {
            try list(papers, missing)
        }
        try store.close()
        Output.flush()
    }

    private func list(_ papers: [PaperRow], _ missing: [PaperNeed]) throws {
        let isData = (options.format ?? .table) != .table
        func name(_ kind: PaperKind) -> Listing.Cell {
            .text(isData ? kind.rawValue : kind.title[Language.current])
        }
        var listing = Listing([
            .init("paper", "材料", "paper"), .init("format", "格式", "form"),
            .init("bytes", "字节", "bytes", isNumber: true), .init("sha256", "摘要", "SHA-256"),
            .init("actor", "上传人", "by"), .init("logIndex", "日志", "log", isNumber: true),
            .init("alsoOn", "另用于", "also on"), .init("article", "缺少（条款）", "missing (article)"),
        ])
        listing.rows =
            papers.map { row in
                [
                    name(row.paper.kind), .text(row.format.rawValue),
                    .integer(Int64(row.byteCount)),
                    .text(isData ? row.paper.sha256 : String(row.paper.sha256.prefix(12))),
                    .text(row.actor), .integer(row.logIndex),
                    .text(row.alsoOn.map(\.text).joined(separator: " ")), .none,
                ]
            }
            + missing.map { need in
                [name(need.kind), .none, .none, .none, .none, .none, .none, .text(need.article)]
            }
        try listing.show(as: options.format ?? .table)
    }

    private func write(
        _ papers: [PaperRow], of id: ClaimID, to folder: String, _ store: LedgerStore
    ) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        for (place, row) in papers.enumerated() {
            let name = "\(id.text)-\(place + 1)-\(row.paper.kind.rawValue).\(row.format.rawValue)"
            let path = folder + "/" + name
            let bytes = try store.papers.get(row.paper.sha256)
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
            else { throw POSIXError(.EACCES) }
            Output.line(path)
        }
    }
}

/// Why a person's data is asked for in clear.
struct ViewOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say("查看个人信息的理由", "Why personal data is looked at"),
            valueName: ViewReason.allCases.map(\.rawValue).joined(separator: "|")))
    var reason: ViewReason?

    /// Logs the look; throws exit code 1 when it is refused.
    static func log(
        _ view: PersonalView, _ store: LedgerStore, _ options: GlobalOptions
    ) throws {
        let outcome = try store.commit(
            [.view(view)], options.context(), register: ItemClassRegister([])
        ).first
        guard case .refused(let refusal)? = outcome else { return }
        Output.complain(refusal.line)
        throw ExitCode(1)
    }
}

extension ViewReason: ExpressibleByArgument {
    /// Empty, since the name of the value lists them already.
    public static let allValueStrings: [String] = []
}
