import TradeInCore

/// What became of the mutants of one pack: whether its cases bite.
public struct MutationRun: Sendable {
    /// The pack's file.
    public let file: String
    /// Mutants in all.
    public private(set) var mutants = 0
    /// Mutants that a case noticed.
    public private(set) var killed = 0
    /// Mutants that do not load, so no claim is ever decided by them.
    public private(set) var refused = 0
    /// Mutants that every case let pass: each shows a case that is missing.
    public private(set) var survivors: [PackMutant] = []

    /// Runs the cases of a pack under each of its mutants.
    public init(_ trial: PackTrial) {
        file = trial.files.yamlName
        for mutant in PackMutant.all(of: trial.source, register: trial.pack.register) {
            mutants += 1
            do throws(PackFaults) {
                if try trial.firstFailure(under: mutant.source) == nil {
                    survivors.append(mutant)
                } else {
                    killed += 1
                }
            } catch {
                refused += 1
            }
        }
    }

    /// The survivors, a line each, then a line that counts.
    public func lines(in language: Language) -> [String] {
        let counts =
            switch language {
            case .zh:
                "\(file)：变异\(mutants)个，案例发现\(killed)个，装入时拒绝\(refused)个，漏网\(survivors.count)个。"
            case .en:
                "\(file): \(mutants) mutants, \(killed) killed, \(refused) refused on loading, "
                    + "\(survivors.count) survived."
            }
        let hint = language == .zh ? "漏网，请补案例" : "survived; add a case"
        return survivors.map {
            "\(file):\($0.line):\($0.column): mutant-survived: \($0.what) (\(hint))"
        } + [counts]
    }
}
