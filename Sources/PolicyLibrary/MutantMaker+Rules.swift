import TradeInCore

/// Mutants of rules: each expression, and the rule as a whole.
extension MutantMaker {
    func requirements() -> [PackMutant] {
        source.requirements.indices.flatMap { place -> [PackMutant] in
            let rule = source.requirements[place]
            let other: Finding.Severity = rule.severity == .error ? .warning : .error
            return [
                changed(rule.code, "requirement \(rule.code.text) dropped") {
                    $0.requirements.remove(at: place)
                },
                changed(
                    rule.code,
                    "\(rule.code.text): \(rule.severity.rawValue) → \(other.rawValue)"
                ) { $0.requirements[place].severity = other },
            ]
                + expression(rule.require, rule.code.text) { $0.requirements[place].require = $1 }
        }
    }

    func awards() -> [PackMutant] {
        source.awards.indices.flatMap { place -> [PackMutant] in
            let award = source.awards[place]
            let code = award.code.text
            // A pack without awards does not load, so a dropped award is one that never applies.
            var mutants = [
                changed(award.code, "award \(code) dropped") {
                    $0.awards[place].when.text = "false"
                }
            ]
            if award.when.text != "true" {
                mutants += expression(award.when, code) { $0.awards[place].when = $1 }
            }
            if let amount = award.amount {
                mutants += expression(amount, code) { $0.awards[place].amount = $1 }
            }
            if let rate = award.rate {
                mutants += expression(rate, code) { $0.awards[place].rate = $1 }
            }
            if let base = award.base {
                mutants += expression(base, code) { $0.awards[place].base = $1 }
            }
            if let cap = award.cap {
                mutants += expression(cap, code) { $0.awards[place].cap = $1 }
                mutants.append(
                    changed(cap, "\(code): cap dropped") { $0.awards[place].cap = nil })
            }
            return mutants
        }
    }

    func supplements() -> [PackMutant] {
        source.supplements.indices.flatMap { place -> [PackMutant] in
            let rule = source.supplements[place]
            let days = rule.lawDays
            // One day later would be the day that the supplement goes up to, or change nothing.
            let from = days.lowerBound.advanced(byDays: 1)
            let to = days.upperBound.advanced(byDays: -1)
            return [
                changed(rule.code, "supplement \(rule.code.text) dropped") {
                    $0.supplements.remove(at: place)
                },
                changed(rule.code, "\(rule.code.text): lawDays.from → \(from.isoText)") {
                    $0.supplements[place].lawDays = from...max(from, days.upperBound)
                },
                changed(rule.code, "\(rule.code.text): lawDays.to → \(to.isoText)") {
                    $0.supplements[place].lawDays = min(days.lowerBound, to)...to
                },
            ]
        }
    }

    func limits() -> [PackMutant] {
        source.limits.indices.flatMap { place -> [PackMutant] in
            let limit = source.limits[place]
            return [
                changed(limit.code, "limit \(limit.code.text) dropped") {
                    $0.limits.remove(at: place)
                }
            ] + expression(limit.count, limit.code.text) { $0.limits[place].count = $1 }
        }
    }
}
