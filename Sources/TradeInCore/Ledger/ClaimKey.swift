/// A thing that can stand on one claim only: an invoice, a vehicle, a serial number.
public enum ClaimKeyKind: UInt8, Sendable, CaseIterable {
    case invoice = 1
    case newVin, oldVin, certificate, serial, imei

    /// The refusal when the thing stands on another claim.
    var refusal: RefusalCode {
        switch self {
        case .invoice: .invoiceAlreadyClaimed
        case .newVin: .newVehicleAlreadyClaimed
        case .oldVin: .oldVehicleAlreadyClaimed
        case .certificate: .certificateAlreadyClaimed
        case .serial: .serialAlreadyClaimed
        case .imei: .imeiAlreadyClaimed
        }
    }

    /// The column that holds it.
    var field: ClaimField {
        switch self {
        case .invoice: .invoiceNumber
        case .newVin: .newVin
        case .oldVin: .oldVin
        case .certificate: .recyclingCertificate
        case .serial: .serialNumber
        case .imei: .imei
        }
    }
}

/// A key as it is locked: blind, by its look-alike form, with a tag of its exact form.
///
/// `SN0O1` and `SN001` share `folded` and differ in `exact`: the same thing is
/// refused, a look-alike is pointed out to a person.
public struct ClaimKey: Hashable, Sendable {
    /// What the key locks.
    public var kind: ClaimKeyKind
    /// The column that it was read from.
    public var field: ClaimField
    /// The digest of the look-alike form.
    public var folded: BlindDigest
    /// Zero when the exact form is the look-alike form; else part of its digest.
    public var exact: UInt64

    /// A key under its kind.
    init(
        _ kind: ClaimKeyKind, _ text: String, within group: String, in field: ClaimField? = nil,
        _ index: BlindIndex
    ) {
        self.kind = kind
        self.field = field ?? kind.field
        // Blanks and hyphens tell nothing apart, so the exact form is without them too.
        let key = TextFolding.key(text)
        let folded = TextFolding.lookAlike(key)
        self.folded = index.digest("claim-key", Self.spaces[Int(kind.rawValue)], group, folded)
        self.exact =
            folded == key
            ? 0
            : index.digest("claim-key-exact", Self.spaces[Int(kind.rawValue)], group, key).low | 1
    }

    /// The key that a claim with a recycling certificate holds.
    public static func certificate(_ number: String, _ index: BlindIndex) -> ClaimKey {
        ClaimKey(.certificate, number, within: "", index)
    }

    private static let spaces = [""] + ClaimKeyKind.allCases.map { String(describing: $0) }

    /// All keys of a claim, in order of kind.
    static func keys(of claim: Claim, _ index: BlindIndex) -> [ClaimKey] {
        let identifiers = claim.identifiers
        let group = claim.programme.map { $0.isVehicle ? "vehicle" : $0.rawValue } ?? ""
        var keys: [ClaimKey] = []
        keys.reserveCapacity(5)
        func add(
            _ kind: ClaimKeyKind, _ text: String, within group: String = "",
            in field: ClaimField? = nil
        ) {
            if !text.isEmpty {
                keys.append(ClaimKey(kind, text, within: group, in: field, index))
            }
        }
        add(.invoice, identifiers.invoice)
        add(.newVin, identifiers.newVin)
        add(.oldVin, identifiers.oldVin, within: group)
        add(.certificate, identifiers.certificate)
        add(.serial, identifiers.serialNumber, within: identifiers.brand)
        add(.imei, identifiers.imei)
        if identifiers.imei2 != identifiers.imei { add(.imei, identifiers.imei2, in: .imei2) }
        return keys
    }
}
