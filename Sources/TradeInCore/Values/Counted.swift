/// An English noun in the number that a count asks for.
///
/// - Parameters:
///   - count: how many.
///   - one: the noun for one.
///   - many: the noun for any other number; with an s where it is left away.
/// - Returns: the noun.
public func noun(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    count == 1 ? one : many ?? one + "s"
}

/// A count with its noun in English: `1 claim`, `2 claims`.
///
/// - Parameters:
///   - count: how many.
///   - one: the noun for one.
///   - many: the noun for any other number; with an s where it is left away.
/// - Returns: number and noun.
public func counted(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(count) " + noun(count, one, many)
}
