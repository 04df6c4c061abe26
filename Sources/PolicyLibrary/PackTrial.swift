import TradeInCore
import Yams

/// The cases of a pack, and the figures with which a template's are tried.
public struct PackCaseFile: Sendable {
    /// Values for a template's holes, by the parameter's name; examples, never decided by.
    public var fill: [String: [PlacedText]] = [:]
    /// The cases, in file order.
    public var cases: [PackCase] = []

    /// Reads the cases of a pack, or finds all the file's faults.
    public static func read(_ files: PackFiles) -> Result<PackCaseFile, PackFaults> {
        var faults = FaultList(file: files.casesName)
        guard let text = YAMLGuard.text(of: files.cases, &faults),
            let root = YAMLTree.root(of: text, &faults)
        else { return .failure(faults.error) }
        var reader = NodeReader(text: text, faults: faults)
        let file = reader.packCaseFile(root)
        return reader.faults.faults.isEmpty ? .success(file) : .failure(reader.faults.error)
    }
}

/// A pack with its cases read once, to be run under the pack itself or a changed one.
///
/// Cases take the same path as a claim file, with this pack alone on the shelf: a day on
/// which it is not in force is a day without a pack, whatever other packs say of it.
public struct PackTrial: Sendable {
    /// The files.
    public let files: PackFiles
    /// The pack that the cases are about; a template's holes are filled with the file's figures.
    public let pack: PolicyPack
    private let cases: [(packCase: PackCase, reading: ClaimReading)]
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
            let faults = FillCheck(files: files, source: pack.source, fill: file.fill).faults()
            guard faults.isEmpty else { return .failure(PackFaults(faults)) }
            guard !file.fill.isEmpty else {
                return .success(PackTrial(files, pack, file.cases, county))
            }
            do throws(PackFaults) {
                let filled = try PolicyPack(
                    pack.source.filled(with: file.fill), register: pack.register)
                return .success(PackTrial(files, filled, file.cases, county))
            } catch {
                return .failure(PackFaults(error.faults.inOrder))
            }
        }
    }

    private init(_ files: PackFiles, _ pack: PolicyPack, _ cases: [PackCase], _ county: County) {
        self.files = files
        self.pack = pack
        self.county = county
        let place = pack.source.place
        let isHere = place == "CN" || county.code.hasPrefix(place)
        let missing = 6 - place.utf8.count
        countyCode = isHere ? county.code : place + String(repeating: "0", count: missing)
        let reader = ClaimReader(register: pack.register, county: county)
        self.cases = cases.map { ($0, reader.read(ReadRow(claim: $0.claim))) }
    }

    /// How each case goes, in file order.
    ///
    /// - Parameter pack: the pack to decide with; the trial's own when left out.
    public func results(under pack: PolicyPack? = nil) -> [PackCaseResult] {
        let decider = decider(for: pack ?? self.pack)
        return cases.map { result($0.packCase, $0.reading, decider) }
    }

    /// The first case that does not go as expected under a changed pack.
    public func firstFailure(under pack: PolicyPack) -> PackCaseResult? {
        let decider = decider(for: pack)
        for (packCase, reading) in cases {
            let result = result(packCase, reading, decider)
            if !result.passed { return result }
        }
        return nil
    }

    private func decider(for pack: PolicyPack) -> ClaimDecider {
        let shelf = PackShelf([pack], register: pack.register, countyCode: countyCode)
        return ClaimDecider(shelf: shelf, county: county)
    }

    private func result(
        _ packCase: PackCase, _ reading: ClaimReading, _ decider: ClaimDecider
    ) -> PackCaseResult {
        let determination = decider.determine(reading)
        let codes = determination.findings.filter { $0.severity != .notice }.map(\.code)
        var got = PackCase.Outcome(
            verdict: determination.verdict, amount: determination.amount, findings: Set(codes))
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
