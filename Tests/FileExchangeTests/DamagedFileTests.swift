import Testing
import TradeInCore

@testable import FileExchange

@Suite("Damaged files")
struct DamagedFileTests {
    private static let scraps: [[UInt8]] = [
        Array("claimRef,programme,price\n".utf8), Array("申领编号,品牌\r\n".utf8), [0xEF, 0xBB, 0xBF],
        [0xC9, 0xEA, 0xC1, 0xEC], [0x81, 0x30, 0x81, 0x30], [0xFF], [0x80], [0xE4, 0xB8], [0x00],
        [0x22], [0x22, 0x22], [0x2C], [0x0A], [0x0D], [0x09], [0x3B], [0x20],
        Array("{\"brand\":\"".utf8),
        Array("1\"}\n".utf8), [0x7B], [0x5B], Array("海尔".utf8), Array("x,y".utf8),
    ]

    /// All that a reader says about a file.
    private func account(_ bytes: [UInt8], _ pieceBytes: Int) throws -> [String] {
        var reader = try ClaimFileReader(origin(bytes), pieceBytes: pieceBytes)
        var lines: [String] = []
        while let row = try reader.next() {
            lines.append("\(row.claim.row) \(row.claim.values) \(row.findings.map(\.message.en))")
        }
        return lines + reader.fileFindings.map { "\($0.code) \($0.message.zh)" }
    }

    @Test("any bytes are read or refused alike, however the file falls into pieces")
    func damaged() throws {
        let seed = printedSeed("damaged files")
        var generator = SeededGenerator(seed: seed)
        for step in 0..<600 {
            var bytes: [UInt8] = step % 2 == 0 ? Array("claimRef,\(Self.heading)\n".utf8) : []
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                bytes += Self.scraps[Int.random(in: 0..<Self.scraps.count, using: &generator)]
            }
            let whole = try account(bytes, 65_536)
            for pieceBytes in [1, 2, 3, 7] {
                let other = try account(bytes, pieceBytes)
                #expect(other == whole, "seed \(seed), step \(step), pieces \(pieceBytes)")
            }
        }
    }

    private static let heading =
        "programme,dealerCode,applicantName,applicantId,applicantPhone,townCode,soldOn,"
        + "invoiceNumber,invoiceBuyerId,price"
}
