import TradeInCore

/// What the whole of a file says about its encoding.
///
/// UTF-8 when every byte of the file fits it, else GB18030 when every byte fits that,
/// else refused. Nothing is concluded from a sample: the first Chinese character may
/// stand in the last row. Also refused, because both readings would be guesses: a file
/// whose lines are partly the one and partly the other, and one whose few non-ASCII
/// bytes fit both.
public enum TextEncodingProof: Sendable {
    /// Every byte fits this encoding and no other reading is as good.
    case proven(TextEncoding)
    /// There is no such encoding; the finding says where and what to do.
    case refused(Finding)

    /// Reads `origin` to its end, once or twice, in constant memory.
    ///
    /// - Parameters:
    ///   - origin: the file; it may be empty, which is proven UTF-8.
    ///   - pieceBytes: how many bytes to read at once.
    /// - Returns: the encoding, or the finding `encoding-unproven`, `encoding-mixed`,
    ///   `file-truncated` or `not-a-text-file`.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public static func of(
        _ origin: FileOrigin, pieceBytes: Int = 1 << 18
    ) throws(FileFault) -> TextEncodingProof {
        try of(try ByteInput(origin), pieceBytes: pieceBytes)
    }

    static func of(_ input: ByteInput, pieceBytes: Int) throws(FileFault) -> TextEncodingProof {
        var inquiry = EncodingInquiry(input: input, pieceBytes: pieceBytes)
        return try inquiry.result()
    }
}

/// The steps of one proof.
private struct EncodingInquiry {
    let input: ByteInput
    let pieceBytes: Int
    var isMarked = false

    /// So many long UTF-8 characters before the first fault are not GB18030 by accident.
    private static let convincingRun = 8

    mutating func result() throws(FileFault) -> TextEncodingProof {
        let opening = try input.opening(8)
        if let kind = ForeignFile(opening: opening) { return .refused(kind.finding) }
        isMarked = opening.starts(with: TextEncoding.utf8.mark)
        let check = try utf8()
        guard let stop = check.stop else { return try verdict(onWhole: check) }
        switch stop.kind {
        case .nul: return .refused(try nulFinding(at: stop.offset))
        case .invalid: return try verdict(onFailure: check, at: stop.offset)
        }
    }

    private func utf8() throws(FileFault) -> UTF8Check {
        var check = UTF8Check()
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 8)
        defer { piece.deallocate() }
        try input.rewind()
        while true {
            let count = try input.read(into: piece)
            guard count > 0, check.feed(.init(rebasing: piece[..<count])) else { return check }
        }
    }

    /// No byte fails UTF-8, but the end may.
    private func verdict(onWhole check: UTF8Check) throws(FileFault) -> TextEncodingProof {
        let readsOnlyAsUTF8 = isMarked || check.longerCharacters > 0
        if check.isInsideCharacter {
            let truncated = FileFindings.truncated(
                .utf8, offset: check.leadOffset, line: try line(of: check.leadOffset))
            if readsOnlyAsUTF8 || check.twoByteCharacters > 0 { return .refused(truncated) }
            return try gb18030() == .fits ? .proven(.gb18030) : .refused(truncated)
        }
        if isMarked { return .proven(.utf8WithMark) }
        if readsOnlyAsUTF8 || check.twoByteCharacters == 0 { return .proven(.utf8) }
        return try gb18030() == .fits ? .refused(FileFindings.readsBothWays) : .proven(.utf8)
    }

    private func verdict(
        onFailure check: UTF8Check, at offset: Int
    ) throws(FileFault) -> TextEncodingProof {
        let utf8Line = try line(of: offset)
        if isMarked { return .refused(FileFindings.brokenUTF8(offset: offset, line: utf8Line)) }
        switch try gb18030() {
        case .fits where check.longerCharacters >= Self.convincingRun:
            return .refused(FileFindings.mixed(line: utf8Line, afterUTF8: true))
        case .fits: return .proven(.gb18030)
        case .holdsUTF8(let line):
            return .refused(FileFindings.mixed(line: line, afterUTF8: false))
        case .cutOff(let end):
            return .refused(FileFindings.truncated(.gb18030, offset: end, line: try line(of: end)))
        case .nul(let place): return .refused(try nulFinding(at: place))
        case .fails(let place):
            return .refused(
                FileFindings.unproven(
                    utf8: (offset, utf8Line), gb18030: (place, try line(of: place))))
        }
    }

    private func nulFinding(at offset: Int) throws(FileFault) -> Finding {
        FileFindings.nulByte(offset: offset, line: try line(of: offset))
    }
}

extension EncodingInquiry {
    /// What reading the file as GB18030 shows.
    private enum GB18030Reading: Equatable {
        case fits
        case holdsUTF8(line: Int)
        case fails(offset: Int)
        case cutOff(offset: Int)
        case nul(offset: Int)
    }

    private func gb18030() throws(FileFault) -> GB18030Reading {
        let source = try TextSource(input, encoding: .gb18030, pieceBytes: pieceBytes)
        while true {
            switch try source.next() {
            case .text: continue
            case .invalid(let offset): return .fails(offset: offset)
            case .cutOff(let offset): return .cutOff(offset: offset)
            case .end: return try lineInUTF8()
            }
        }
    }

    /// Looks for a NUL byte and for a line that is evidently UTF-8 in what fits GB18030.
    private func lineInUTF8() throws(FileFault) -> GB18030Reading {
        var lines = LineEncodingCheck()
        var nul: Int?
        var isSearching = true
        try forEachPiece { piece, offset in
            nul = piece.firstIndex(of: 0).map { offset + $0 }
            // A NUL further on outweighs the line, however the file falls into pieces.
            if isSearching { isSearching = lines.feed(piece) }
            return nul == nil
        }
        lines.finish()
        if let nul { return .nul(offset: nul) }
        return lines.found.map { .holdsUTF8(line: $0) } ?? .fits
    }

    /// The physical line of a byte, from 1.
    private func line(of offset: Int) throws(FileFault) -> Int {
        var counter = LineCounter()
        try forEachPiece { piece, start in
            counter.feed(UnsafeRawBufferPointer(rebasing: piece.prefix(max(0, offset - start))))
            return start + piece.count < offset
        }
        return counter.line
    }

    private func forEachPiece(
        _ work: (UnsafeRawBufferPointer, Int) -> Bool
    ) throws(FileFault) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 8)
        defer { buffer.deallocate() }
        try input.rewind()
        var offset = 0
        while true {
            let count = try input.read(into: buffer)
            guard count > 0, work(.init(rebasing: buffer[..<count]), offset) else { return }
            offset += count
        }
    }
}
