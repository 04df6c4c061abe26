/// Why and where a text is not JSON.
public struct JSONFault: Error, Hashable, Sendable {
    /// What was wrong.
    public enum Kind: Hashable, Sendable {
        /// The document ends before its value does.
        case cutOff
        /// A byte stands where no value, comma, colon or bracket may.
        case unexpected
        /// A second value or other text follows the document's value.
        case textAfterValue
        /// A number is not written as RFC 8259 asks (`01`, `1.`, `+1`, `.5`).
        case badNumber
        /// A backslash is followed by something that is no escape, or a surrogate stands alone.
        case badEscape
        /// A control character (a tab, a line break) stands unescaped in a string.
        case controlCharacter
        /// A string is not UTF-8.
        case notUTF8
        /// A key occurs twice in one object.
        case duplicateKey(String)
        /// Arrays and objects nest below ``JSONValue/deepest`` levels.
        case tooDeep
    }

    /// What was wrong.
    public var kind: Kind
    /// The byte where it was noticed, from 0.
    public var offset: Int
    /// The line of that byte, from 1.
    public var line: Int
    /// The character in that line, from 1.
    public var column: Int

    /// What was wrong, in both languages, as half a sentence without a place.
    public var what: LocalizedText {
        switch kind {
        case .cutOff: LocalizedText(zh: "内容在结束之前中断", en: "it ends in the middle")
        case .unexpected:
            LocalizedText(zh: "出现了不应有的字符", en: "a character stands where none may")
        case .textAfterValue:
            LocalizedText(zh: "对象之后还有多余内容", en: "more text follows the value")
        case .badNumber:
            LocalizedText(zh: "数字写法不合规", en: "a number is not written as JSON asks")
        case .badEscape:
            LocalizedText(zh: "转义写法不合规", en: "a backslash escape is not one of JSON")
        case .controlCharacter:
            LocalizedText(
                zh: "字符串中有未转义的控制字符", en: "a control character stands bare in a string")
        case .notUTF8: LocalizedText(zh: "字符串不是 UTF-8", en: "a string is not UTF-8")
        case .duplicateKey(let key):
            LocalizedText(zh: "键“\(key)”重复", en: "the key \"\(key)\" occurs twice")
        case .tooDeep:
            LocalizedText(
                zh: "嵌套超过 \(JSONValue.deepest) 层",
                en: "it nests deeper than \(JSONValue.deepest) levels")
        }
    }

    /// The fault at `offset` of `bytes`, its line and column counted.
    init(_ kind: Kind, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.kind = kind
        self.offset = offset
        line = 1
        column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}
