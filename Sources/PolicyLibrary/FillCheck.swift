import TradeInCore

/// Whether the figures of a cases file fit the holes of its template, one for each.
struct FillCheck {
    let files: PackFiles
    let source: PackSource
    let file: PackCaseFile

    private var fills: [[String: [PlacedText]]] { [file.fill] + file.cases.map(\.fill) }

    func faults() -> [PackFault] {
        var faults: [PackFault] = []
        var open = Set<String>()
        for parameter in source.parameters {
            guard let kind = parameter.values.compactMap(\.fill).first else { continue }
            open.insert(parameter.name.text)
            let texts = fills.flatMap { $0[parameter.name.text] ?? [] }
            if let text = texts.first(where: { !Self.isOfKind($0.text, kind) }) {
                faults.append(unfit(text, parameter.name.text, kind))
            } else if file.fill[parameter.name.text] == nil, source.isTemplate {
                faults.append(missing(parameter.name.text))
            }
        }
        for fill in fills {
            for (name, texts) in fill.sorted(by: { $0.key < $1.key }) where !open.contains(name) {
                if let text = texts.first { faults.append(unknown(name, text)) }
            }
        }
        return faults
    }

    private static func isOfKind(_ text: String, _ kind: PackSource.FillKind) -> Bool {
        switch kind {
        case .money: text.hasSuffix(" yuan")
        case .rate: Rate(percentText: text) != nil
        case .day: (try? Day.parse(text).get()) != nil
        case .integer: Int64(text) != nil
        case .classes: true
        }
    }

    private func unfit(
        _ text: PlacedText, _ name: String, _ kind: PackSource.FillKind
    ) -> PackFault {
        fault(
            text.line, text.column, "fill-unfit",
            zh:
                "“\(name)”应填\(kind.rawValue)，见到“\(Wording.shown(text.text))”。金额写“1500.00 yuan”，比例写“15%”。",
            en: "\(name) takes a \(kind.rawValue); found \(Wording.shown(text.text)). "
                + "Write money as 1500.00 yuan, a rate as 15%.")
    }

    private func missing(_ name: String) -> PackFault {
        fault(
            1, 1, "fill-missing",
            zh: "模板的“\(name)”留空，案例文件的fill没有给出试算用的取值。请补上。",
            en:
                "The template leaves \(name) open, and fill gives no figure to try it with. Add one."
        )
    }

    private func unknown(_ name: String, _ text: PlacedText) -> PackFault {
        fault(
            text.line, text.column, "fill-unknown",
            zh: "政策包没有名为“\(Wording.shown(name))”的待填取值。请核对名称。",
            en: "The pack leaves no value named \(Wording.shown(name)) open. Check the name.")
    }

    private func fault(
        _ line: Int, _ column: Int, _ code: String, zh: String, en: String
    ) -> PackFault {
        PackFault(
            file: files.casesName, line: line, column: column, code: code,
            message: LocalizedText(zh: zh, en: en))
    }
}
