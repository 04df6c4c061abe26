/// Writes text straight into the storage of a string that is being made.
///
/// The lines of a determination are rendered for every claim of a file; a string per
/// value, joined afterwards, would cost ten times the determination itself.
struct ByteWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    mutating func write(_ bytes: some Collection<UInt8>) {
        precondition(count + bytes.count <= buffer.count, "the capacity was reckoned before")
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
        _ = rest.update(fromContentsOf: bytes)
        count += bytes.count
    }

    private mutating func put(_ byte: UInt8) {
        precondition(count < buffer.count, "the capacity was reckoned before")
        buffer[count] = byte
        count += 1
    }

    /// Decimal digits, `grouped` in threes, at most 26 bytes.
    mutating func write(_ value: UInt64, grouped: Bool = false) {
        let start = count
        var rest = value
        var digits = 0
        repeat {
            if grouped, digits > 0, digits % 3 == 0 { put(UInt8(ascii: ",")) }
            put(UInt8(48 + rest % 10))
            rest /= 10
            digits += 1
        } while rest > 0
        buffer[start..<count].reverse()
    }

    /// A whole number with its sign.
    mutating func write(_ value: Int64) {
        if value < 0 { put(UInt8(ascii: "-")) }
        write(value.magnitude)
    }

    /// `12,000.00`, or `12000.00` when not grouped.
    mutating func write(_ amount: Money, grouped: Bool = true) {
        if amount.fen < 0 { put(UInt8(ascii: "-")) }
        let fen = amount.fen.magnitude
        write(fen / 100, grouped: grouped)
        put(UInt8(ascii: "."))
        writeTwo(Int(fen % 100))
    }

    /// `2026-03-01`.
    mutating func write(_ day: Day) {
        let (year, month, dayOfMonth) = day.civil
        writeTwo(year / 100)
        writeTwo(year % 100)
        put(UInt8(ascii: "-"))
        writeTwo(month)
        put(UInt8(ascii: "-"))
        writeTwo(dayOfMonth)
    }

    private mutating func writeTwo(_ value: Int) {
        put(UInt8(48 + value / 10))
        put(UInt8(48 + value % 10))
    }
}
