import TradeInCore

/// The texts that cells share by number (ECMA-376 part 1, 18.4), one behind the other in memory.
struct SharedStrings {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var ends: [Int] = []

    /// How many there are.
    var count: Int { ends.count }

    /// Appends one to a buffer; the number is in range.
    func append(_ index: Int, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
    }
}

/// Reads `sharedStrings.xml`: plain texts, and runs of formatted text without their readings.
final class SharedStringsHandler: XMLHandler {
    private(set) var strings = SharedStrings()
    private var isInText = false
    private var readings = 0
    private var start = 0

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "t" {
            isInText = readings == 0
        } else if name == "rPh" {
            readings += 1
        } else if name == "si" {
            start = strings.bytes.count
        }
    }

    override func end(_ name: XMLName) {
        if name == "t" {
            isInText = false
        } else if name == "rPh" {
            readings -= 1
        } else if name == "si" {
            CellText.unescape(&strings.bytes, from: start)
            strings.ends.append(strings.bytes.count)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isInText else { return }
        guard strings.bytes.count - start + bytes.count <= CSVReader.usualRecordLimit else {
            fault = LocalizedText(zh: "一段共享文字超过 1 MiB", en: "a shared text is longer than 1 MiB")
            return
        }
        strings.bytes.append(contentsOf: bytes)
    }
}
