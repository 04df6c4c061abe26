import Glibc

/// A strict conversion between GB18030 and UTF-8 through the C library's `iconv`.
final class TextConverter {
    /// How a call ended.
    enum End: Equatable {
        /// All input was converted.
        case done
        /// The input ends inside a character; its bytes are left over.
        case insideCharacter
        /// The output is full; some input is left over.
        case outputFull
        /// The bytes at the place reached are no character.
        case invalid
    }

    private let handle: iconv_t

    /// Opens a conversion.
    ///
    /// - Throws: ``FileFault`` when the C library lacks it, as some small images do.
    init(from source: String, to target: String, name: String) throws(FileFault) {
        guard let handle = iconv_open(target, source), handle != iconv_t(bitPattern: -1) else {
            throw FileFault(.convert, path: name, code: errno)
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Converts from the front of `input` to the front of `output`.
    ///
    /// - Returns: the bytes taken, the bytes made, and why it ended.
    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (taken: Int, made: Int, end: End) {
        // iconv does not write to its input; the C signature predates `const`.
        var source = UnsafeMutableRawPointer(mutating: input.baseAddress)?
            .assumingMemoryBound(to: CChar.self)
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var sourceLeft = input.count
        var targetLeft = output.count
        let failed = iconv(handle, &source, &sourceLeft, &target, &targetLeft) == -1
        let code = errno
        return (
            input.count - sourceLeft, output.count - targetLeft, failed ? Self.end(of: code) : .done
        )
    }

    private static func end(of code: Int32) -> End {
        switch code {
        case EINVAL: .insideCharacter
        case E2BIG: .outputFull
        default: .invalid
        }
    }
}
