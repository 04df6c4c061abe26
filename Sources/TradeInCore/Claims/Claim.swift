/// A claim as understood: facts for the rules, normalised identifiers for the locks.
///
/// Made for every row, also for one full of errors; the findings beside it say
/// what is wrong. The identifiers are personal data and leave memory only sealed
/// or as blind digests.
public struct Claim: Sendable {
    /// The row of the file, from 1; 1 for a claim that came alone.
    public var row: Int
    /// The dealer's own reference.
    public var ref: String
    /// The programme, unless it was unknown.
    public var programme: Programme?
    /// The dealer's credit code, normalised.
    public var dealerCode: String
    /// The town's key; empty when unknown.
    public var townKey: String
    /// The facts.
    public var facts: FactSet
    /// The columns as received, folded to half width and trimmed.
    public var raw: RawClaim
    /// Normalised identifiers, for locks and limits; empty where the column is.
    public var identifiers: Identifiers

    /// The identifiers of a claim in their one form.
    public struct Identifiers: Sendable {
        /// The applicant's resident ID.
        public var applicantId = ""
        /// The applicant's mobile.
        public var applicantPhone = ""
        /// The payee's account.
        public var payeeAccount = ""
        /// The invoice's code and number in one.
        public var invoice = ""
        /// The new vehicle's VIN.
        public var newVin = ""
        /// The old vehicle's VIN.
        public var oldVin = ""
        /// The recycling certificate's number.
        public var certificate = ""
        /// The brand, for the serial number, which makers choose as they like.
        public var brand = ""
        /// The serial number.
        public var serialNumber = ""
        /// The first IMEI.
        public var imei = ""
        /// The second IMEI.
        public var imei2 = ""
    }

    /// The tax-inclusive price; zero when unreadable.
    public var price: Money { Money(fen: facts[.price] ?? 0) }
    /// The units; 1 when the column is empty.
    public var quantity: Int64 { facts[.quantity] ?? 1 }
    /// The day on the invoice.
    public var soldOn: Day? { facts.day(.soldOn) }
}

/// A claim and all that was found in reading it.
public struct ClaimReading: Sendable {
    /// The claim.
    public var claim: Claim
    /// What the file and its cells did wrong, in the order of the columns.
    public var findings: [Finding]
}
