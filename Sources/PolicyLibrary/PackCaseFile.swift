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
