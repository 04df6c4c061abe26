import Testing
import TradeInCore

@Suite("Personal values are never shown whole")
struct IdentifiersMaskingTests {
    @Test("each kind of value has its mask")
    func masks() {
        #expect(Masking.residentID("370899196302140014") == "370899********0014")
        #expect(Masking.phone("13800138000") == "138****8000")
        #expect(Masking.account("6222000000000001234") == "**** 1234")
        #expect(Masking.name("张三") == "张*")
        #expect(Masking.name("欧阳小明") == "欧*")
        #expect(Masking.name("𠮷田") == "𠮷*")
        #expect(Masking.vin("LZZTEST16SA000001") == "LZZ**********0001")
        #expect(Masking.plate("鲁H12345") == "鲁H***45")
        #expect(Masking.plate("鲁HD12345") == "鲁H****45")
    }

    @Test("a value of unusual length shows at most a quarter at each end")
    func unusual() {
        #expect(Masking.residentID("37089919630214001") == "3708*********4001")
        #expect(Masking.residentID("123") == "***")
        #expect(Masking.phone("1380013800") == "13******00")
        #expect(Masking.account("1234567") == "****")
        #expect(Masking.name("张") == "*")
        #expect(Masking.vin("LZZ") == "***")
        #expect(Masking.plate("H1") == "**")
        #expect(Masking.other("12345678") == "12****78")
    }

    @Test("an empty value stays empty")
    func empty() {
        let masks = [
            Masking.residentID, Masking.phone, Masking.account, Masking.name, Masking.vin,
            Masking.plate, Masking.other,
        ]
        for mask in masks { #expect(mask("") == "") }
    }

    @Test("control characters do not get through, and a long value does not flood a message")
    func hostile() {
        #expect(Masking.name("\u{1B}[31m") == "**")
        #expect(Masking.residentID("\u{1B}[31m<b>9196302140") == "**31m*********2140")
        #expect(Masking.residentID(String(repeating: "9", count: 5000)).count == 22)
    }

    @Test("every personal column is masked and no other is", arguments: ClaimField.allCases)
    func columns(field: ClaimField) {
        let value = "鲁ABCD567890EFGHIJ"
        let isHidden = !Masking.value(value, of: field).contains("D567890E")
        #expect(isHidden == field.isPersonal)
    }
}
