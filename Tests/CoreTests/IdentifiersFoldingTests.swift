import Testing
import TradeInCore

@Suite("Spellings of one text are brought to one form")
struct IdentifiersFoldingTests {
    @Test(
        "a text is folded to half width and trimmed",
        arguments: [
            ("", ""), (" ", ""), ("\u{3000}\u{FEFF} ", ""), ("ABC 1-2", "ABC 1-2"),
            ("ＡＢＣ１２３", "ABC123"), ("ａｂｃ～！", "abc~!"), ("　张三　", "张三"),
            ("\u{FEFF}张三\u{200B}", "张三"), ("张\u{200B}三", "张三"), ("\u{A0}A\u{A0}B\u{A0}", "A B"),
            ("\tA\tB\r\n", "A\tB"), ("金乡县　胡集镇", "金乡县 胡集镇"), ("￥１，０００", "￥1,000"),
            ("\u{202E}ABC\u{202C}", "ABC"), ("山东省（济宁）", "山东省(济宁)"),
        ])
    func folding(text: String, folded: String) {
        #expect(TextFolding.folded(text) == folded)
        #expect(TextFolding.folded(folded) == folded)
    }

    @Test(
        "a key ignores case, width, blanks and separators",
        arguments: [
            ("SN-001_a.b/c", "SN001ABC"), ("ｓｎ 001ABC", "SN001ABC"), ("SN001ABC", "SN001ABC"),
            ("", ""), ("- _ . /", ""), ("海尔-BCD–500", "海尔BCD500"), ("\u{A0}a\u{200B}b ", "AB"),
            ("a+b", "A+B"),
        ])
    func keys(text: String, key: String) {
        #expect(TextFolding.key(text) == key)
        #expect(TextFolding.key(key) == key)
    }

    @Test("texts that look alike have one look-alike key, and others have not")
    func lookAlikes() {
        for text in ["SOIL-01", "S0IL 01", "s01lOI", "SO1IO1"] {
            #expect(TextFolding.lookAlike(text) == "S01101")
        }
        #expect(TextFolding.lookAlike("501L01") == "501101")
        #expect(TextFolding.lookAlike("") == "")
        #expect(TextFolding.lookAlike("ABC") == "ABC")
    }

    @Test("identifiers are normalised and then pass")
    func normalised() {
        #expect(ResidentID.normalise(" 370899 19700101 019x ") == "37089919700101019X")
        #expect(ResidentID.normalise("３７０８９９１９７００１０１０１９ｘ") == "37089919700101019X")
        #expect(CreditCode.normalise("91370899-ma000001-5y") == "91370899MA0000015Y")
        #expect(VIN.normalise("lzztest1 6sa000001") == "LZZTEST16SA000001")
        #expect(BankCard.normalise("6222 0000 0000 0000 012") == "6222000000000000012")
        #expect(IMEI.normalise("49-015420-323751-8") == "490154203237518")
        #expect(GTIN13.normalise("6 900000 000014") == "6900000000014")
        #expect(InvoiceNumber.normalise(" 1234 5678\t") == "12345678")
        #expect(RecyclingCertificate.normalise(" hs–730000-1323 ") == "HS-730000-1323")
    }

    @Test(
        "a plate is normalised without the dot after its city",
        arguments: ["鲁H·12345", "鲁H•12345", "鲁h.12345", "鲁 H-12345", "鲁Ｈ１２３４５", "鲁H12345"])
    func plates(plate: String) {
        #expect(Plate.normalise(plate) == "鲁H12345")
    }

    @Test(
        "a country code before a mobile number is dropped, and nothing else is",
        arguments: [
            ("+86 138-0013-8000", "13800138000"), ("8613800138000", "13800138000"),
            ("008613800138000", "13800138000"), ("138 0013 8000", "13800138000"),
            ("+1 2025550100", "+12025550100"), ("861380013800", "861380013800"),
            ("+8613800138000无", "+8613800138000无"), ("", ""),
        ])
    func mobiles(text: String, number: String) {
        #expect(Mobile.normalise(text) == number)
    }

    @Test("normalising never makes a letter into a digit that looks like it")
    func noGuessing() {
        #expect(VIN.normalise("LZZTEST16SAOOOOO1") == "LZZTEST16SAOOOOO1")
        #expect(VIN.check("LZZTEST16SAOOOOO1") == .characters(position: 12))
    }
}
