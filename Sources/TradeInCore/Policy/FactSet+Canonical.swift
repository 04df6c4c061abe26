extension FactSet {
    /// Reads facts in the canonical form that ``appendJSON(to:register:)`` writes.
    ///
    /// Names stand in order and nothing is escaped, so one walk over the bytes does; what is
    /// not exactly so is left to the general reader.
    ///
    /// - Parameters:
    ///   - json: an object of facts as the log holds it.
    ///   - register: the item classes.
    public init?(canonicalJSON json: ArraySlice<UInt8>, register: ItemClassRegister) {
        let read = json.withUnsafeBufferPointer { bytes in
            var walk = CanonicalFacts(bytes: bytes)
            return walk.facts(register)
        }
        if let read {
            self = read
        } else {
            guard let value = try? JSONValue.parse(Array(json)) else { return nil }
            self.init(json: value, register: register)
        }
    }
}

/// One walk over the facts of a log entry.
private struct CanonicalFacts {
    let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private static let names = Fact.sortedByName.map { (fact: $0, name: Array($0.name.utf8)) }

    mutating func facts(_ register: ItemClassRegister) -> FactSet? {
        var facts = FactSet()
        guard take(UInt8(ascii: "{")) else { return nil }
        if take(UInt8(ascii: "}")) { return place == bytes.count ? facts : nil }
        var next = 0
        repeat {
            guard take(UInt8(ascii: "\"")) else { return nil }
            while next < Self.names.count, !takeName(Self.names[next].name) { next += 1 }
            guard next < Self.names.count else { return nil }
            let fact = Self.names[next].fact
            next += 1
            guard let value = value(of: fact.type, register) else { return nil }
            facts[fact] = value
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) && place == bytes.count ? facts : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    /// Steps over `name":` when it stands here.
    private mutating func takeName(_ name: [UInt8]) -> Bool {
        let end = place + name.count
        guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\""),
            bytes[end + 1] == UInt8(ascii: ":")
        else { return false }
        for index in name.indices where bytes[place + index] != name[index] { return false }
        place = end + 2
        return true
    }

    private mutating func value(of type: FactType, _ register: ItemClassRegister) -> Int64? {
        switch type {
        case .bool, .text: return flag()
        case .money, .int, .rate: return number()
        case .day: return day()
        case .symbol(let domain):
            guard let word = text() else { return nil }
            return domain.index(ofWord: word, in: register).map(Int64.init)
        case .list: return nil
        }
    }

    private mutating func flag() -> Int64? {
        let isTrue = place < bytes.count && bytes[place] == UInt8(ascii: "t")
        let length = isTrue ? 4 : 5
        guard place + length <= bytes.count,
            isTrue || bytes[place] == UInt8(ascii: "f"),
            bytes[place + length - 1] == UInt8(ascii: "e")
        else { return nil }
        place += length
        return isTrue ? 1 : 0
    }

    /// Up to 17 digits; longer numbers are left to the general reader.
    private mutating func number() -> Int64? {
        let isNegative = take(UInt8(ascii: "-"))
        let start = place
        var value: Int64 = 0
        while place < bytes.count, (48...57).contains(bytes[place]), place - start < 18 {
            value = value * 10 + Int64(bytes[place] - 48)
            place += 1
        }
        guard (1...17).contains(place - start) else { return nil }
        return isNegative ? -value : value
    }

    private mutating func day() -> Int64? {
        guard place + 12 <= bytes.count, take(UInt8(ascii: "\"")),
            bytes[place + 4] == UInt8(ascii: "-"), bytes[place + 7] == UInt8(ascii: "-")
        else { return nil }
        for offset in 0..<10 where offset != 4 && offset != 7 {
            guard (48...57).contains(bytes[place + offset]) else { return nil }
        }
        func digits(_ offset: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 * 10 + Int(bytes[place + offset + $1]) - 48 }
        }
        let day = Day(year: digits(0, 4), month: digits(5, 2), day: digits(8, 2))
        place += 10
        guard let day, take(UInt8(ascii: "\"")) else { return nil }
        return Int64(day.number)
    }

    private mutating func text() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            guard bytes[place] != UInt8(ascii: "\\") else { return nil }
            place += 1
        }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        return take(UInt8(ascii: "\"")) ? word : nil
    }
}
