import PolicyLibrary
import TradeInCore

/// Packs as commands that propose them to a ledger.
public enum PackProposal {
    /// One command for each pack that decides, its notice beside it; templates stay outside.
    public static func commands(_ packs: [PolicyPack], _ files: [PackFiles]) -> [LedgerCommand] {
        packs.filter { !$0.source.isTemplate }.map { pack in
            let notice = files.first { isFile($0, of: pack) }?.notice ?? []
            return .proposePack(KeptPack(pack, notice: String(decoding: notice, as: UTF8.self)))
        }
    }

    /// Whether these are the files of a pack.
    public static func isFile(_ files: PackFiles, of pack: PolicyPack) -> Bool {
        Array(pack.source.text.utf8) == files.yaml
    }

    /// The newest kept version of a pack's identifier, where the pack is older than it.
    ///
    /// A version that the ledger has with this very text was proposed before; with another
    /// text the ledger itself refuses it, and says so better.
    public static func newer(
        than pack: PolicyPack, in standings: [PackStanding]
    ) -> PackStanding? {
        let kept = standings.filter { $0.identifier == pack.identifier }
        let version = pack.source.version
        guard !pack.source.isTemplate, !kept.contains(where: { $0.version == version }) else {
            return nil
        }
        let newest = kept.max { LedgerMachine.isVersion($1.version, after: $0.version) }
        return newest.flatMap { LedgerMachine.isVersion(version, after: $0.version) ? nil : $0 }
    }

    /// Says that a newer version stands in the way of a pack.
    public static func outdated(_ pack: PolicyPack, by kept: PackStanding) -> LocalizedText {
        let (name, version) = (pack.identifier, pack.source.version)
        return LocalizedText(
            zh: "账本中已有 \(name) \(kept.version)（\(kept.state.title.zh)），\(version)不比它新，不能提交。请提高版本号。",
            en:
                "The ledger has \(name) \(kept.version) (\(kept.state.title.en)); \(version) is not "
                + "newer and is not proposed. Raise the version.")
    }

    /// Says that a pack is a template; nil when it is none.
    public static func template(_ pack: PolicyPack) -> LocalizedText? {
        guard pack.source.isTemplate else { return nil }
        let open = pack.source.parameters.filter { $0.values.contains { $0.fill != nil } }
            .map(\.name.text).joined(separator: " ")
        return LocalizedText(
            zh: "“\(pack.identifier)”是模板，还有取值没有填：\(open)。请另起标识复制一份，填好后再提交。",
            en: "\(pack.identifier) is a template; still to be filled in are: \(open). "
                + "Copy it under another identifier, fill it in and propose that.")
    }

    /// Says that a pack could never decide a county's claims; nil when it could.
    public static func foreign(_ pack: PolicyPack, to countyCode: String) -> LocalizedText? {
        let place = pack.source.place
        guard place != "CN", !countyCode.hasPrefix(place) else { return nil }
        return LocalizedText(
            zh: "“\(pack.identifier)”的地区是\(place)，不适用于本账本所在县（\(countyCode)）。",
            en: "\(pack.identifier) is for place \(place), not for this ledger's county "
                + "(\(countyCode)).")
    }

    /// Whether a text can stand in the log as the place where a value was found.
    public static func isReference(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.contains { !$0.isWhitespace }
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            }
    }
}
