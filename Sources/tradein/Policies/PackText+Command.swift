import TradeInCore
import TradeInDesk

/// The words in the language of the command.
extension PackText {
    static func status(_ source: PackSource, _ standing: PackStanding? = nil) -> String {
        status(isTemplate: source.isTemplate, standing)
    }

    static func status(isTemplate: Bool, _ standing: PackStanding?) -> String {
        let text: LocalizedText = status(isTemplate: isTemplate, standing)
        return text[Language.current]
    }

    /// How a pack stands in the ledger; nothing where the ledger does not have it.
    static func state(_ standing: PackStanding?) -> String {
        standing.map { $0.state.title[Language.current] } ?? ""
    }

    static func value(_ entry: PackSource.DatedValue, _ register: ItemClassRegister) -> String {
        value(entry, register, in: .current)
    }

    static func sum(
        _ award: PackSource.Award, values: [String: ParameterValue] = [:]
    ) -> String {
        sum(award, values: values, in: .current)
    }

    static func rounding(_ rounding: Rounding) -> String {
        let text: LocalizedText = self.rounding(rounding)
        return text[Language.current]
    }
}
