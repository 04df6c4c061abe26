import TradeInCore

extension Visit {
    /// A count with its noun: `1,024笔`, `1,024 claims`, `1 claim`.
    func count(
        _ count: some BinaryInteger, _ zh: String, _ one: String, _ many: String? = nil
    ) -> String {
        let number = Int64(clamping: count).grouped
        return language == .zh ? number + zh : number + " " + noun(count, one, many)
    }
}
