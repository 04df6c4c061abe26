import Foundation
import TradeInCore

/// Holding a request to its schema: every mistake at once, each with its place.
extension Schema {
    /// What is wrong with a value; empty when it fits.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - place: where it stands, as a JSON Pointer (RFC 6901).
    /// - Returns: every mistake.
    func faults(of value: JSONValue, at place: @autoclosure () -> String = "") -> [Finding] {
        switch (self, value) {
        case (.anything, _), (.flag, .bool), (.nothing, .null): []
        case (.named(_, let schema), _), (.noted(let schema, _), _):
            schema.faults(of: value, at: place())
        case (.either(let schemas), _):
            schemas.contains { $0.faults(of: value).isEmpty } ? [] : [fault(place())]
        case (.text, .string(let text)), (.choice, .string(let text)), (.date, .string(let text)):
            admits(text) ? [] : [fault(place())]
        case (.integer(let range), .number):
            value.whole.map(range.contains) == true ? [] : [fault(place())]
        case (.cell(let most), .string(let text)):
            text.utf8.count <= most || text.unicodeScalars.count <= most ? [] : [fault(place())]
        case (.cell, .number), (.cell, .bool), (.cell, .null): []
        case (.list(let element, let count), .array(let values)):
            count.contains(values.count)
                ? values.enumerated().flatMap { element.faults(of: $1, at: "\(place())/\($0)") }
                : [fault(place())]
        case (.map(let schema), .object(let members)):
            members.flatMap {
                schema.faults(of: $0.value, at: place() + "/" + Self.pointer($0.key))
            }
        case (.object(let wanted), .object(let members)): Self.faults(of: members, wanted, place)
        default: [fault(place())]
        }
    }

    /// Places are spelled out for mistakes only: a claim has thirty members, all right as a rule.
    private static func faults(
        of members: JSONObject, _ wanted: Members, _ place: () -> String
    ) -> [Finding] {
        var faults: [Finding] = []
        for (key, value) in members {
            if let member = wanted[key] {
                faults += member.schema.faults(of: value, at: place() + "/" + key)
            } else {
                faults.append(unknown(place() + "/" + pointer(key)))
            }
        }
        for member in wanted.list where member.isRequired && members[member.key] == nil {
            faults.append(missing(place() + "/" + member.key))
        }
        return faults
    }

    /// What a text of an address or a header is by the schema; nil when it does not fit.
    func value(ofText text: String) -> JSONValue? {
        switch self {
        case .text, .choice, .date: admits(text) ? .string(text) : nil
        case .integer(let range):
            // As JSON writes it, so that one number has one spelling.
            Int64(text).flatMap { range.contains($0) && String($0) == text ? .number(text) : nil }
        case .flag: text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
        case .named(_, let schema), .noted(let schema, _): schema.value(ofText: text)
        case .either(let schemas): schemas.lazy.compactMap { $0.value(ofText: text) }.first
        default: nil
        }
    }

    private func admits(_ text: String) -> Bool {
        switch self {
        case .text(let length, let pattern):
            // JSON Schema counts code points.
            guard
                length.upperBound == Int.max && length.lowerBound == 0
                    || length.contains(text.unicodeScalars.count)
            else { return false }
            return pattern.map { Patterns.matches($0, text) } ?? true
        case .date: return (try? Day.parse(text).get())?.isoText == text
        case .choice(let words): return words.contains { $0.utf8.elementsEqual(text.utf8) }
        default: return false
        }
    }

    private static func pointer(_ key: String) -> String {
        String(key.prefix(40)).replacing("~", with: "~0").replacing("/", with: "~1")
    }
}

/// Compiled patterns; there are as many as the table of operations has.
private enum Patterns {
    private static let known = Mutexed<[String: NSRegularExpression]>([:])

