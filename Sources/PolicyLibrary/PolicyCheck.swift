import TradeInCore

/// What is found in a set of packs before they are trusted: `tradein policy check`.
public struct PolicyCheck: Sendable {
    /// Faults of the files: a pack with any of them does not load.
    public var faults: [PackFault] = []
    /// How each case went, in the order of the files.
    public var cases: [PackCaseResult] = []
    /// Claims that no award, or more than one, would decide.
    public var gaps: [PackFault] = []
    /// Rules that no case reaches or that refuse nothing; worth a look, no obstacle.
    public var remarks: [PackFault] = []

    /// The packs that load, with their cases, in the order of the files.
    public private(set) var trials: [PackTrial] = []

    /// The packs that load, in the order of the files, as they are.
    public private(set) var packs: [PolicyPack] = []

    /// Whether nothing stands in the way of using the packs.
    public var isSound: Bool { faults.isEmpty && gaps.isEmpty && cases.allSatisfy(\.passed) }

    /// Checks packs for a county: loads them, runs their cases, searches for gaps.
    ///
    /// - Parameters:
    ///   - files: the packs' files.
    ///   - register: the item classes.
    ///   - county: the county whose towns the cases name.
    /// - Returns: all that was found; nothing is thrown, whatever the files hold.
    public static func run(
        _ files: [PackFiles], register: ItemClassRegister, county: County
    ) -> PolicyCheck {
        var check = PolicyCheck()
        var loaded: [(files: PackFiles, pack: PolicyPack)] = []
        for file in files {
            switch PolicyLibrary.pack(from: file, register: register) {
            case .success(let pack): loaded.append((file, pack))
            case .failure(let found): check.faults += found.faults
            }
        }
        check.packs = loaded.map(\.pack)
        check.faults += PackNeighbours.faults(among: check.packs)
        for (file, pack) in loaded {
            do throws(PackFaults) {
                try check.tryOut(PackTrial.prepare(file, pack, county: county).get())
            } catch {
                check.faults += error.faults
            }
        }
        return check
    }

    /// Runs a pack's cases and searches its rules.
    private mutating func tryOut(_ trial: PackTrial) throws(PackFaults) {
        let results = try trial.results()
        trials.append(trial)
        cases += results
        let search = PackSearch(
            pack: trial.pack, register: trial.pack.register, results: results)
        gaps += search.gaps()
        remarks += search.remarks()
    }

    /// What is wrong, a line each, then a line that counts.
    public func lines(in language: Language) -> [String] {
        let failed = cases.filter { !$0.passed }
        let counts = "\(cases.count - failed.count)/\(cases.count)"
        let summary =
            switch language {
            case .zh: "案例\(counts)通过；文件问题\(faults.count)处，缺口\(gaps.count)处，提示\(remarks.count)处。"
            case .en:
                "\(counts) cases pass; \(faults.count) faults, \(gaps.count) gaps, "
                    + "\(remarks.count) remarks."
            }
        return faults.map { $0.text(in: language) } + failed.map { $0.text(in: language) }
            + gaps.map { $0.text(in: language) } + remarks.map { $0.text(in: language) } + [summary]
    }
}
