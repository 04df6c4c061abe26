/// A number plate of a private car.
///
/// Ordinary plates have seven characters: province, letter of the city and five letters
/// or digits. New-energy plates have eight: a small car's serial is a letter, a letter or
/// digit and four digits; a large one's is five digits and a letter. I and O are not used.
/// Plates for police, training, trailers and border traffic do not qualify and fail.
///
/// Source: GA 36-2018.
public enum Plate {
    private static let provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
        .unicodeScalars.map(\.value)
    private static let serials = Alphabet("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    private static let energyLetters = Alphabet("ABCDEFGHJK")

    /// The plate as it is checked and stored: half-width capitals without blanks, hyphens and dots.
    public static func normalise(_ text: String) -> String {
        let compact = TextFolding.compact(text)
        guard compact.unicodeScalars.contains(where: isDot) else { return compact }
        return TextFolding.rewritten(compact) { isDot($0) ? nil : $0 }
    }

    /// The dot after the city's letter, in the forms people type.
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "\u{B7}", "\u{2022}", "\u{2027}", "\u{22C5}", "\u{30FB}", "\u{FF65}": true
        default: false
        }
    }

    /// What is wrong with a normalised plate, or nil; positions count the province as 1.
    public static func check(_ text: String) -> IdentifierFault? {
        guard let province = text.unicodeScalars.first else { return .length(expected: "7/8") }
        guard provinces.contains(province.value) else { return .characters(position: 1) }
        let view = text.utf8
        return fault(in: view.span)?.explained(afterProvinceOf: text)
    }

    /// The fault behind the province, which takes three bytes, so place 3 is character 2.
    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count == 9 || bytes.count == 10 else { return .length(expected: "7/8") }
        for place in 3..<bytes.count {
            let value = serials[bytes[place]]
            guard value != Alphabet.absent, place > 3 || value > 9 else {
                return .characters(position: place - 1)
            }
        }
        return bytes.count == 10 ? energyFault(in: bytes) : nil
    }

    private static func energyFault(in bytes: Span<UInt8>) -> IdentifierFault? {
        let leading = energyLetters.contains(bytes[4])
        let digits = bytes.digits(from: leading ? 6 : 4)
        let wanted = leading ? 4 : 5
        guard digits >= wanted else {
            return .characters(position: (leading ? 6 : 4) + digits - 1)
        }
        return leading || energyLetters.contains(bytes[9]) ? nil : .characters(position: 8)
    }
}

extension IdentifierFault {
    /// The fault, or the first character outside ASCII behind a wrong count of bytes.
    fileprivate func explained(afterProvinceOf text: String) -> IdentifierFault {
        guard case .length = self else { return self }
        let rest = text.unicodeScalars.dropFirst()
        guard let place = rest.enumerated().first(where: { !$1.isASCII }) else { return self }
        return .characters(position: place.offset + 2)
    }
}
