import TradeInCore

/// Loads claims that stand in the ledger, each once.
extension Prefetch {
    mutating func loadStanding(_ number: Int64) throws {
        // One that a payment loaded without its actors is loaded whole for a review.
        guard state.standing[number] == nil || withoutActors.contains(number) else { return }
        withoutActors.remove(number)
        try loadStanding(number, withActors: true)
    }

    /// A claim that is paid or comes back: nobody's duties are asked.
    mutating func loadPaid(_ number: Int64) throws {
        guard state.standing[number] == nil else { return }
        withoutActors.insert(number)
        try loadStanding(number, withActors: false)
    }

    private mutating func standingReader() throws -> StandingReader {
        if let reader { return reader }
        let new = try StandingReader(database)
        reader = new
        return new
    }

    private mutating func loadStanding(_ number: Int64, withActors: Bool) throws {
        guard
            var claim = try standingReader().claim(number, withActors: withActors)
        else { return }
        claim.bookedIn = try bookedIn(claim)
        state.standing[number] = claim
    }
}
