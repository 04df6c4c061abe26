/// A strict check of UTF-8 that is fed piece by piece (RFC 3629, table of section 4).
///
/// Overlong forms, surrogates and values above U+10FFFF fail. A NUL byte stops the
/// check too, though UTF-8 allows it: no text file holds one.
struct UTF8Check {
    /// What stopped the check.
    enum Stop: Equatable {
        case invalid
        case nul
    }

    /// Where and why the check stopped; the offset is that of the character's first byte.
    private(set) var stop: (kind: Stop, offset: Int)?
    /// The number of bytes seen.
    private(set) var offset = 0
    /// How many complete characters took two bytes, and how many took more.
    private(set) var twoByteCharacters = 0
    private(set) var longerCharacters = 0

    /// The continuation bytes still to come, and the bounds of the next one.
    private var missing = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF
    private var lead = 0
    private var isTwoByte = false

    /// Whether a character is cut off after the bytes seen so far.
    var isInsideCharacter: Bool { missing > 0 }

    /// The offset of the first byte of the character last begun.
    var leadOffset: Int { lead }

    /// Checks the next piece; false when the check has stopped.
    mutating func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard stop == nil, let base = piece.baseAddress else { return stop == nil }
        var place = 0
        while place < piece.count {
            if missing == 0 { place = Self.skipText(base, from: place, to: piece.count) }
            guard place < piece.count else { break }
            guard accept(base.load(fromByteOffset: place, as: UInt8.self), at: offset + place)
            else { return false }
            place += 1
        }
        offset += piece.count
        return true
    }

    /// The first place that is not in a run of ASCII other than NUL, eight bytes at a time.
    private static func skipText(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        var place = start
        while place + 8 <= end {
            let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            // A top bit is set by a byte above 0x7F, or by taking one from a zero byte.
            if (word | (word &- ones)) & tops != 0 { break }
            place += 8
        }
        while place < end {
            guard base.load(fromByteOffset: place, as: UInt8.self) &- 1 < 0x7F else { break }
            place += 1
        }
        return place
    }

    private mutating func accept(_ byte: UInt8, at place: Int) -> Bool {
        if missing > 0 {
            guard byte >= lower, byte <= upper else { return halt(.invalid, at: lead) }
            missing -= 1
            lower = 0x80
            upper = 0xBF
            if missing == 0 { complete() }
            return true
        }
        lead = place
        return begin(byte)
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0: return halt(.nul, at: lead)
        case 0xC2...0xDF: missing = 1
        case 0xE0...0xEF: missing = 2
        case 0xF0...0xF4: missing = 3
        default: return halt(.invalid, at: lead)
        }
        switch byte {
        case 0xE0: lower = 0xA0
        case 0xED: upper = 0x9F
        case 0xF0: lower = 0x90
        case 0xF4: upper = 0x8F
        default: break
        }
        isTwoByte = missing == 1
        return true
    }

    private mutating func complete() {
        if isTwoByte { twoByteCharacters += 1 } else { longerCharacters += 1 }
    }

    private mutating func halt(_ kind: Stop, at place: Int) -> Bool {
        stop = (kind, place)
        return false
    }
}
