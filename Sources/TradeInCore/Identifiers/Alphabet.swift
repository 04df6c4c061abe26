/// The characters that an identifier may hold, each with its value for the check.
///
/// One array look-up per byte, since files of 100,000 claims hold a million identifiers.
struct Alphabet: Sendable {
    /// The value of a byte outside the alphabet.
    static let absent: UInt8 = 255

    private let values: [UInt8]

    /// The ASCII characters of `letters`, valued by `values` or else by their place from 0.
    init(_ letters: StaticString, values given: [UInt8]? = nil) {
        var table = [UInt8](repeating: Self.absent, count: 256)
        for (place, letter) in letters.description.utf8.enumerated() {
            table[Int(letter)] = given?[place] ?? UInt8(place)
        }
        values = table
    }

    /// The value of `byte`, or ``absent``.
    subscript(byte: UInt8) -> UInt8 { values[Int(byte)] }

    /// Whether `byte` is in the alphabet.
    func contains(_ byte: UInt8) -> Bool { values[Int(byte)] != Self.absent }
}

extension Span<UInt8> {
    /// How many ASCII digits follow each other from `start`.
    func digits(from start: Int) -> Int {
        var place = start
        while place < count, self[place] &- 48 <= 9 { place += 1 }
        return place - start
    }

    /// The place of the first byte that is not an ASCII digit, as a fault; nil when all are.
    var nonDigit: IdentifierFault? {
        let digits = digits(from: 0)
        return digits == count ? nil : .characters(position: digits + 1)
    }

    /// The number written by the ASCII digits in `range`.
    func number(in range: Range<Int>) -> Int {
        var value = 0
        for place in range { value = value * 10 + Int(self[place]) - 48 }
        return value
    }
}

extension IdentifierFault {
    /// A failed check, with the ASCII byte that was expected.
    static func check(expected byte: UInt8) -> IdentifierFault {
        .checkCharacter(expected: String(Unicode.Scalar(byte)))
    }
}
