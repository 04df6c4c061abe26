/// Register records as the log keeps them, and what a later record under one reference may say.
extension CountyEvent {
    /// Whether this says what became of a planned event: nothing stated is changed but the state.
    func continues(_ stored: [UInt8]) -> Bool {
        guard let old = try? JSONValue.parse(stored), let now = try? JSONValue.parse(body) else {
            return false
        }
        return old["state"]?.string == State.planned.rawValue
            && (old.object ?? [:]).allSatisfy { $0.key == "state" || now[$0.key] == $0.value }
    }

    /// The event as canonical JSON.
    var body: [UInt8] {
        canonicalObject { json in
            if let attendance { json.field("attendance", Int64(attendance)) }
            json.field("endsOn", endsOn.isoText)
            json.field("event", eventRef)
            json.field("kind", kind.rawValue)
            json.field("name", name)
            if let organiser { json.field("organiser", organiser) }
            json.field("rural", rural)
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

    /// Whether a stored record counts towards the plan already, by the rule of ``countedYear``.
    static func isCounted(_ stored: JSONValue?) -> Bool {
        guard let stored, stored["recyclerLicensed"]?.bool == true, stored["receivedOn"] != nil
        else { return false }
        return stored["kind"]?.string == Kind.appliance.rawValue || stored["certificate"] != nil
    }

    /// The record as canonical JSON; it names things and firms, never a person.
    var body: [UInt8] {
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
        }
    }
}
