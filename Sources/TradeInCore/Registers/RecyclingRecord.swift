/// One hand-in of old items of the recycling register, with its custody steps.
public struct RecyclingRecord: Hashable, Sendable {
    /// What was handed in.
    public enum Kind: String, Sendable, CaseIterable {
        case vehicle, appliance

        /// The kind's name.
        public var title: LocalizedText {
            switch self {
            case .vehicle: LocalizedText(zh: "报废汽车", en: "End-of-life vehicle")
            case .appliance: LocalizedText(zh: "废旧家电", en: "Waste appliance")
            }
        }
    }

    /// The bureau's or recycler's reference; unique in the register, which the store checks.
    public var recordRef: String
    /// What was handed in.
    public var kind: Kind
    /// The item class as stated; nil only for vehicles.
    public var itemClass: String?
    /// How many items; always 1 for vehicles, whose certificates name one vehicle each.
    public var quantity: Int
    /// The mass of all items in grams, where known.
    public var massGrams: Int64?
    /// The recycler's credit code; its check character may be wrong, which is a warning.
    public var recyclerCode: String
    /// Whether the recycler holds the licence for this kind.
    public var recyclerLicensed: Bool
    /// The recycling certificate's number; its format is not published, so it is text.
    public var certificate: String?
    /// The serial number of a single old item, where known; an item counts once.
    public var serialNumber: String?
    /// The number of the invoice that the recycler wrote for the seller (反向开票, clause 32).
    public var reverseInvoice: String?
    /// The day the old item was handed in.
    public var handedInOn: Day
    /// The day the recycler received it.
    public var receivedOn: Day?
    /// The day it was dismantled.
    public var dismantledOn: Day?
    /// The dealer's claim it belongs to; unique only with the dealer.
    public var claimRef: String?
    /// The dealer's credit code; present whenever `claimRef` is.
    public var dealerCode: String?

    /// A record as the register keeps it; ``read(_:today:)`` is the way in for files.
    public init(
        recordRef: String, kind: Kind, itemClass: String? = nil, quantity: Int,
        massGrams: Int64? = nil, recyclerCode: String, recyclerLicensed: Bool,
        certificate: String? = nil, serialNumber: String? = nil, reverseInvoice: String? = nil,
        handedInOn: Day, receivedOn: Day? = nil,
        dismantledOn: Day? = nil, claimRef: String? = nil, dealerCode: String? = nil
    ) {
        precondition(
            quantity >= 1 && (kind == .appliance || quantity == 1),
            "a record holds at least one item, and one vehicle at most")
        self.recordRef = recordRef
        self.kind = kind
        self.itemClass = itemClass
        self.quantity = quantity
        self.massGrams = massGrams
        self.recyclerCode = recyclerCode
        self.recyclerLicensed = recyclerLicensed
        precondition(
            serialNumber == nil || quantity == 1, "a serial number names one item")
        self.certificate = certificate
        self.serialNumber = serialNumber
        self.reverseInvoice = reverseInvoice
        self.handedInOn = handedInOn
        self.receivedOn = receivedOn
        self.dismantledOn = dismantledOn
        self.claimRef = claimRef
        self.dealerCode = dealerCode
    }

    /// The year in which the items count towards the plan, or nil.
    ///
    /// A vehicle counts with a certificate from a licensed recycler, an appliance when
    /// a licensed recycler has received it; both in the year of receipt. Without a day
    /// of receipt nothing counts: an item handed in may never arrive.
    public var countedYear: Int? {
        guard recyclerLicensed, kind == .appliance || certificate != nil else { return nil }
        return receivedOn?.year
    }
}
