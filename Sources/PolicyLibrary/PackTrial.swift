import TradeInCore

/// A pack with its cases read once, to be run under the pack itself or a changed one.
///
/// Cases take the same path as a claim file, with this pack alone on the shelf: a day on
/// which it is not in force is a day without a pack, whatever other packs say of it.
public struct PackTrial: Sendable {
    /// The files.
    public let files: PackFiles
    /// The pack that the cases are about; a template's holes are filled with the file's figures.
    public let pack: PolicyPack
    /// The pack as its file says it, its holes open.
    public let source: PackSource
    private let file: PackCaseFile
    private let readings: [ClaimReading]
    private let countyCode: String
    private let county: County

    /// Reads the cases for a pack.
    ///
    /// - Parameters:
    ///   - files: the pack's files; only the cases are read.
    ///   - pack: the pack as loaded.
    ///   - county: the county whose towns the cases name.
    /// - Returns: the trial, or the faults of the cases, also of figures that do not fit a hole.
    public static func prepare(
        _ files: PackFiles, _ pack: PolicyPack, county: County
    ) -> Result<PackTrial, PackFaults> {
        PackCaseFile.read(files).flatMap { file in
            let faults = FillCheck(files: files, source: pack.source, file: file).faults()
            guard faults.isEmpty else { return .failure(PackFaults(faults)) }
            do throws(PackFaults) {
                let filled =
                    file.fill.isEmpty
                    ? pack
                    : try PolicyPack(
                        pack.source.filled(with: file.fill), register: pack.register)
                return .success(PackTrial(files, pack.source, filled, file, county))
            } catch {
                return .failure(PackFaults(error.faults.inOrder))
            }
        }
    }

    private init(
        _ files: PackFiles, _ source: PackSource, _ pack: PolicyPack, _ file: PackCaseFile,
        _ county: County
    ) {
        self.files = files
        self.source = source
        self.pack = pack
        self.file = file
        self.county = county
        let place = source.place
        let isHere = place == "CN" || county.code.hasPrefix(place)
        let missing = 6 - place.utf8.count
        countyCode = isHere ? county.code : place + String(repeating: "0", count: missing)
        let reader = ClaimReader(register: pack.register, county: county)
        readings = file.cases.map { reader.read(ReadRow(claim: $0.claim)) }
    }

    /// How each case goes under the pack itself, in file order.
    ///
    /// - Throws: ``TradeInCore/PackFaults`` when the figures of a case do not fit.
    public func results() throws(PackFaults) -> [PackCaseResult] {
        var results: [PackCaseResult] = []
        var deciders = Deciders(trial: self, source: source, checksArticles: true)
        for (packCase, reading) in zip(file.cases, readings) {
            results.append(result(packCase, reading, try deciders.decider(for: packCase)))
        }
        return results
    }

    /// The first case that does not go as expected under a changed pack.
    ///
    /// - Parameter source: the changed pack, its holes open.
    /// - Returns: the case, or nil when all go as expected.
    /// - Throws: ``TradeInCore/PackFaults`` when the changed pack does not load.
    public func firstFailure(under source: PackSource) throws(PackFaults) -> PackCaseResult? {
        var deciders = Deciders(trial: self, source: source, checksArticles: false)
        for (packCase, reading) in zip(file.cases, readings) {
            let result = result(packCase, reading, try deciders.decider(for: packCase))
            if !result.passed { return result }
        }
        return nil
    }

    /// Packs by the figures that fill their holes, compiled once each.
    private struct Deciders {
        let trial: PackTrial
        let source: PackSource
        let checksArticles: Bool
        private var known: [[String: [PlacedText]]: ClaimDecider] = [:]

        init(trial: PackTrial, source: PackSource, checksArticles: Bool) {
            self.trial = trial
            self.source = source
            self.checksArticles = checksArticles
        }

        mutating func decider(for packCase: PackCase) throws(PackFaults) -> ClaimDecider {
            let fill = trial.file.fill.merging(packCase.fill) { $1 }
            if let decider = known[fill] { return decider }
            let register = trial.pack.register
            let pack = try PolicyPack(
                fill.isEmpty ? source : source.filled(with: fill), register: register,
                checksArticles: checksArticles)
            let shelf = PackShelf([pack], register: register, countyCode: trial.countyCode)
            let decider = ClaimDecider(shelf: shelf, county: trial.county)
            known[fill] = decider
            return decider
        }
    }

    private func result(
        _ packCase: PackCase, _ reading: ClaimReading, _ decider: ClaimDecider
    ) -> PackCaseResult {
        let determination = decider.determine(reading)
        let codes = determination.findings.filter { $0.severity != .notice }.map(\.code)
        var got = PackCase.Outcome(
            verdict: determination.verdict, amount: determination.amount,
            supplement: determination.supplementAmount, findings: Set(codes))
        if let limit = reached(packCase.used, determination) {
            got = .init(
                verdict: .ineligible, amount: .zero, findings: got.findings.union([limit]))
        }
        return PackCaseResult(
            file: files.casesName, packCase: packCase, got: got, determination: determination)
    }

    /// The limit that a claim meets, when the person has `used` claims already.
    private func reached(_ used: [String: Int], _ determination: Determination) -> String? {
        guard determination.verdict != .ineligible, let pack = determination.pack,
            let day = determination.day
        else { return nil }
        let limit = pack.limits(on: day).first { limit in
            guard let most = limit.count(for: determination.facts) else { return false }
            return used[limit.source.code.text, default: 0] >= most
        }
        return limit?.source.code.text
    }
}
