import Testing
import TradeInCore

@Suite("Check characters catch what their standards promise")
struct IdentifiersErrorDetectionTests {
    private static let digits = Array("0123456789")
    private static let codeLetters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let vinLetters = Array("0123456789ABCDEFGHJKLMNPRSTUVWXYZ")

    /// Each text that differs from `text` in one character, with place and character.
    private func substitutions(
        of text: String, by letters: [Character]
    ) -> [(place: Int, letter: Character, text: String)] {
        let characters = Array(text)
        return characters.indices.flatMap { place in
            letters.filter { $0 != characters[place] }.map { letter in
                var changed = characters
                changed[place] = letter
                return (place, letter, String(changed))
            }
        }
    }

    /// Each text with two different neighbours swapped.
    private func swaps(of text: String) -> [(left: Character, right: Character, text: String)] {
        let characters = Array(text)
        return characters.indices.dropLast().compactMap { place in
            guard characters[place] != characters[place + 1] else { return nil }
            var changed = characters
            changed.swapAt(place, place + 1)
            return (characters[place], characters[place + 1], String(changed))
        }
    }

    @Test(
        "every wrong character and every swap of neighbours in a resident ID is caught",
        arguments: ["11010519491231002X", "370899196302140014", "370899198802290245"])
    func residentID(id: String) {
        for wrong in substitutions(of: id, by: Self.digits + ["X"]) {
            #expect(ResidentID.check(wrong.text) != nil, "\(wrong.text)")
        }
        for swap in swaps(of: id) { #expect(ResidentID.check(swap.text) != nil, "\(swap.text)") }
    }

    @Test(
        "every wrong character and every swap of neighbours in a credit code is caught",
        arguments: ["91350100M000100Y43", "91370899MA0000015Y", "91370899MAC1D2E3XT"])
    func creditCode(code: String) {
        for wrong in substitutions(of: code, by: Self.codeLetters) {
            #expect(CreditCode.check(wrong.text) != nil, "\(wrong.text)")
        }
        for swap in swaps(of: code) { #expect(CreditCode.check(swap.text) != nil, "\(swap.text)") }
    }

    @Test(
        "every wrong digit under Luhn is caught, and every swap but 09 and 90",
        arguments: [
            (IMEI.check, "490154203237518"), (IMEI.check, "860000000000017"),
            (BankCard.check, "6222000000000000012"), (BankCard.check, "6222090000000000"),
        ] as [(@Sendable (String) -> IdentifierFault?, String)])
    func luhn(check: @Sendable (String) -> IdentifierFault?, number: String) {
        #expect(check(number) == nil)
        for wrong in substitutions(of: number, by: Self.digits) {
            #expect(check(wrong.text) != nil, "\(wrong.text)")
        }
        for swap in swaps(of: number) {
            let isKnownMiss = Set([swap.left, swap.right]) == ["0", "9"]
            #expect((check(swap.text) == nil) == isKnownMiss, "\(swap.text)")
        }
    }

    @Test(
        "every wrong digit in a bar code is caught, and every swap but of digits five apart",
        arguments: ["6291041500213", "7622200004607", "6900000000014", "6979999999999"])
    func gtin(number: String) {
        for wrong in substitutions(of: number, by: Self.digits) {
            #expect(GTIN13.check(wrong.text) != nil, "\(wrong.text)")
        }
        for swap in swaps(of: number) {
            let left = swap.left.wholeNumberValue ?? 0
            let right = swap.right.wholeNumberValue ?? 0
            #expect((GTIN13.check(swap.text) == nil) == (abs(left - right) == 5), "\(swap.text)")
        }
    }

    /// The letters and digits that count alike in a VIN, written down apart from the code.
    private static let alike = [
        "0", "1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ",
    ]

    @Test(
        "a wrong VIN character is missed only when it counts the same, and never digit for digit",
        arguments: ["1M8GDM9AXKP042788", "WDBEA30D3HA391172", "LZZTEST16SA000001"])
    func vin(vin: String) {
        let characters = Array(vin)
        for wrong in substitutions(of: vin, by: Self.vinLetters) {
            let countsAlike =
                wrong.place != 8
                && Self.alike.contains {
                    $0.contains(characters[wrong.place]) && $0.contains(wrong.letter)
                }
            #expect((VIN.check(wrong.text) == nil) == countsAlike, "\(wrong.text)")
            let bothDigits = characters[wrong.place].isNumber && wrong.letter.isNumber
            #expect(!(bothDigits && countsAlike), "\(wrong.text)")
        }
    }

    @Test("the check character that a fault asks for makes the identifier good")
    func expectedCharacterIsRight() {
        let cases: [(@Sendable (String) -> IdentifierFault?, String)] = [
            (ResidentID.check, "37089919950601333"), (CreditCode.check, "91370899MA0000015"),
            (GTIN13.check, "690123456789"), (IMEI.check, "35000000000042"),
            (BankCard.check, "622200000000000001"),
        ]
        for (check, stem) in cases {
            let accepted = Self.codeLetters.filter { check(stem + String($0)) == nil }
            #expect(accepted.count == 1, "\(stem)")
            for letter in Self.digits where !accepted.contains(letter) {
                guard let good = accepted.first else { continue }
                let fault = check(stem + String(letter))
                #expect(fault == .checkCharacter(expected: String(good)))
            }
        }
    }
}
