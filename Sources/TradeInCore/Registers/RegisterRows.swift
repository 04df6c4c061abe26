/// Register records as the cells that their readers read, for changes of what stands.
extension CountyEvent {
    /// The cells of the event, by column key; what is not known is left out.
    public var cells: [String: String] {
        var cells = [
            "eventRef": eventRef, "kind": kind.rawValue, "name": name, "rural": rural ? "Y" : "N",
            "startsOn": startsOn.isoText, "endsOn": endsOn.isoText,
            "town": towns.joined(separator: ";"), "state": state.rawValue,
        ]
        cells["organiser"] = organiser
        cells["attendance"] = attendance.map { String($0) }
        cells["sales"] = sales?.yuanText
        cells["ruralBasis"] = ruralBasis
        cells["reason"] = reason
        return cells
    }
}

extension RecyclingRecord {
    /// The cells of the record, by column key; what is not known is left out.
    public var cells: [String: String] {
        var cells = [
            "recordRef": recordRef, "kind": kind.rawValue, "quantity": String(quantity),
            "recyclerCode": recyclerCode, "recyclerLicensed": recyclerLicensed ? "Y" : "N",
            "handedInOn": handedInOn.isoText,
        ]
        cells["itemClass"] = itemClass
        cells["massKg"] = massGrams.map { TargetNumber(thousandths: $0).text }
        cells["certificate"] = certificate
        cells["serialNumber"] = serialNumber
        cells["reverseInvoice"] = reverseInvoice
        cells["receivedOn"] = receivedOn?.isoText
        cells["dismantledOn"] = dismantledOn?.isoText
        cells["claimRef"] = claimRef
        cells["dealerCode"] = dealerCode
        return cells
    }
}
