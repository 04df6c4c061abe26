import TradeInCore

/// What a workbook says of itself before its sheets: where its parts are, and how days are counted.
///
/// Source: ECMA-376 part 1, 18.2 (workbook) and part 2, 9 (relationships).
struct WorkbookParts {
    /// A sheet of rows.
    struct Sheet {
        var name: String
        var isHidden: Bool
        var entry: ZipEntry
    }

    let sheets: [Sheet]
    /// Whether day 0 is 1904-01-01, as early Macintosh programs counted.
    let countsFrom1904: Bool
    let styles: CellStyles
    let strings: SharedStrings

    /// The most bytes of a part that is held in memory.
    private static let smallLimit = 16 << 20
    private static let stringsLimit = 256 << 20

    /// Reads all parts but the sheets.
    init(_ archive: ZipArchive) throws(WorkbookFault) {
        let main = try Self.mainPart(of: archive)
        let list = SheetListHandler()
        try Self.read(main, list, limit: Self.smallLimit)
        countsFrom1904 = list.countsFrom1904
        let relations = try Self.relations(of: main, in: archive)
        var styles = CellStyles()
        var strings = SharedStrings()
        var seen: Set<String> = []
        for relation in relations.ordered where !relation.isExternal {
            guard ["styles", "sharedStrings"].contains(relation.kind) else { continue }
            // Which of two would be read is nowhere said.
            guard seen.insert(relation.kind).inserted else { throw .refused(Self.twice) }
            guard let entry = try archive.entry(relation.target) else { continue }
            if relation.kind == "styles" {
                let handler = CellStylesHandler()
                try Self.read(entry, handler, limit: Self.smallLimit)
                styles = handler.styles
            } else {
                let handler = SharedStringsHandler()
                try Self.read(entry, handler, limit: Self.stringsLimit)
                strings = handler.strings
            }
        }
        self.styles = styles
        self.strings = strings
        sheets = try Self.sheets(list, relations, archive)
    }

    private static func read(
        _ entry: ZipEntry, _ handler: XMLHandler, limit: Int
    ) throws(WorkbookFault) {
        let reader = try XMLReader(entry, limit: limit, handler: handler)
        while try reader.run() {}
    }

    private static func sheets(
        _ list: SheetListHandler, _ relations: RelationsHandler,
        _ archive: ZipArchive
    ) throws(WorkbookFault) -> [Sheet] {
        var sheets: [Sheet] = []
        for sheet in list.sheets {
            guard let relation = relations.relations[sheet.relation] else {
                throw .refused(WorkbookFindings.damaged(sheet.name, Self.missing))
            }
            if relation.isExternal {
                throw .refused(
                    WorkbookFindings.unsafe(
                        LocalizedText(zh: "指向外部文件的工作表", en: "a sheet that lies elsewhere")))
            }
            // Chart and dialogue sheets have no rows.
            guard relation.kind == "worksheet" else { continue }
            guard let entry = try archive.entry(relation.target) else {
                throw .refused(WorkbookFindings.damaged(sheet.name, Self.missing))
            }
            guard !sheets.contains(where: { $0.entry.index == entry.index }) else {
                throw .refused(twice)
            }
            sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, entry: entry))
        }
        return sheets
    }

    private static let twice = WorkbookFindings.unsafe(
        LocalizedText(zh: "重复指向的部分", en: "parts that are named twice"))

    private static let missing = LocalizedText(zh: "缺少该部分", en: "the part is missing")

    private static func mainPart(of archive: ZipArchive) throws(WorkbookFault) -> ZipEntry {
        var target = "xl/workbook.xml"
        if let entry = try archive.entry("_rels/.rels") {
            let handler = RelationsHandler(folder: "")
            try read(entry, handler, limit: smallLimit)
            let main = handler.ordered.first { $0.kind == "officeDocument" }
            if let main, !main.isExternal { target = main.target }
        }
        if target.hasSuffix(".xml"), !target.hasPrefix("word/"), !target.hasPrefix("ppt/"),
            let entry = try archive.entry(target)
        {
            return entry
        }
        throw .refused(WorkbookFindings.other(try kind(of: archive, target)))
    }

    /// What an archive is that is no workbook of ours.
    private static func kind(
        of archive: ZipArchive, _ target: String
    ) throws(WorkbookFault) -> LocalizedText {
        if target.hasSuffix(".bin") {
            return LocalizedText(zh: "二进制工作簿（.xlsb）", en: "a binary workbook (.xlsb)")
        }
        if try archive.entry("word/document.xml") != nil {
            return LocalizedText(zh: "Word 文档", en: "a Word document")
        }
        if try archive.entry("content.xml") != nil {
            return LocalizedText(zh: "OpenDocument 文件（.ods）", en: "an OpenDocument file (.ods)")
        }
        return LocalizedText(zh: "压缩包", en: "a zip archive")
    }

    private static func relations(
        of main: ZipEntry, in archive: ZipArchive
    ) throws(WorkbookFault) -> RelationsHandler {
        let parts = main.name.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let name = (folder.isEmpty ? "" : folder + "/") + "_rels/" + (parts.last ?? "") + ".rels"
        let handler = RelationsHandler(folder: folder)
        if let entry = try archive.entry(name) { try read(entry, handler, limit: smallLimit) }
        return handler
    }
}

/// Reads `_rels/….rels`.
private final class RelationsHandler: XMLHandler {
    struct Relation {
        /// The last word of the type's address, the same in transitional and strict files.
        var kind: String
        var target: String
        var isExternal: Bool
    }

    var relations: [String: Relation] = [:]
    /// In the order of the file.
    var ordered: [Relation] = []
    private let folder: String

    init(folder: String) { self.folder = folder }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"]
        else { return }
        let relation = Relation(
            kind: type.split(separator: "/").last.map(String.init) ?? "",
            target: resolved(target), isExternal: attributes["TargetMode"] == "External")
        relations[id] = relation
        ordered.append(relation)
    }

    /// A target as the name of an entry: from the root when it begins with a slash.
    private func resolved(_ target: String) -> String {
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}

/// Reads the list of sheets in `workbook.xml`.
private final class SheetListHandler: XMLHandler {
    var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    var countsFrom1904 = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "workbookPr" { countsFrom1904 = attributes.flag("date1904") }
        guard name == "sheet", let id = attributes["id"] else { return }
        let state = attributes["state"] ?? "visible"
        sheets.append((attributes["name"] ?? "", id, state != "visible"))
    }
}
