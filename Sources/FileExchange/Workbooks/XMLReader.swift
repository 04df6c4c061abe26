import CExpat
import TradeInCore

/// The name of an element or an attribute without its namespace prefix; valid inside a callback.
struct XMLName {
    private let local: UnsafePointer<CChar>

    init(_ name: UnsafePointer<CChar>) {
        var place = name
        var local = name
        while place.pointee != 0 {
            if place.pointee == 0x3A { local = place + 1 }
            place += 1
        }
        self.local = local
    }

    static func == (name: XMLName, text: StaticString) -> Bool {
        var left = name.local
        var right = text.utf8Start
        // A static string ends in a zero byte, as C's do.
        while left.pointee != 0, UInt8(bitPattern: left.pointee) == right.pointee {
            left += 1
            right += 1
        }
        return UInt8(bitPattern: left.pointee) == right.pointee
    }
}

/// The attributes of an element; valid inside a callback.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The bytes of an attribute, ended by a zero.
    func pointer(_ name: StaticString) -> UnsafePointer<CChar>? {
        guard var place = pairs else { return nil }
        while let key = place.pointee {
            if XMLName(key) == name { return place[1] }
            place += 2
        }
        return nil
    }

    /// The values of the three attributes that cells have, in one pass.
    var ofCell:
        (place: UnsafePointer<CChar>?, style: UnsafePointer<CChar>?, kind: UnsafePointer<CChar>?)
    {
        var found: (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?)
        guard var place = pairs else { return found }
        while let key = place.pointee {
            if key[0] != 0, key[1] == 0 {
                switch UInt8(bitPattern: key[0]) {
                case UInt8(ascii: "r"): found.0 = place[1]
                case UInt8(ascii: "s"): found.1 = place[1]
                case UInt8(ascii: "t"): found.2 = place[1]
                default: break
                }
            }
            place += 2
        }
        return found
    }

    /// An attribute as text.
    subscript(name: StaticString) -> String? { pointer(name).map { String(cString: $0) } }

    /// Whether a flag is set, as `1` or `true`.
    func flag(_ name: StaticString) -> Bool {
        guard let value = pointer(name) else { return false }
        return value[0] == 0x31 || value[0] == 0x74
    }
}

/// Receives the elements of an XML part in order.
class XMLHandler {
    /// Set to stop after the element at hand; ``XMLReader/run()`` goes on from there.
    var isPausing = false
    /// Set when the part says what cannot be; reading ends.
    var fault: LocalizedText?

    func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Feeds an entry of an archive to expat, in constant memory, and on demand.
///
/// A document type declaration ends it: office files have none (ECMA-376 part 2, 8.1.4), and
/// only there do entities begin.
final class XMLReader {
    private let parser: OpaquePointer
    private let stream: ZipStream
    private let part: String
    fileprivate let handler: XMLHandler
    fileprivate var hasDoctype = false
    private var isSuspended = false
    private var isAtEnd = false
    fileprivate var depth = 0
    fileprivate var hasEvents = false
    private var silentBytes = 0

    private static let pieceBytes: Int32 = 1 << 16
    /// No office file nests as deep, or has a single tag as long.
    fileprivate static let mostDepth = 128
    private static let longestTag = 4 << 20

    init(_ entry: ZipEntry, limit: Int, handler: XMLHandler) throws(WorkbookFault) {
        stream = try ZipStream(entry, limit: limit)
        part = entry.name
        self.handler = handler
        guard let parser = XML_ParserCreate(nil) else {
            throw .file(FileFault(.read, path: entry.name, code: 12))
        }
        self.parser = parser
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(parser, startElement, endElement)
        XML_SetCharacterDataHandler(parser, characters)
        XML_SetStartDoctypeDeclHandler(parser, doctype)
    }

    deinit { XML_ParserFree(parser) }

    /// How many bytes of the part were unpacked.
    var bytesRead: Int { stream.bytesRead }

