import Foundation
import Testing
import TradeInCore

@testable import FileExchange

/// A folder that is removed with the last reference to it.
final class TemporaryFolder {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("file-exchange-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and returns its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path) } }
}

/// A generator whose whole sequence follows from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The seed of a property: from `TEST_SEED`, else another each time; printed to repeat a run.
func printedSeed(_ property: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(property): TEST_SEED=\(seed)")
    return seed
}

/// The bytes of `text` in GB18030.
func gb18030(_ text: String) throws -> [UInt8] {
    let converter = try TextConverter(from: "UTF-8", to: "GB18030", name: "test")
    var bytes = [UInt8](repeating: 0, count: text.utf8.count * 2 + 4)
    let step = Array(text.utf8).withUnsafeBytes { source in
        bytes.withUnsafeMutableBytes { converter.convert(source, into: $0) }
    }
    #expect(step.end == .done)
    return Array(bytes.prefix(step.made))
}

/// The bytes of `text` in `encoding`.
func encode(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
    switch encoding {
    case .utf8: Array(text.utf8)
    case .utf8WithMark: encoding.mark + Array(text.utf8)
    case .gb18030: try gb18030(text)
    }
}

func origin(_ bytes: [UInt8], _ name: String = "test.csv") -> FileOrigin {
    .bytes(bytes, name: name)
}

func origin(_ text: String, _ name: String = "test.csv") -> FileOrigin {
    .bytes(Array(text.utf8), name: name)
}

/// All records of a text.
func records(
    _ text: String, separator: UInt8 = 0x2C, pieceBytes: Int = 4096, limit: Int = 1 << 20
) throws -> [TableRecord] {
    let reader = try CSVReader(
        origin(text), encoding: .utf8, separator: separator, pieceBytes: pieceBytes,
        recordLimit: limit)
    var all: [TableRecord] = []
    while let record = try reader.next() { all.append(record) }
    return all
}

extension TextEncodingProof {
    var proven: TextEncoding? { if case .proven(let encoding) = self { encoding } else { nil } }
    var refusal: Finding? { if case .refused(let finding) = self { finding } else { nil } }
}

extension ClaimFileReader {
    /// All rows that are left.
    mutating func rest() throws -> [ReadRow] {
        var rows: [ReadRow] = []
        while let row = try next() { rows.append(row) }
        return rows
    }
}
