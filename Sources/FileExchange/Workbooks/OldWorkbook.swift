import TradeInCore

/// Files of the kind that came before XLSX (MS-CFB): old workbooks, and new ones with a password.
enum OldWorkbook {
    /// So much is searched; the list of streams stands near either end.
    private static let searched = 4 << 20

    /// What to tell the sender of such a file.
    static func finding(_ input: ByteInput) throws(FileFault) -> Finding {
        // A locked workbook is wrapped in one with a stream of this name (MS-OFFCRYPTO, 1.3.2).
        let name = Array("EncryptedPackage".utf16).flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
        var bytes = try input.opening(min(input.totalBytes, searched))
        if input.totalBytes > searched {
            try input.rewind(to: max(searched, input.totalBytes - searched))
            bytes += try input.rest()
        }
        return contains(bytes, name) ? WorkbookFindings.encrypted : WorkbookFindings.oldFormat
    }

    private static func contains(_ bytes: [UInt8], _ name: [UInt8]) -> Bool {
        guard bytes.count >= name.count else { return false }
        return (0...(bytes.count - name.count)).contains { start in
            bytes[start] == name[0] && bytes[start..<(start + name.count)].elementsEqual(name)
        }
    }
}