    static func matches(_ pattern: String, _ text: String) -> Bool {
        let expression = known.withLock { known in
            if let compiled = known[pattern] { return compiled }
            guard let compiled = try? NSRegularExpression(pattern: pattern) else {
                preconditionFailure("a pattern of ours compiles: \(pattern)")
            }
            known[pattern] = compiled
            return compiled
        }
        let all = NSRange(location: 0, length: text.utf16.count)
        // ICU lets `$` stand before a last line break; JSON Schema does not.
        return expression.firstMatch(in: text, range: all)?.range.length == all.length
    }
}

/// A value behind a lock.
final class Mutexed<Value>: @unchecked Sendable {
    private let gate = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    /// Looks at the value or changes it, alone.
    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        gate.lock()
        defer { gate.unlock() }
        return try body(&value)
    }
}

extension Schema {
    private func fault(_ place: String) -> Finding {
        let at = place.isEmpty ? "/" : place
        let wanted = wanted
        return Finding(
            "value-unfit", .error, zh: "\(at)：应为\(wanted.zh)。", en: "\(at): it takes \(wanted.en).")
    }

    private static func unknown(_ place: String) -> Finding {
        Finding(
            "member-unknown", .error, zh: "\(place)：没有这个成员。请核对拼写，或删去。",
            en: "\(place): there is no such member. Check the spelling, or leave it out.")
    }

    private static func missing(_ place: String) -> Finding {
        Finding(
            "member-missing", .error, zh: "\(place)：缺少这个成员。请补上。",
            en: "\(place): this member is missing. Add it.")
    }

    /// What is wanted, in words.
    var wanted: LocalizedText {
        switch self {
        case .text(let length, let pattern):
            let most = length.upperBound
            let form = pattern.map { ("，形式为 \($0)", " of the form \($0)") } ?? ("", "")
            return most == Int.max
                ? LocalizedText(zh: "文本" + form.0, en: "a text" + form.1)
                : LocalizedText(
                    zh: "\(length.lowerBound)到\(most)个字符的文本" + form.0,
                    en: "a text of \(length.lowerBound) to \(most) characters" + form.1)
        case .date:
            return LocalizedText(zh: "日期，如2026-03-01", en: "a day, as 2026-03-01")
        case .integer(let range):
            return LocalizedText(
                zh: "\(range.lowerBound)到\(range.upperBound)的整数",
                en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .flag: return LocalizedText(zh: "true或false", en: "true or false")
        case .choice(let words):
            return LocalizedText(
                zh: words.joined(separator: "、"), en: "one of " + words.joined(separator: ", "))
        case .cell(let most):
            return LocalizedText(
                zh: "\(most)字以内的文本、数字、true、false或null",
                en: "a text of at most \(most) characters, a number, true, false or null")
        case .list(_, let count):
            return LocalizedText(
                zh: "\(count.lowerBound)到\(count.upperBound)项的数组",
                en: "an array of \(count.lowerBound) to \(count.upperBound) elements")
        case .object, .map: return LocalizedText(zh: "对象", en: "an object")
        case .either(let schemas): return schemas.first?.wanted ?? LocalizedText(zh: "", en: "")
        case .anything: return LocalizedText(zh: "任意值", en: "any value")
        case .nothing: return LocalizedText(zh: "null", en: "null")
        case .named(_, let schema), .noted(let schema, _): return schema.wanted
        }
    }
}

extension JSONValue {
    /// A whole number, however it is written: JSON Schema takes `2.0` and `2e1` for integers too.
    var whole: Int64? {
        guard case .number(let text) = self else { return nil }
        if let plain = Int64(text) { return plain }
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        let exponent =
            parts.count == 2 ? Int(parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]) : 0
        guard let exponent, abs(exponent) < 40, let mantissa = parts.first else { return nil }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = halves.count == 2 ? String(halves[1]) : ""
        var digits = String(halves[0]) + decimals
        let shift = exponent - decimals.utf8.count
        if shift >= 0 {
            digits += String(repeating: "0", count: shift)
        } else {
            guard digits.suffix(-shift).allSatisfy({ $0 == "0" }) else { return nil }
            digits = String(digits.dropLast(-shift))
        }
        return digits.isEmpty || digits == "-" ? 0 : Int64(digits)
    }
}
