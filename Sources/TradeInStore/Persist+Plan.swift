import GRDB
import TradeInCore

/// Writes what the plan's targets count: events, old goods, figures and their evidence.
extension Persist {
    func write(_ event: CountyEvent) throws {
        let insert = try HotStatement(
            database,
            """
            INSERT INTO event (eventRef, kind, name, isRural, startsOn, endsOn, townKey, organiser,
                state, attendance, salesFen, otherTowns, ruralBasis, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (eventRef) DO UPDATE SET state = excluded.state,
                organiser = excluded.organiser, attendance = excluded.attendance,
                salesFen = excluded.salesFen, ruralBasis = excluded.ruralBasis,
                reason = excluded.reason, otherTowns = excluded.otherTowns
            """)
        insert.bind(1, event.eventRef)
        insert.bind(2, event.kind.rawValue)
        insert.bind(3, event.name)
        insert.bind(4, event.rural ? 1 : 0)
        insert.bind(5, event.startsOn.isoText)
        insert.bind(6, event.endsOn.isoText)
        insert.bind(7, event.town)
        insert.bind(8, event.organiser)
        insert.bind(9, event.state.rawValue)
        insert.bind(10, event.attendance.map(Int64.init))
        insert.bind(11, event.sales?.fen)
        insert.bind(12, event.towns.dropFirst().joined(separator: " "))
        insert.bind(13, event.ruralBasis)
        insert.bind(14, event.reason)
        try insert.run()
    }

    func write(_ record: RecyclingRecord) throws {
        let insert = try HotStatement(
            database,
            """
            INSERT INTO recycling (recordRef, kind, itemClass, quantity, massGrams, recyclerCode,
                isLicensed, certificate, handedInOn, receivedOn, dismantledOn, claimRef, dealerCode,
                serialNumber, reverseInvoice)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (recordRef) DO UPDATE SET itemClass = excluded.itemClass,
                massGrams = excluded.massGrams, isLicensed = excluded.isLicensed,
                certificate = excluded.certificate, receivedOn = excluded.receivedOn,
                dismantledOn = excluded.dismantledOn, claimRef = excluded.claimRef,
                dealerCode = excluded.dealerCode, serialNumber = excluded.serialNumber,
                reverseInvoice = excluded.reverseInvoice
            """)
        insert.bind(1, record.recordRef)
        insert.bind(2, record.kind.rawValue)
        insert.bind(3, record.itemClass)
        insert.bind(4, Int64(record.quantity))
        insert.bind(5, record.massGrams)
        insert.bind(6, record.recyclerCode)
        insert.bind(7, record.recyclerLicensed ? 1 : 0)
        insert.bind(8, record.certificate.map(TextFolding.key))
        insert.bind(9, record.handedInOn.isoText)
        insert.bind(10, record.receivedOn?.isoText)
        insert.bind(11, record.dismantledOn?.isoText)
        insert.bind(12, record.claimRef)
        insert.bind(13, record.dealerCode)
        insert.bind(14, record.serialNumber.map(TextFolding.key))
        insert.bind(15, record.reverseInvoice)
        try insert.run()
    }

    func write(_ figure: TargetFigure, _ actor: String, _ logIndex: Int64) throws {
        let insert = try HotStatement(
            database,
            """
            INSERT INTO targetFigure (\(LedgerStore.figureColumns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(1, figure.plan)
        insert.bind(2, figure.targetID)
        insert.bind(3, figure.point.kind)
        insert.bind(4, figure.point.period)
        insert.bind(5, figure.value.thousandths)
        insert.bind(6, figure.document)
        insert.bind(7, figure.reporter)
        insert.bind(8, figure.isCorrection ? 1 : 0)
        insert.bind(9, actor)
        insert.bind(10, logIndex)
        try insert.run()
    }

    func write(evidence: [NewEvidence]) throws {
        guard !evidence.isEmpty else { return }
        let insert = try HotStatement(
            database,
            """
            INSERT INTO evidence (recordKey, sha256, format, byteCount, actor, logIndex)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        for new in evidence {
            insert.bind(1, new.prepared.recordKey)
            insert.bind(2, new.prepared.sha256)
            insert.bind(3, new.prepared.format.rawValue)
            insert.bind(4, Int64(new.prepared.byteCount))
            insert.bind(5, new.actor)
            insert.bind(6, new.logIndex)
            try insert.run()
        }
    }

    /// Adds to the counts that the plan's targets read; an event that was no event takes away.
    func write(registerMonths: [RegisterCell: RegisterCount]) throws {
        guard !registerMonths.isEmpty else { return }
        let update = try HotStatement(
            database,
            """
            UPDATE registerMonth SET total = total + ?, rural = rural + ?
            WHERE register = ? AND month = ? AND kind = ?
            """)
        let insert = try HotStatement(
            database,
            "INSERT INTO registerMonth (total, rural, register, month, kind) VALUES (?, ?, ?, ?, ?)"
        )
        for (cell, count) in registerMonths where count.total != 0 || count.rural != 0 {
            for statement in [update, insert] {
                statement.bind(1, Int64(count.total))
                statement.bind(2, Int64(count.rural))
                statement.bind(3, cell.register.rawValue)
                statement.bind(4, cell.month.text)
                statement.bind(5, cell.kind)
                try statement.run()
                if database.changesCount == 1 { break }
            }
        }
    }
}
