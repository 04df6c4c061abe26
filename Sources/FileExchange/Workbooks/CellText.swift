import Foundation
import Glibc
import TradeInCore

/// The text that a cell's value stands for, as a person sees it in the sheet.
enum CellText {
    /// A spreadsheet keeps 15 digits; what is behind them in a file is the noise of binary.
    private static let mostDigits = 15

    /// Appends a number's text.
    ///
    /// - Parameters:
    ///   - raw: the number as the file writes it.
    ///   - kind: what it stands for.
    ///   - countsFrom1904: how days are counted.
    ///   - buffer: where to append.
    static func append(
        number raw: [UInt8], as kind: CellStyles.Kind, countsFrom1904: Bool,
        to buffer: inout [UInt8]
    ) {
        switch kind {
        case .number: appendPlain(raw, to: &buffer)
        case .padded(let width):
            let start = buffer.count
            appendPlain(raw, to: &buffer)
            let digits = buffer.count - start
            guard digits < width, buffer[start...].allSatisfy({ (48...57).contains($0) }) else {
                return
            }
            buffer.insert(contentsOf: repeatElement(0x30, count: width - digits), at: start)
        case .date, .time:
            guard let value = double(raw), value.isFinite,
                let text = dayText(value, isTime: kind == .time, countsFrom1904)
            else { return appendPlain(raw, to: &buffer) }
            buffer.append(contentsOf: text.utf8)
        }
    }

    /// Digits with at most one point and no more than a spreadsheet keeps are what was typed.
    private static func appendPlain(_ raw: [UInt8], to buffer: inout [UInt8]) {
        var digits = 0
        var points = 0
        var isPlain = true
        for (place, byte) in raw.enumerated() {
            switch byte {
            case 48...57: digits += 1
            case 0x2E: points += 1
            case 0x2D where place == 0: break
            default: isPlain = false
            }
        }
        if isPlain, digits <= mostDigits, points == 0 || (points == 1 && raw.last != 0x30) {
            buffer.append(contentsOf: raw)
        } else if let value = double(raw), value.isFinite {
            appendShown(value, to: &buffer)
        } else {
            buffer.append(contentsOf: raw)
        }
    }

    private static func appendShown(_ value: Double, to buffer: inout [UInt8]) {
        let text =
            abs(value) < 1e15
            ? String(format: "%.15g", value) : String(format: "%.14E", value)
        guard text.contains(where: { $0 == "e" || $0 == "E" }) else {
            buffer.append(contentsOf: text.utf8)
            return
        }
        // 3.70899199001010E+17 as a sheet shows it: no zeros behind the mantissa.
        let parts = text.uppercased().split(separator: "E")
        var mantissa = parts[0]
        if mantissa.contains(".") {
            while mantissa.last == "0" { mantissa.removeLast() }
            if mantissa.last == "." { mantissa.removeLast() }
        }
        buffer.append(contentsOf: "\(mantissa)E\(parts[1])".utf8)
    }

    private static func double(_ raw: [UInt8]) -> Double? {
        Double(String(decoding: raw, as: UTF8.self))
    }

    /// A serial number of days as `2026-03-01`, with the time of day where there is one.
    ///
    /// Counted from 1900 there is a 29 February 1900, which never was (ECMA-376 part 1, 18.17.4.1).
    private static func dayText(_ serial: Double, isTime: Bool, _ countsFrom1904: Bool) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        var days = Int(serial.rounded(.down))
        var seconds = Int(((serial - Double(days)) * 86_400).rounded())
        if seconds == 86_400 {
            days += 1
            seconds = 0
        }
        let clock = seconds == 0 && !isTime ? "" : clockText(seconds)
        if isTime, days == 0 { return clock }
        if countsFrom1904 {
            days += 1462
        } else if days < 60 {
            days += 1
        }
        // 9999-12-31 is the last day that the format knows.
        guard days <= 2_958_465 else { return nil }
        let day = Day(number: Int32(days - 25_569)).isoText
        return clock.isEmpty ? day : day + " " + clock
    }

    private static func clockText(_ seconds: Int) -> String {
        String(format: "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Appends a day written as ISO 8601, as strict files do: the time only where there is one.
    static func append(isoDay raw: [UInt8], to buffer: inout [UInt8]) {
        var text = String(decoding: raw, as: UTF8.self)
        if text.hasSuffix("Z") { text.removeLast() }
        let parts = text.split(separator: "T", maxSplits: 1)
        guard parts.count == 2 else {
            buffer.append(contentsOf: text.utf8)
            return
        }
        let clock = parts[1].split(separator: ".").first ?? ""
        let hasTime = clock.contains { $0 != "0" && $0 != ":" }
        buffer.append(contentsOf: (parts[0] + (hasTime ? " " + clock : "")).utf8)
    }

    /// Undoes `_x000D_`, by which texts carry characters that XML cannot (ST_Xstring, 22.9.2.19).
    static func unescape(_ buffer: inout [UInt8], from start: Int) {
        guard let first = escape(in: buffer, from: start) else { return }
        var text = Array(buffer[start..<first])
        var place = first
        while place < buffer.count {
            if let scalar = escaped(buffer, at: place) {
                text.append(contentsOf: String(Character(scalar)).utf8)
                place += 7
            } else {
                text.append(buffer[place])
                place += 1
            }
        }
        buffer.replaceSubrange(start..., with: text)
    }

    /// The text with every `_` that begins such an escape written as `_x005F_`.
    static func escaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard escape(in: bytes, from: 0) != nil else { return text }
        var result: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            result.append(byte)
            // Escapes may share an underscore, so each is looked at by itself.
            if byte == 0x5F, isEscape(bytes, at: place) { result += Array("x005F_".utf8) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func escape(in buffer: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + 6 < buffer.count {
            if buffer[place] == 0x5F, isEscape(buffer, at: place) { return place }
            place += 1
        }
        return nil
    }

    private static func isEscape(_ buffer: [UInt8], at place: Int) -> Bool {
        guard place + 6 < buffer.count, buffer[place] == 0x5F, buffer[place + 1] == 0x78,
            buffer[place + 6] == 0x5F
        else { return false }
        return buffer[(place + 2)..<(place + 6)].allSatisfy {
            (48...57).contains($0) || (65...70).contains($0 & ~0x20)
        }
    }

    /// The character of an escape; half a character and NUL, which no text holds, stay as written.
    private static func escaped(_ buffer: [UInt8], at place: Int) -> Unicode.Scalar? {
        guard isEscape(buffer, at: place) else { return nil }
        let digits = String(decoding: buffer[(place + 2)..<(place + 6)], as: UTF8.self)
        return UInt32(digits, radix: 16).flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
