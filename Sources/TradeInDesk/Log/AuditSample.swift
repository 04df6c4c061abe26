import Crypto
import TradeInCore

/// A random sample of claims that anybody can draw again from its seed.
///
/// Each claim has the rank SHA-256(seed, a colon, the claim's number as text); the sample is the
/// claims of the smallest ranks. Nobody who does not choose the seed can say which claims those
/// are, and whoever knows the seed can check them one by one (`Docs/guides/audit-sample.md`).
///
/// Claims are offered in any order and only as many as the sample has are kept.
public struct AuditSample: Sendable {
    /// The most claims of a sample.
    public static let sizes = 1...500
    /// The most characters of a seed.
    public static let mostSeedCharacters = 100

    /// A claim that is drawn, with its rank.
    public struct Drawn: Hashable, Sendable {
        /// The claim.
        public var claim: ClaimID
        /// SHA-256, 32 bytes.
        public var rank: LogHash
    }

    /// How many claims were offered.
    public private(set) var offered = 0
    private let size: Int
    /// The hash of seed and colon, to which each number is added.
    private let beginning: SHA256
    /// The claims of the smallest ranks so far, the smallest first.
    private var kept: [(rank: Rank, drawn: Drawn)] = []

    /// A sample of which nothing is drawn yet.
    ///
    /// - Parameters:
    ///   - seed: what the auditor chose; its UTF-8 counts, byte by byte.
    ///   - size: how many claims are drawn at most; at least one.
    public init(seed: String, size: Int) {
        precondition(size > 0, "a sample has at least one claim")
        self.size = size
        var hasher = SHA256()
        hasher.update(data: Array(seed.utf8) + [UInt8(ascii: ":")])
        beginning = hasher
        kept.reserveCapacity(min(size, Self.sizes.upperBound) + 1)
    }

    /// Looks at one more claim.
    public mutating func offer(_ claim: ClaimID) {
        offered += 1
        var hasher = beginning
        var text = claim.text
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        let digest = hasher.finalize()
        let rank = Rank(digest, claim.number)
        // Nearly all claims of a large ledger end here.
        if kept.count == size, let last = kept.last, rank > last.rank { return }
        kept.insert((rank, Drawn(claim: claim, rank: LogHash(digest))), at: place(of: rank))
        if kept.count > size { kept.removeLast() }
    }

    /// The claims drawn, in order of rank; all that were offered where there are no more.
    public var drawn: [Drawn] { kept.map(\.drawn) }

    /// Draws from a list at hand.
    ///
    /// - Parameters:
    ///   - size: how many claims at most.
    ///   - seed: what the auditor chose.
    ///   - claims: the claims, each once, in any order.
    /// - Returns: the claims drawn, in order of rank.
    public static func draw(
        _ size: Int, seed: String, from claims: some Sequence<ClaimID>
    ) -> [Drawn] {
        var sample = AuditSample(seed: seed, size: size)
        for claim in claims { sample.offer(claim) }
        return sample.drawn
    }

    /// Where a rank belongs among those kept.
    private func place(of rank: Rank) -> Int {
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if kept[middle].rank < rank { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A digest as numbers that are compared as its bytes are; the claim's number after it.
    private struct Rank: Comparable {
        private let words: (UInt64, UInt64, UInt64, UInt64)
        private let number: Int64

        init(_ digest: SHA256.Digest, _ number: Int64) {
            let (a, b, c, d) = digest.withUnsafeBytes {
                $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
            }
            words = (a.bigEndian, b.bigEndian, c.bigEndian, d.bigEndian)
            self.number = number
        }

        static func == (left: Rank, right: Rank) -> Bool {
            left.words == right.words && left.number == right.number
        }

        static func < (left: Rank, right: Rank) -> Bool {
            left.words == right.words ? left.number < right.number : left.words < right.words
        }
    }
}
