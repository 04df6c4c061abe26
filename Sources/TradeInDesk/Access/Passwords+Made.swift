import TradeInStore

extension Passwords {
    /// A password that nobody chose: sixteen letters and digits that nobody takes for one another,
    /// in fours; 79 bits.
    ///
    /// - Throws: the kernel's failure.
    public static func made() throws -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        // Bytes past the last whole alphabet would make some letters likelier than others.
        let good = 256 / alphabet.count * alphabet.count
        let letters = try RandomBytes.take(64).filter { Int($0) < good }.prefix(16).map {
            alphabet[Int($0) % alphabet.count]
        }
        precondition(letters.count == 16, "sixty-four bytes hold sixteen good ones")
        return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }
            .joined(separator: "-")
    }
}
