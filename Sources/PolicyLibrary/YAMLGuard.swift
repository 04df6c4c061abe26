import TradeInCore

/// What is refused of a YAML file before it is parsed: size, bytes, depth, anchors.
///
/// One pass over the bytes, so that a hostile file costs no more than its length.
enum YAMLGuard {
    /// The largest file, in bytes.
    static let mostBytes = 256 * 1024
    /// The deepest nesting; the root is level 1.
    static let mostLevels = 16
    /// Brackets left open at once, more than any sound file has: even in prose they come in pairs.
    private static let mostOpenBrackets = 64

    /// The text of a file that may be parsed.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - faults: what is wrong with it is added here.
    ///   - isYAML: whether depth and anchors matter; a notice is only text.
    /// - Returns: the text, or nil when it is refused.
    static func text(
        of bytes: [UInt8], _ faults: inout FaultList, isYAML: Bool = true
    ) -> String? {
        guard bytes.count <= mostBytes else {
            faults.add(
                .start, "pack-too-large",
                zh: "文件有\(bytes.count)字节，最多\(mostBytes)字节。请拆分。",
                en: "The file has \(bytes.count) bytes; at most \(mostBytes). Split it.")
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            faults.add(
                .start, "yaml-encoding", zh: "文件不是UTF-8编码。请另存为UTF-8。",
                en: "The file is not UTF-8. Save it as UTF-8.")
            return nil
        }
        return !isYAML || isSound(bytes, &faults) ? text : nil
    }

    private static func isSound(_ bytes: [UInt8], _ faults: inout FaultList) -> Bool {
        var line = 1
        var column = 0
        var open = 0
        var previous = UInt8(ascii: "\n")
        for (place, byte) in bytes.enumerated() {
            // Continuation bytes do not start a character.
            if byte & 0xC0 != 0x80 { column += 1 }
            let here = FilePlace(line: line, column: column)
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                column = 0
            case 9, 13: break
            case 0..<32, 127:
                faults.add(
                    here, "yaml-control-character", zh: "有控制字符（代码\(byte)）。请删去。",
                    en: "There is a control character, code \(byte). Delete it.")
                return false
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                if open > mostOpenBrackets {
                    tooDeep(here, &faults)
                    return false
                }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
            case UInt8(ascii: "&"):
                let next = place + 1 < bytes.count ? bytes[place + 1] : 0
                if startsWord(previous), isNameByte(next) {
                    anchor(here, &faults)
                    return false
                }
            default: break
            }
            previous = byte
        }
        return true
    }

    private static func startsWord(_ previous: UInt8) -> Bool {
        " \t\r\n[{,:-?".utf8.contains(previous)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    static func tooDeep(_ place: FilePlace, _ faults: inout FaultList) {
        faults.add(
            place, "pack-too-deep", zh: "嵌套超过\(mostLevels)层。请按格式说明简化。",
            en: "It nests deeper than \(mostLevels) levels. Flatten it as the format describes.")
    }

    static func anchor(_ place: FilePlace, _ faults: inout FaultList) {
        faults.add(
            place, "yaml-anchor",
            zh: "见到锚点（&…）或别名（*…），政策包不用。请把内容写全；逻辑与写作“&& ”，其后空一格。",
            en:
                "Found an anchor (&…) or an alias (*…), which packs do not use. Write the value out; "
                + "a logical and is written && with a blank after it.")
    }
}
