import TradeInCore
import Yams

/// Reads a pack's rules and notice as ``TradeInCore/PackSource``; every fault with its place.
///
/// Shapes, words, days and names are checked here; types, values and articles when the
/// source is compiled. Safe and quick on hostile input: size, depth and the number of
/// rules are bounded before anything is built. Format: `Docs/reference/pack-format.md`.
public enum PackReader {
    /// Reads one pack.
    ///
    /// - Parameters:
    ///   - base: the files' base name, for faults: `cn_appliance_2026`.
    ///   - yaml: the rules, at most 256 KiB of UTF-8.
    ///   - notice: the notice, at most 256 KiB of UTF-8.
    /// - Returns: the pack as its files say it, or all faults in order of place.
    public static func read(
        base: String, yaml: [UInt8], notice: [UInt8]
    ) -> Result<PackSource, PackFaults> {
        let files = PackFiles(base: base, yaml: yaml, notice: notice, cases: [])
        var faults = FaultList(file: files.yamlName)
        let (articles, noticeFaults) = NoticeReader.articles(in: notice, file: files.noticeName)
        faults.add(noticeFaults)
        guard let text = YAMLGuard.text(of: yaml, &faults),
            let root = YAMLTree.root(of: text, &faults)
        else { return .failure(faults.error) }
        var reader = NodeReader(text: text, faults: faults)
        let source = reader.pack(root, articles, Digests.sha256Hex(yaml))
        if let source, reader.faults.faults.isEmpty { return .success(source) }
        return .failure(reader.faults.error)
    }
}

extension NodeReader {
    private static let packKeys = [
        "pack", "version", "title", "programme", "place", "inForce", "source", "verification",
        "rounding", "samePerson", "parameters", "requirements", "awards", "supplements",
        "limits", "deadlines", "papers",
    ]

    /// The whole pack; nil only when there are faults.
    mutating func pack(
        _ root: Node, _ articles: [PackSource.Article], _ digest: String
    ) -> PackSource? {
        guard let fields = mapping(root, Self.packKeys) else { return nil }
        let header = packHeader(fields)
        let period = packPeriod(fields)
        let rounding = packRounding(fields)
        let samePerson = packIdentities(fields)
        let parameters = packParameters(fields)
        let names = Set(parameters.map(\.name.text))
        let requirements = packRequirements(fields, names)
        let awards = packAwards(fields)
        let supplements = packSupplements(fields)
        let limits = packLimits(fields, names)
        let deadlines = packDeadlines(fields)
        let papers = packPapers(fields)
        refuseRepeats(
            requirements.map(\.code) + awards.map(\.code) + supplements.map(\.code)
                + limits.map(\.code), "code-repeated")
        checkHoles(parameters, header)
        guard let header, let period, let rounding else { return nil }
        return PackSource(
            file: faults.file, identifier: header.identifier, version: header.version,
            title: header.title, programme: header.programme, place: header.place,
            from: period.from, to: period.to, dayOfLaw: period.by,
            document: header.document, status: header.status, mark: header.mark,
            note: header.note, rounding: rounding.rounding, roundingBasis: rounding.basis,
            samePerson: samePerson, parameters: parameters, requirements: requirements,
            awards: awards, supplements: supplements, limits: limits, deadlines: deadlines,
            papers: papers, articles: articles, sha256: digest, text: text)
    }
}
