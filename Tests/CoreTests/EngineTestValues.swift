import Testing
import TradeInCore

/// A small generator, so that a failing run can be repeated from its seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// `count` bytes.
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }
}

/// A date that a test names as text.
func day(_ text: String) throws -> Day { try Day.parse(text).get() }

/// An amount that a test names in yuan.
func yuan(_ text: String) throws -> Money { try Money.parse(yuan: text).get() }

/// Sound identifiers, made by trying check characters until the check passes.
enum Sample {
    private static func completed(
        _ head: String, _ characters: String, tail: String = "",
        _ check: (String) -> IdentifierFault?
    ) -> String {
        for character in characters {
            let text = head + String(character) + tail
            if check(text) == nil { return text }
        }
        preconditionFailure("no check character completes \(head)")
    }

    static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: count - digits.utf8.count) + digits
    }

    /// A resident ID of the region 370899, which is not assigned.
    static func residentID(_ number: Int) -> String {
        completed("37089919800101" + padded(number, 3), "0123456789X", ResidentID.check)
    }

    static func creditCode(_ number: Int) -> String {
        completed(
            "91370899MA" + padded(number, 7), "0123456789ABCDEFGHJKLMNPQRTUWXY", CreditCode.check)
    }

    static func vin(_ number: Int) -> String {
        completed("LZZTEST1", "0123456789X", tail: "SA" + padded(number, 6), VIN.check)
    }

    static func account(_ number: Int) -> String {
        completed("622200000000000" + padded(number, 3), "0123456789", BankCard.check)
    }

    static func imei(_ number: Int) -> String {
        completed("860000" + padded(number, 8), "0123456789", IMEI.check)
    }

    static func phone(_ number: Int) -> String { "154" + padded(number, 8) }

    static func invoice(_ number: Int) -> String { "26372900" + padded(number, 11) + "1" }

    static func certificate(_ number: Int) -> String { "HS-370899-" + padded(number, 6) }
}

/// A row with the given cells.
func row(_ cells: [ClaimField: String], number: Int = 1) -> ReadRow {
    var raw = RawClaim(row: number)
    for (field, text) in cells { raw[field] = text }
    return ReadRow(claim: raw)
}

/// The classes that the packs under test speak of.
let testRegister = ItemClassRegister([
    ItemClass(
        key: "refrigerator", title: LocalizedText(zh: "冰箱", en: "Refrigerator"),
        aliases: ["电冰箱", "冷柜"]),
    ItemClass(
        key: "television", title: LocalizedText(zh: "电视", en: "Television"), aliases: ["液晶电视"]),
    ItemClass(key: "phone", title: LocalizedText(zh: "手机", en: "Phone"), aliases: ["智能手机"]),
    ItemClass(key: "tablet", title: LocalizedText(zh: "平板", en: "Tablet"), aliases: ["平板电脑"]),
    ItemClass(key: "toilet", title: LocalizedText(zh: "智能马桶", en: "Smart toilet"), aliases: []),
    ItemClass(
        key: "e-bike", title: LocalizedText(zh: "电动自行车", en: "Electric bicycle"), aliases: []),
])
