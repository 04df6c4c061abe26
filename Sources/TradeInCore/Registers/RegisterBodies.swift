/// Register records as the log keeps them, and what a later record under one reference may say.
extension CountyEvent {
    /// Whether this says what became of an event: nothing stated is changed but the state.
    ///
    /// A planned event is held or cancelled; a held one gets what was not known yet, or is
    /// cancelled with a reason because it was entered by mistake.
    func continues(_ stored: JSONValue) -> Bool {
        guard let now = try? JSONValue.parse(body),
            let before = stored["state"]?.string.flatMap(State.init(rawValue:))
        else { return false }
        let mayFollow =
            before == .planned || state == before
            || (before == .held && state == .cancelled && reason != nil)
        return mayFollow
            && (stored.object ?? [:]).allSatisfy { $0.key == "state" || now[$0.key] == $0.value }
    }

    /// Whether a stored event counts towards the plan, by the rule of ``countsInYear``.
    static func isCounted(_ stored: JSONValue?) -> Bool {
        stored?["state"]?.string == State.held.rawValue
    }

    /// The event as canonical JSON.
    public var body: [UInt8] {
        canonicalObject { json in
            if let attendance { json.field("attendance", Int64(attendance)) }
            json.field("endsOn", endsOn.isoText)
            json.field("event", eventRef)
            json.field("kind", kind.rawValue)
            json.field("name", name)
            if let organiser { json.field("organiser", organiser) }
            if towns.count > 1 {
                json.key("otherTowns")
                json.array { json in for town in towns.dropFirst() { json.string(town) } }
            }
            if let reason { json.field("reason", reason) }
            json.field("rural", rural)
            if let ruralBasis { json.field("ruralBasis", ruralBasis) }
            if let sales { json.field("salesFen", sales.fen) }
            json.field("startsOn", startsOn.isoText)
            json.field("state", state.rawValue)
            json.field("town", town)
        }
    }
}

extension RecyclingRecord {
    /// Whether this adds to a stored record what was missing and changes nothing that it said;
    /// only a recycler without a licence may have got one.
    func continues(_ stored: JSONValue) -> Bool {
        guard let now = try? JSONValue.parse(body) else { return false }
        return (stored.object ?? [:]).allSatisfy { member in
            now[member.key] == member.value
                || (member.key == "recyclerLicensed" && member.value == .bool(false))
        }
    }

    /// Whether certificate and claim are those of a stored record, which was held against the
    /// claims when they came.
    func keepsLink(of stored: JSONValue) -> Bool {
        stored["certificate"]?.string == certificate && stored["claimRef"]?.string == claimRef
            && stored["dealer"]?.string == dealerCode
    }

    /// Whether a stored record counts towards the plan already, by the rule of ``countedYear``.
    static func isCounted(_ stored: JSONValue?) -> Bool {
        guard let stored, stored["recyclerLicensed"]?.bool == true, stored["receivedOn"] != nil
        else { return false }
        return stored["kind"]?.string == Kind.appliance.rawValue || stored["certificate"] != nil
    }

    /// The record as canonical JSON; it names things and firms, never a person.
    public var body: [UInt8] {
        canonicalObject { json in
            if let certificate { json.field("certificate", certificate) }
            if let claimRef { json.field("claimRef", claimRef) }
            if let dealerCode { json.field("dealer", dealerCode) }
            if let dismantledOn { json.field("dismantledOn", dismantledOn.isoText) }
            json.field("handedInOn", handedInOn.isoText)
            if let itemClass { json.field("itemClass", itemClass) }
            json.field("kind", kind.rawValue)
            if let massGrams { json.field("massGrams", massGrams) }
            json.field("quantity", Int64(quantity))
            if let receivedOn { json.field("receivedOn", receivedOn.isoText) }
            json.field("record", recordRef)
            json.field("recycler", recyclerCode)
            json.field("recyclerLicensed", recyclerLicensed)
            if let reverseInvoice { json.field("reverseInvoice", reverseInvoice) }
            if let serialNumber { json.field("serialNumber", serialNumber) }
        }
    }
}
