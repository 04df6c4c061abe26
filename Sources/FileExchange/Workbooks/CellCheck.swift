import CXLSXWriter
import TradeInCore

/// What a spreadsheet lets people enter into a column, and what it tells them there.
public struct CellCheck: Sendable {
    /// What may be entered.
    public enum Rule: Sendable {
        /// Anything; only the message is shown.
        case any
        /// One of the cells in this range of another sheet.
        case list(String)
        /// A day from the first to the last.
        case days(Day, Day)
        /// A number from the first to the last.
        case numbers(Double, Double)
        /// What makes this formula true.
        case formula(String)
    }

    var rule: Rule
    var title: String
    var message: String

    /// A check.
    ///
    /// - Parameters:
    ///   - rule: what may be entered.
    ///   - title: at most 32 characters are shown.
    ///   - message: at most 255 characters are shown.
    public init(_ rule: Rule, title: String, message: String) {
        self.rule = rule
        self.title = String(title.prefix(32))
        self.message = String(message.prefix(255))
    }
}

extension Workbook {
    /// Puts a check on the cells of a column.
    ///
    /// - Parameters:
    ///   - check: the check.
    ///   - column: the column, from 0.
    ///   - rows: the rows below the header that it holds for.
    public func check(_ check: CellCheck, column: Int, rows: Int) {
        var validation = lxw_data_validation()
        validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
        // A warning, not a wall: the ledger decides, and what it accepts may be odd.
        validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        var formula = ""
        switch check.rule {
        case .any:
            validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
        case .list(let range):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            validation.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
            formula = range
        case .days(let first, let last):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
            validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            validation.minimum_number = Double(first.number) + 25_569
            validation.maximum_number = Double(last.number) + 25_569
        case .numbers(let first, let last):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
            validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            validation.minimum_number = first
            validation.maximum_number = last
        case .formula(let text):
            validation.validate = UInt8(LXW_VALIDATION_TYPE_CUSTOM_FORMULA.rawValue)
            formula = text
        }
        apply(&validation, formula, check, column: UInt16(column), rows: UInt32(rows))
    }

    private func apply(
        _ validation: inout lxw_data_validation, _ formula: String, _ check: CellCheck,
        column: UInt16, rows: UInt32
    ) {
        // libxlsxwriter copies the texts before it returns.
        formula.withCString { formula in
            check.title.withCString { title in
                check.message.withCString { message in
                    validation.value_formula = UnsafeMutablePointer(mutating: formula)
                    validation.input_title = UnsafeMutablePointer(mutating: title)
                    validation.input_message = UnsafeMutablePointer(mutating: message)
                    validation.error_title = UnsafeMutablePointer(mutating: title)
                    validation.error_message = UnsafeMutablePointer(mutating: message)
                    let code = worksheet_data_validation_range(
                        sheet, 1, column, rows, column, &validation)
                    precondition(code == LXW_NO_ERROR, "a check of ours is sound")
                }
            }
        }
    }

    /// Gives all cells of a column the format of a text or a day, also those that are empty.
    func format(column: Int, width: Int, isDay: Bool) {
        let index = UInt16(column)
        worksheet_set_column(sheet, index, index, Double(width), isDay ? styles.day : styles.plain)
    }
}
