/// The form of a paper, known by its content; a file's name proves nothing.
public enum PaperFormat: String, Sendable, CaseIterable {
    case jpeg, png, pdf, ofd, xml

    /// The most bytes of one paper: 10 MiB.
    public static let mostBytes = 10 << 20

    /// What is wrong with a file that is no paper.
    public enum Fault: Error, Hashable, Sendable {
        case empty
        case tooLarge(bytes: Int)
        /// Of a form that is not taken; the name of it where it is known.
        case unknown(String?)
        /// It begins like one of the forms and does not end like one.
        case cutShort(PaperFormat)
    }

    /// Recognises a file.
    ///
    /// JPEG (ISO/IEC 10918-1), PNG (ISO/IEC 15948), PDF (ISO 32000), OFD (GB/T 33190, a ZIP with
    /// `OFD.xml`) and XML by their first and last bytes; a document type in XML is not taken,
    /// since it could name other files.
    ///
    /// - Parameter bytes: the whole file.
    /// - Returns: its form, or why it is none.
    public static func recognise(_ bytes: [UInt8]) -> Result<PaperFormat, Fault> {
        guard !bytes.isEmpty else { return .failure(.empty) }
        guard bytes.count <= mostBytes else { return .failure(.tooLarge(bytes: bytes.count)) }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            return bytes.lastPlace(of: [0xFF, 0xD9], within: bytes.count) == nil
                ? .failure(.cutShort(.jpeg)) : .success(.jpeg)
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            let end: [UInt8] = [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
            return bytes.lastPlace(of: end, within: 1024) == nil
                ? .failure(.cutShort(.png)) : .success(.png)
        }
        if bytes.prefix(1024).contains(Array("%PDF-".utf8)) {
            return bytes.lastPlace(of: Array("%%EOF".utf8), within: 2048) == nil
                ? .failure(.cutShort(.pdf)) : .success(.pdf)
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return archive(bytes) }
        return text(bytes)
    }

    /// A ZIP is an OFD when its directory names `OFD.xml`.
    private static func archive(_ bytes: [UInt8]) -> Result<PaperFormat, Fault> {
        guard let end = bytes.lastPlace(of: [0x50, 0x4B, 0x05, 0x06], within: 65_557) else {
            return .failure(.cutShort(.ofd))
        }
        let start = bytes.littleEndian(at: end + 16, count: 4)
        guard start < end else { return .failure(.cutShort(.ofd)) }
        let directory = bytes[start..<end]
        if directory.contains(Array("OFD.xml".utf8)) { return .success(.ofd) }
        let known: [(String, String)] = [
            ("word/", "DOCX"), ("xl/", "XLSX"), ("ppt/", "PPTX"), ("AndroidManifest", "APK"),
        ]
        let name = known.first { directory.contains(Array($0.0.utf8)) }?.1
        return .failure(.unknown(name ?? "ZIP"))
    }

    private static func text(_ bytes: [UInt8]) -> Result<PaperFormat, Fault> {
        if let name = otherForm(bytes) { return .failure(.unknown(name)) }
        var body = bytes[...]
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        let isBlank = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
        body = body.drop(while: isBlank)
        while let last = body.last, isBlank(last) { body = body.dropLast() }
        guard body.first == UInt8(ascii: "<"), !body.contains(0),
            String(validating: body, as: UTF8.self) != nil
        else { return .failure(.unknown(nil)) }
        guard body.last == UInt8(ascii: ">"), body.count > 3 else {
            return .failure(.cutShort(.xml))
        }
        if body.contains(Array("<!DOCTYPE".utf8)) || body.contains(Array("<!ENTITY".utf8)) {
            return .failure(.unknown("DOCTYPE"))
        }
        let head = body.prefix(256).map { $0 | 0x20 }
        return head[...].contains(Array("<html".utf8)) ? .failure(.unknown("HTML")) : .success(.xml)
    }

    /// Forms that people send by mistake.
    private static func otherForm(_ bytes: [UInt8]) -> String? {
        let starts: [([UInt8], String)] = [
            ([0xD0, 0xCF, 0x11, 0xE0], "DOC / XLS"), (Array("GIF8".utf8), "GIF"),
            (Array("BM".utf8), "BMP"), ([0x49, 0x49, 0x2A, 0x00], "TIFF"),
            ([0x4D, 0x4D, 0x00, 0x2A], "TIFF"), (Array("Rar!".utf8), "RAR"),
            (Array("7z".utf8), "7Z"), ([0x7F, 0x45, 0x4C, 0x46], "ELF"), (Array("MZ".utf8), "EXE"),
        ]
        if let known = starts.first(where: { bytes.starts(with: $0.0) }) { return known.1 }
        guard bytes.count >= 12 else { return nil }
        if bytes[4..<8].elementsEqual("ftyp".utf8) {
            let brand = String(decoding: bytes[8..<12], as: UTF8.self)
            return ["heic", "heix", "mif1", "msf1", "heif"].contains(brand) ? "HEIC" : "MP4"
        }
        let isWeb =
            bytes.starts(with: Array("RIFF".utf8)) && bytes[8..<12].elementsEqual("WEBP".utf8)
        return isWeb ? "WEBP" : nil
    }
}

extension PaperFormat.Fault {
    /// What is wrong and what to do, as a finding.
    public var finding: Finding {
        switch self {
        case .empty:
            Finding(
                "paper-empty", .error, zh: "文件是空的。请重新选择。", en: "The file is empty. Choose another.")
        case .tooLarge(let bytes):
            Finding(
                "paper-too-large", .error,
                zh: "文件有\(bytes / 1024)KB，最多10240KB（10MB）。请压缩或降低分辨率后重传。",
                en: "The file has \(bytes / 1024) KiB; at most 10240. Make it smaller.")
        case .cutShort(let format):
            Finding(
                "paper-damaged", .error, zh: "\(format.rawValue.uppercased())文件不完整，可能传输中断。请重新上传原件。",
                en:
                    "The \(format.rawValue.uppercased()) file is cut short. Send the original again."
            )
        case .unknown(let name):
            Finding(
                "paper-format-unknown", .error,
                zh: "\(name.map { "这是\($0)文件" } ?? "无法识别的文件")，只收JPEG、PNG、PDF、OFD、XML。"
                    + (name == "HEIC" ? "请在手机相机设置中选“兼容性最佳”后重拍。" : "请另存为其中一种。"),
                en:
                    "\(name.map { "It is \($0)" } ?? "The form is not known"); JPEG, PNG, PDF, OFD and "
                    + "XML are taken. "
                    + (name == "HEIC"
                        ? "Set the phone's camera to Most Compatible." : "Save it as one of them."))
        }
    }
}

extension Collection<UInt8> where Index == Int {
    /// Whether the bytes stand somewhere inside.
    func contains(_ needle: [UInt8]) -> Bool {
        guard count >= needle.count, let first = needle.first else { return needle.isEmpty }
        var place = startIndex
        let last = endIndex - needle.count
        while place <= last {
            if self[place] == first, self[place..<place + needle.count].elementsEqual(needle) {
                return true
            }
            place += 1
        }
        return false
    }
}

extension [UInt8] {
    /// The last place of the bytes among the last `within`.
    fileprivate func lastPlace(of needle: [UInt8], within: Int) -> Int? {
        var place = count - needle.count
        let first = Swift.max(0, count - within)
        while place >= first {
            if self[place..<place + needle.count].elementsEqual(needle) { return place }
            place -= 1
        }
        return nil
    }

    fileprivate func littleEndian(at place: Int, count bytes: Int) -> Int {
        guard place + bytes <= count else { return .max }
        return self[place..<place + bytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
