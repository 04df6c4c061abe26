import GRDB
import TradeInCore

/// Loads what stands in the way of events and recycling records.
extension Prefetch {
    mutating func loadEventPlace(_ event: CountyEvent) throws {
        let found = try HotStatement(
            database,
            "SELECT 1 FROM event WHERE name = ? AND townKey = ? AND startsOn = ? AND eventRef <> ?")
        found.bind(1, event.name)
        found.bind(2, event.town)
        found.bind(3, event.startsOn.isoText)
        found.bind(4, event.eventRef)
        guard try found.step() else { return }
        found.reset()
        state.records[LedgerMachine.placeKey(event)] = .init(body: [], logIndex: 0)
    }

    mutating func loadCertificate(_ record: RecyclingRecord) throws {
        guard let certificate = record.certificate.map(TextFolding.key) else { return }
        let found = try HotStatement(
            database, "SELECT 1 FROM recycling WHERE certificate = ? AND recordRef <> ?")
        found.bind(1, certificate)
        found.bind(2, record.recordRef)
        guard try found.step() else { return }
        found.reset()
        state.records[LedgerMachine.certificateKey(certificate)] = .init(body: [], logIndex: 0)
    }
}
