import TradeInCore
import TradeInStore

/// The registers that files are imported into.
extension RegisterImport {
    /// Dealers; an account that a row gives is sealed under the ledger's keys.
    public static func dealers(_ county: County, keys: LedgerKeys) -> RegisterImport {
        RegisterImport(columns: Dealer.columns) { cells in
            let (dealer, findings) = Dealer.read(cells, county: county)
            return RegisterEntry(
                ref: TextFolding.key(cells["dealerCode"] ?? ""),
                step: try dealer.map { try $0.enrolment(keys) }, findings: findings)
        }
    }

    /// Events.
    public static func events(_ county: County, today: Day) -> RegisterImport {
        RegisterImport(columns: CountyEvent.columns) { cells in
            let (event, findings) = CountyEvent.read(cells, county: county, today: today)
            return RegisterEntry(
                ref: cells["eventRef"] ?? "", step: event.map { .recordEvent($0) },
                findings: findings)
        }
    }

    /// Old goods.
    public static func recycling(today: Day) -> RegisterImport {
        RegisterImport(columns: RecyclingRecord.columns) { cells in
            let (record, findings) = RecyclingRecord.read(cells, today: today)
            return RegisterEntry(
                ref: cells["recordRef"] ?? "", step: record.map { .recordRecycling($0) },
                findings: findings)
        }
    }

    /// Observations and bases of a plan's targets.
    public static func figures(_ plan: CountyPlan, today: Day) -> RegisterImport {
        RegisterImport(columns: TargetFigure.columns) { cells in
            let (figure, findings) = TargetFigure.read(cells, plan: plan, today: today)
            return RegisterEntry(
                ref: cells["target"] ?? "", step: figure.map { .recordFigure($0) },
                findings: findings)
        }
    }
}

extension Dealer {
    /// The command that enrols the dealer or changes it; without an account the old one stays.
    ///
    /// - Parameter keys: the ledger's keys, under which the account is sealed.
    /// - Returns: the command.
    /// - Throws: what the cryptographic library or the kernel throws.
    public func enrolment(_ keys: LedgerKeys) throws -> LedgerCommand {
        guard !settlementAccount.isEmpty else { return .enrol(self, sealedAccount: nil) }
        return .enrol(
            self,
            sealedAccount: try SealedAccount(
                of: self, keys: keys, seed: RandomBytes.take(56)[...]))
    }
}
