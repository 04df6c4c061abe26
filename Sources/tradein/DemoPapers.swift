import FileExchange
import Foundation
import TradeInCore
import TradeInStore

/// Synthetic papers for the demo's claims: a PDF each, and the list that `claim attach` reads.
struct DemoPapers {
    /// Writes what the first claims in line still lack.
    ///
    /// - Parameters:
    ///   - folder: where the papers go.
    ///   - options: the ledger.
    ///   - limit: the most claims.
    /// - Returns: the list's path.
    /// - Throws: the failures of ledger and files.
    static func write(to folder: String, _ options: GlobalOptions, limit: Int) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try options.openForReading()
        defer { try? store.close() }
        var filter = ClaimFilter()
        filter.state = .submitted
        filter.programme = .appliance
        let list = folder + "/papers.csv"
        let writer = try CSVWriter(path: list)
        try writer.write([.text("申领号"), .text("材料"), .text("文件")])
        for claim in try store.claims(filter, limit: limit) {
            for need in try store.papers(of: claim.id).missing {
                let name = "\(claim.id.text)-\(need.kind.rawValue).pdf"
                try pdf("SYNTHETIC \(need.kind.rawValue) of \(claim.id.text)").write(
                    to: URL(fileURLWithPath: folder + "/" + name))
                try writer.write([
                    .text(claim.id.text), .text(need.kind.title.zh), .text(name),
                ])
            }
        }
        try writer.finish()
        return list
    }

    /// A PDF of one line (ISO 32000-1, 7.5), of ASCII only.
    private static func pdf(_ line: String) -> Data {
        let content = "BT /F1 18 Tf 72 760 Td (\(line)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var places: [Int] = []
        for (number, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places {
            let digits = String(place)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        text += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(text.utf8)
    }
}
