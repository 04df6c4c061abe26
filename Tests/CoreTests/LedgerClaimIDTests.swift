import Testing
import TradeInCore

@Suite("A claim's number carries a check digit")
struct LedgerClaimIDTests {
    @Test(
        "numbers are shown with nine digits or more",
        arguments: [
            (1, "TC000000018"), (2, "TC000000026"), (99_999_999, "TC999999998"),
            (100_000_000, "TC1000000008"),
        ] as [(Int64, String)])
    func shown(number: Int64, text: String) {
        #expect(ClaimID(number: number).text == text)
        #expect(ClaimID(text: text) == ClaimID(number: number))
    }

    @Test("a shown number is read back, and a bare place too")
    func roundTrip() {
        for number in [Int64](1...500) + [12_345_678, 999_999_999_999] {
            let id = ClaimID(number: number)
            #expect(ClaimID(text: id.text) == id)
            #expect(ClaimID(text: String(number)) == id)
        }
    }

    @Test("one mistyped digit is always noticed, and every swap but 09 and 90")
    func mistyped() {
        for number in [Int64(1), 42, 12_345_678, 90_909_090, 123_456_789_012] {
            let characters = Array(ClaimID(number: number).text)
            for place in 2..<characters.count {
                for digit in "0123456789" where digit != characters[place] {
                    var changed = characters
                    changed[place] = digit
                    #expect(ClaimID(text: String(changed)) == nil)
                }
                guard place + 1 < characters.count, characters[place] != characters[place + 1],
                    Set([characters[place], characters[place + 1]]) != ["0", "9"]
                else { continue }
                var swapped = characters
                swapped.swapAt(place, place + 1)
                #expect(ClaimID(text: String(swapped)) == nil, "\(String(swapped))")
            }
        }
    }

    @Test(
        "what is no number is none",
        arguments: [
            "", "TC", "TC0", "TC18", "tc000000018", "TC00000001", "TC000000000", "0", "-1",
            "TC-00000018", "TC+00000018", "+1", "1.0", " 1", "TC00000001８", "99999999999999999999",
            "TC99999999999999999999", "TCTC000000018", "1e3",
        ])
    func refused(text: String) {
        #expect(ClaimID(text: text) == nil, "\(text)")
    }
}
