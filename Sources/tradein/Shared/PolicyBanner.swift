import TradeInCore
import TradeInDesk

/// The warning as the command line tells it.
extension PolicyBanner {
    /// The warning in the language of the command; nil when all values are confirmed.
    var line: String? { warning?[Language.current] }

    /// Prints the warning: among the text of a table, beside data on standard error.
    func print(_ format: OutputFormat?) {
        guard let line else { return }
        if format ?? .table == .table {
            Terminal.paragraph(line, indent: 2)
        } else {
            Output.complain(line)
        }
    }
}