    /// Reads on.
    ///
    /// - Returns: whether the handler paused; false at the end of the part.
    /// - Throws: when the part is no sound XML, too large, or says what cannot be.
    func run() throws(WorkbookFault) -> Bool {
        handler.isPausing = false
        while true {
            let status: XML_Status
            if isSuspended {
                isSuspended = false
                status = XML_ResumeParser(parser)
            } else if isAtEnd {
                return false
            } else {
                status = try feed()
            }
            if hasDoctype { throw .refused(WorkbookFindings.unsafe(Self.doctypeWords)) }
            if let fault = handler.fault {
                throw .refused(WorkbookFindings.damaged(part, fault))
            }
            switch status {
            case XML_STATUS_SUSPENDED:
                isSuspended = true
                return true
            case XML_STATUS_OK: continue
            default: throw .refused(WorkbookFindings.damaged(part, reason))
            }
        }
    }

    fileprivate static let strangeWords = LocalizedText(
        zh: "元素嵌套过深或标签过长", en: "elements nest too deep or a tag is too long")

    private static let doctypeWords = LocalizedText(
        zh: "文档类型声明（DOCTYPE，可引用外部实体）",
        en: "a document type declaration (DOCTYPE, which can name external entities)")

    private func feed() throws(WorkbookFault) -> XML_Status {
        guard let buffer = XML_GetBuffer(parser, Self.pieceBytes) else {
            throw .refused(WorkbookFindings.damaged(part, reason))
        }
        let count = try stream.read(
            into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(Self.pieceBytes)))
        isAtEnd = count == 0
        hasEvents = false
        let status = XML_ParseBuffer(parser, Int32(count), isAtEnd ? 1 : 0)
        // Expat looks at an open tag from its start each time, which long ones make slow.
        silentBytes = hasEvents ? 0 : silentBytes + count
        if silentBytes > Self.longestTag { handler.fault = Self.strangeWords }
        return status
    }

    private var reason: LocalizedText {
        let line = XML_GetCurrentLineNumber(parser)
        let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
        return LocalizedText(
            zh: "第 \(line) 行不是合规的 XML：\(words)", en: "line \(line) is not sound XML: \(words)")
    }

    fileprivate func stopIfAsked() {
        if handler.fault != nil || hasDoctype {
            XML_StopParser(parser, 0)
        } else if handler.isPausing {
            XML_StopParser(parser, 1)
        }
    }
}

@inline(__always)
private func withReader(_ data: UnsafeMutableRawPointer?, _ body: (XMLReader) -> Void) {
    guard let data else { return }
    // The reader outlives the call: it is the one who made it.
    Unmanaged<XMLReader>.fromOpaque(data)._withUnsafeGuaranteedRef(body)
}

private func startElement(
    data: UnsafeMutableRawPointer?, name: UnsafePointer<CChar>?,
    attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) {
    guard let name else { return }
    withReader(data) { reader in
        reader.hasEvents = true
        reader.depth += 1
        if reader.depth > XMLReader.mostDepth { reader.handler.fault = XMLReader.strangeWords }
        reader.handler.start(XMLName(name), XMLAttributes(pairs: attributes))
        reader.stopIfAsked()
    }
}

private func endElement(data: UnsafeMutableRawPointer?, name: UnsafePointer<CChar>?) {
    guard let name else { return }
    withReader(data) { reader in
        reader.hasEvents = true
        reader.depth -= 1
        reader.handler.end(XMLName(name))
        reader.stopIfAsked()
    }
}

private func characters(
    data: UnsafeMutableRawPointer?, text: UnsafePointer<CChar>?, count: Int32
) {
    guard let text else { return }
    withReader(data) { reader in
        reader.hasEvents = true
        text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
            reader.handler.text(UnsafeBufferPointer(start: $0, count: Int(count)))
        }
    }
}

private func doctype(
    data: UnsafeMutableRawPointer?, name: UnsafePointer<CChar>?, system: UnsafePointer<CChar>?,
    public: UnsafePointer<CChar>?, hasSubset: Int32
) {
    withReader(data) { reader in
        reader.hasDoctype = true
        reader.stopIfAsked()
    }
}
