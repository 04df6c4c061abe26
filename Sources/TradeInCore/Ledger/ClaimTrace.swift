/// What two claims may share without either being barred: the person, the account, a number under
/// another brand or code.
///
/// Locks (``ClaimKey``) refuse; traces only let a reviewer find the other claim.
public enum ClaimTraceKind: String, Sendable, CaseIterable {
    case applicant, phone, account, invoiceNumber, serial

    /// The column that holds it.
    public var field: ClaimField {
        switch self {
        case .applicant: .applicantId
        case .phone: .applicantPhone
        case .account: .payeeAccount
        case .invoiceNumber: .invoiceNumber
        case .serial: .serialNumber
        }
    }

    /// Whether it belongs to the person, who may claim again, and not to the thing.
    public var isOfPerson: Bool {
        switch self {
        case .applicant, .phone, .account: true
        case .invoiceNumber, .serial: false
        }
    }

    /// The text by which two claims' columns are compared; nil where it tells nothing apart.
    public func compared(_ text: String) -> String? {
        let one =
            switch self {
            case .applicant: ResidentID.normalise(text)
            case .phone: Mobile.normalise(text)
            case .account: BankCard.normalise(text)
            case .invoiceNumber: InvoiceNumber.normalise(text)
            case .serial: TextFolding.lookAlike(TextFolding.key(text))
            }
        return Self.tellsApart(one) ? one : nil
    }

    /// Whether a text can stand for one thing: `/`, `none` and `00000000` are on many claims.
    private static func tellsApart(_ text: String) -> Bool {
        text.utf8.count >= 6 && text.utf8.contains { (48...57).contains($0) }
            && text.utf8.contains { $0 != text.utf8.first }
    }
}

/// A trace of a claim: eight bytes of a keyed hash, so that it tells nothing without the keys.
public struct ClaimTrace: Hashable, Sendable {
    /// What it is of.
    public var kind: ClaimTraceKind
    /// The digest, as the ledger's index holds it.
    public var digest: Int64

    /// The traces of a claim, in order of kind.
    ///
    /// - Parameters:
    ///   - value: gives the text of a column; empty where there is none.
    ///   - index: the ledger's index.
    /// - Returns: a trace for each column that tells its thing apart.
    public static func all(
        of value: (ClaimField) -> String, _ index: BlindIndex
    ) -> [ClaimTrace] {
        ClaimTraceKind.allCases.compactMap { kind in
            let text = value(kind.field)
            guard !text.isEmpty, let compared = kind.compared(text) else { return nil }
            // A number without a code is locked as it stands.
            if kind == .invoiceNumber, value(.invoiceCode).isEmpty { return nil }
            let digest = index.digest("claim-trace", kind.rawValue, compared)
            return ClaimTrace(kind: kind, digest: Int64(bitPattern: digest.words.0))
        }
    }

    /// The traces of a claim's sealed columns.
    ///
    /// - Parameters:
    ///   - personal: the columns that were sealed.
    ///   - keys: the ledger's keys.
    /// - Returns: what ``all(of:_:)`` gives for them.
    public static func all(of personal: [ClaimField: String], keys: LedgerKeys) -> [ClaimTrace] {
        all(of: { personal[$0] ?? "" }, BlindIndex(key: keys.indexing))
    }
}
