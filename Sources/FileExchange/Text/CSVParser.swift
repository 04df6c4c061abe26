/// The state machine of CSV; is fed pieces of any size and keeps its place between them.
struct CSVParser {
    private enum State {
        /// Before the first byte of a cell.
        case cellStart
        /// In a cell, or in the rest of one, where quotes are ordinary.
        case plain
        /// Between quotes.
        case quoted
        /// Behind a quote that closes the cell unless another follows at once.
        case quoteSeen
        /// Behind blanks that follow a closing quote.
        case closed
        /// In a record beyond the limit, up to the end of the line.
        case skipping
    }

    private let separator: UInt8
    private let limit: Int
    private var state = State.cellStart
    /// The line of the next byte, from 1, and whether a LF would belong to a CR before it.
    private var line = 1
    private var isAfterCR = false
    private var quoteLine = 0
    /// Whether the record has its first byte.
    private var hasBegun = false

    private static let quote = UInt8(ascii: "\"")

    init(separator: UInt8, limit: Int) {
        self.separator = separator
        self.limit = limit
    }

    /// Prepares for the next record.
    mutating func begin(_ record: inout TableRecord) {
        record.reset(line: line)
        state = .cellStart
        hasBegun = false
    }

    /// Reads from `position` to the end of the record, or of the piece.
    ///
    /// - Returns: whether the record is complete.
    mutating func feed(
        _ piece: UnsafeRawBufferPointer, from position: inout Int, into record: inout TableRecord
    ) -> Bool {
        if isAfterCR, !hasBegun, position < piece.count {
            if piece[position] == 0x0A { position += 1 }
            isAfterCR = false
        }
        while position < piece.count {
            hasBegun = true
            switch state {
            case .cellStart: startCell(piece, &position, &record)
            case .plain:
                if plain(piece, &position, &record) { return true }
            case .quoted: quoted(piece, &position, &record)
            case .quoteSeen, .closed: afterQuote(piece, &position, &record)
            case .skipping:
                if skip(piece, &position, &record) { return true }
            }
            if state != .skipping, record.bytes.count + record.ends.count > limit {
                state = .skipping
            }
        }
        return false
    }

    /// Closes the last record at the end of the file; false when there is none.
    mutating func finish(_ record: inout TableRecord) -> Bool {
        guard hasBegun else { return false }
        hasBegun = false
        if state == .skipping {
            drop(&record)
        } else {
            if state == .quoted { record.faults.append(.quoteUnclosed(line: quoteLine)) }
            record.ends.append(record.bytes.count)
        }
        state = .cellStart
        return true
    }
}

extension CSVParser {
    private mutating func startCell(
        _ piece: UnsafeRawBufferPointer, _ position: inout Int, _ record: inout TableRecord
    ) {
        guard piece[position] == Self.quote else {
            state = .plain
            return
        }
        state = .quoted
        quoteLine = line
        isAfterCR = false
        record.hasQuotes = true
        position += 1
    }

    /// Reads up to a separator or the end of the line; true at the end of the record.
    private mutating func plain(
        _ piece: UnsafeRawBufferPointer, _ position: inout Int, _ record: inout TableRecord
    ) -> Bool {
        let separator = self.separator
        let end = spanEnd(piece, position, record)
        var place = position
        while place < end {
            let byte = piece[place]
            if byte == separator || byte == 0x0A || byte == 0x0D { break }
            place += 1
        }
        Self.append(piece, position..<place, to: &record)
        position = place
        guard place < end else { return false }
        position += 1
        record.ends.append(record.bytes.count)
        state = .cellStart
        if piece[place] == separator { return false }
        endLine(with: piece[place])
        return true
    }

    /// The end of the piece, or nearer, one byte beyond the limit of the record.
    ///
    /// So a record too long is cut at one place, however the file falls into pieces.
    private func spanEnd(
        _ piece: UnsafeRawBufferPointer, _ position: Int, _ record: TableRecord
    ) -> Int {
        min(piece.count, position + limit + 1 - record.bytes.count - record.ends.count)
    }

    private mutating func endLine(with byte: UInt8) {
        if byte == 0x0D || !isAfterCR { line += 1 }
        isAfterCR = byte == 0x0D
    }

    private mutating func quoted(
        _ piece: UnsafeRawBufferPointer, _ position: inout Int, _ record: inout TableRecord
    ) {
        let end = spanEnd(piece, position, record)
        var place = position
        while place < end, piece[place] != Self.quote {
            countLine(piece[place])
            place += 1
        }
        Self.append(piece, position..<place, to: &record)
        position = place
        guard place < end else { return }
        position += 1
        state = .quoteSeen
        isAfterCR = false
    }

    private mutating func countLine(_ byte: UInt8) {
        if byte == 0x0D || (byte == 0x0A && !isAfterCR) { line += 1 }
        isAfterCR = byte == 0x0D
    }

    private mutating func afterQuote(
        _ piece: UnsafeRawBufferPointer, _ position: inout Int, _ record: inout TableRecord
    ) {
        let byte = piece[position]
        switch byte {
        case Self.quote where state == .quoteSeen:
            record.bytes.append(byte)
            state = .quoted
            position += 1
        case separator, 0x0A, 0x0D:
            state = .plain
        case 0x20, 0x09:
            state = .closed
            position += 1
        default:
            record.faults.append(.textAfterQuote(line: line))
            state = .plain
        }
    }

    /// Passes over a record beyond the limit; true at the end of its line.
    private mutating func skip(
        _ piece: UnsafeRawBufferPointer, _ position: inout Int, _ record: inout TableRecord
    ) -> Bool {
        while position < piece.count {
            let byte = piece[position]
            position += 1
            if byte == 0x0A || byte == 0x0D {
                drop(&record)
                endLine(with: byte)
                state = .cellStart
                return true
            }
        }
        return false
    }

    private func drop(_ record: inout TableRecord) {
        record.bytes.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.faults = [.tooLong(lastLine: line, limit: limit)]
    }

    private static func append(
        _ piece: UnsafeRawBufferPointer, _ range: Range<Int>, to record: inout TableRecord
    ) {
        guard !range.isEmpty else { return }
        record.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[range]))
    }
}
