import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Puts photos and papers to claims.
struct ClaimAttachCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: say("上传申领材料（照片、发票等）", "Attach photos and papers to a claim"),
        discussion: say(
            """
            收JPEG、PNG、PDF、OFD、XML，按内容识别，每份最多10MB。加密存在账本旁的“账本名.files”文件夹。
            --list 读CSV，列为 申领号、材料、文件（相对CSV所在文件夹）；可重复运行，已有的不重传。
            示例：tradein claim attach TC000000018 --kind invoice 发票.pdf
                  tradein claim attach --list 材料.csv
            """,
            """
            JPEG, PNG, PDF, OFD and XML, known by content, at most 10 MiB each; kept sealed in the folder
            LEDGER.files. --list reads a CSV file with columns claim, paper, file (beside the CSV file);
            running it again sends nothing twice.
            Examples: tradein claim attach TC000000018 --kind invoice invoice.pdf
                      tradein claim attach --list papers.csv
            """))

    @Argument(help: ArgumentHelp(say("申领号", "The claim")))
    var claim: String?

    @Argument(help: ArgumentHelp(say("文件", "Files")))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            say("材料种类", "The kind of paper"),
            valueName: PaperKind.allCases.map(\.rawValue).joined(separator: "|")))
    var kind: String?

    @Option(help: ArgumentHelp(say("材料清单CSV", "A CSV list of papers")))
    var list: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        let isSingle = claim != nil && kind != nil && !files.isEmpty && list == nil
        let isList = claim == nil && kind == nil && list != nil
        guard isSingle || isList else {
            throw ValidationError(
                say(
                    "请写：申领号、--kind 和文件；或只写 --list。",
                    "Name a claim, --kind and files; or --list alone."))
        }
    }

    func run() throws {
        let store = try options.open()
        var run = PaperRun(store: store, context: options.context())
        if let list {
            try run.attach(list: list)
        } else if let claim, let kind {
            guard let known = PaperKind(named: kind) else {
                throw ValidationError(
                    say("没有材料种类“\(kind)”。", "\(kind) is no kind of paper."))
            }
            let id = try StepRun.number(claim)
            for file in files { try run.attach(id, known, file, label: file) }
            try run.commit()
        }
        try store.close()
        run.tell()
        Output.flush()
        if run.isFaulty { throw ExitCode(1) }
    }
}

/// Papers on their way into a ledger: read, recognised, sealed, then committed in batches.
struct PaperRun {
    private static let batchSize = 500
    private static let columns: [TradeInCore.RegisterColumn] = [
        .init("claim", "申领号", required: true), .init("paper", "材料", required: true),
        .init("file", "文件", required: true),
    ]

    let store: LedgerStore
    let context: CommandContext
    private var waiting: [(label: String, paper: PreparedPaper)] = []
    private var done = 0
    private var replayed = 0
    private var faults = 0

    init(store: LedgerStore, context: CommandContext) {
        self.store = store
        self.context = context
    }

    /// Whether any paper was not taken.
    var isFaulty: Bool { faults > 0 }

    /// Reads a list; every fault is told with its line, and the good ones are taken.
    mutating func attach(list: String) throws {
        var reader = try RegisterFileReader(.path(list), columns: Self.columns.inFile)
        for finding in reader.fileFindings { complain(list, finding) }
        let slash = list.lastIndex(of: "/")
        let folder = slash.map { String(list[...$0]) } ?? ""
        while let row = try reader.next() {
            let label = say("第\(row.line)行", "line \(row.line)")
            guard row.findings.allSatisfy({ $0.severity != .error }) else {
                for finding in row.findings { complain(label, finding) }
                continue
            }
            let values = row.values
            guard let id = ClaimID(text: TextFolding.folded(values[0])) else {
                complain(label, .claimNumberWrong(values[0]))
                continue
            }
            guard let kind = PaperKind(named: values[1]) else {
                complain(label, .paperKindUnknown(values[1]))
                continue
            }
            let path = values[2].hasPrefix("/") ? values[2] : folder + values[2]
            try attach(id, kind, path, label: "\(label) \(values[2])")
        }
        try commit()
    }

    /// Reads, recognises and seals one file.
    mutating func attach(
        _ id: ClaimID, _ kind: PaperKind, _ path: String, label: String
    ) throws {
        let read: Result<PaperOnDisk, PaperFormat.Fault>
        do throws(FileFault) {
            read = try PaperOnDisk.read(path)
        } catch {
            faults += 1
            return Output.complain("\(label)\(say("：", ": "))\(error.message[Language.current])")
        }
        switch read {
        case .failure(let fault): complain(label, fault.finding)
        case .success(let file):
            let sha256 = try store.papers.put(file.bytes)
            waiting.append(
                (
                    label,
                    PreparedPaper(
                        number: id.number, paper: ClaimPaper(kind: kind, sha256: sha256),
                        format: file.format, byteCount: file.bytes.count)
                ))
            if waiting.count >= Self.batchSize { try commit() }
        }
    }

    /// Commits what is waiting, in one transaction.
    mutating func commit() throws {
        guard !waiting.isEmpty else { return }
        let outcomes = try store.commit(
            waiting.map { .attach($0.paper) }, context, register: ItemClassRegister([]))
        for (item, outcome) in zip(waiting, outcomes) {
            switch outcome {
            case .done(_, let findings):
                done += 1
                for finding in findings {
                    Output.complain(
                        "\(item.label)\(say("：", ": "))\(finding.code) "
                            + finding.message[Language.current])
                }
            case .replayed: replayed += 1
            case .refused(let refusal):
                faults += 1
                Output.complain("\(item.label)\(say("：", ": "))\(refusal.line)")
            }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func complain(_ label: String, _ finding: Finding) {
        if finding.severity == .error { faults += 1 }
        Output.complain(
            "\(label)\(say("：", ": "))\(finding.code) \(finding.message[Language.current])")
    }

    func tell() {
        Output.line(
            say(
                "已上传\(done)份，此前已有\(replayed)份，未收\(faults)份。",
                "Attached \(done) papers; \(replayed) were there, \(faults) were not taken."))
    }
}

extension Finding {
    fileprivate static func claimNumberWrong(_ text: String) -> Finding {
        Finding(
            "claim-number-wrong", .error, zh: "“\(text)”不是申领号。请核对编号。",
            en: "\(text) is no claim's number. Check it.")
    }

    fileprivate static func paperKindUnknown(_ text: String) -> Finding {
        let zh = PaperKind.allCases.map(\.title.zh).joined(separator: "、")
        let en = PaperKind.allCases.map(\.rawValue).joined(separator: ", ")
        return Finding(
            "paper-kind-unknown", .error, zh: "没有材料种类“\(text)”；可填：\(zh)。",
            en: "\(text) is no kind of paper; known are: \(en).")
    }
}
