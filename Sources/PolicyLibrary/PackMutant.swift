import TradeInCore

/// A pack with one thing changed, to see whether its cases notice.
public struct PackMutant: Sendable {
    /// The line of the change in the pack file, from 1.
    public var line: Int
    /// Its column, from 1.
    public var column: Int
    /// What was changed: `cap 2026-01-01: 1500.00 yuan → 1499.99 yuan`.
    public var what: String
    /// The changed pack.
    public var source: PackSource

    init(_ placed: PlacedText, _ what: String, _ source: PackSource) {
        self.line = placed.line
        self.column = placed.column
        self.what = what
        self.source = source
    }

    /// Every pack that differs from `source` by one smallest change, in the order of the file.
    ///
    /// Values and days move by their smallest step both ways, comparisons become their
    /// neighbours, rules are dropped. A change that no claim could ever notice is left out: the
    /// first day of a value that starts with the pack, the rounding of fixed sums.
    public static func all(of source: PackSource, register: ItemClassRegister) -> [PackMutant] {
        let maker = MutantMaker(source: source, register: register)
        let mutants =
            maker.header() + maker.parameters() + maker.requirements() + maker.awards()
            + maker.supplements() + maker.limits()
        return mutants.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}

/// Makes the mutants of one pack.
struct MutantMaker {
    let source: PackSource
    let register: ItemClassRegister

    func changed(_ placed: PlacedText, _ what: String, _ change: (inout PackSource) -> Void)
        -> PackMutant
    {
        var changed = source
        change(&changed)
        return PackMutant(placed, what, changed)
    }

    /// One mutant for each smallest change of an expression.
    func expression(
        _ placed: PlacedText, _ what: String, _ change: (inout PackSource, PlacedText) -> Void
    ) -> [PackMutant] {
        ExpressionVariants.all(of: placed.text, register: register).map { variant in
            var at = placed
            at.column += variant.offset
            let new = variant.new.isEmpty ? "∅" : variant.new
            return changed(at, "\(what): \(variant.old) → \(new)") { source in
                change(&source, PlacedText(variant.text, line: placed.line, column: placed.column))
            }
        }
    }

    /// The days in force, and the rounding where anything is rounded.
    func header() -> [PackMutant] {
        var mutants: [PackMutant] = []
        let name = source.identifier
        for step in [-1, 1] as [Int] {
            let from = source.from.advanced(byDays: step)
            let to = source.to.advanced(byDays: step)
            mutants.append(
                changed(name, "inForce.from: \(source.from.isoText) → \(from.isoText)") {
                    $0.from = from
                    // A value that starts with the pack goes on doing so.
                    for place in $0.parameters.indices
                    where $0.parameters[place].values.first?.from == source.from {
                        $0.parameters[place].values[0].from = from
                    }
                })
            mutants.append(
                changed(name, "inForce.to: \(source.to.isoText) → \(to.isoText)") { $0.to = to })
        }
        guard source.awards.contains(where: { $0.rate != nil }) else { return mutants }
        for mode in Rounding.Mode.allCases where mode != source.rounding.mode {
            mutants.append(
                changed(name, "rounding: \(source.rounding.mode.rawValue) → \(mode.rawValue)") {
                    $0.rounding = Rounding(mode: mode, unit: $0.rounding.unit)
                })
        }
        return mutants
    }
}
