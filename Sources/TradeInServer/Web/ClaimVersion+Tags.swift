import Foundation
import TradeInCore

extension ClaimVersion {
    /// The version as a strong entity tag (RFC 9110, 8.8.3).
    var tag: String { "\"\(text)\"" }
}

extension ClaimExpectation {
    /// What an `If-Match` asks for (RFC 9110, 13.1.1); nil for `*`, which any claim meets.
    ///
    /// A weak tag never matches, nor does one that we did not write.
    init?(of claim: ClaimID, ifMatch header: String) {
        let tags = header.split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard tags != ["*"] else { return nil }
        let versions = tags.filter { $0.count > 2 && $0.hasPrefix("\"") && $0.hasSuffix("\"") }
            .compactMap { ClaimVersion(text: String($0.dropFirst().dropLast())) }
        self.init(of: claim.number, Set(versions))
    }

    /// What the form of a page says that its reader saw; nil where it says nothing.
    init?(of claim: ClaimID, form text: String?) {
        guard let text else { return nil }
        self.init(of: claim.number, Set([ClaimVersion(text: text)].compactMap(\.self)))
    }
}
