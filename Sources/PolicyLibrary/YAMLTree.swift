import TradeInCore
import Yams

/// Parses a YAML file into nodes that have places and no surprises.
enum YAMLTree {
    /// The root of a file, or nil when it has faults.
    static func root(of text: String, _ faults: inout FaultList) -> Node? {
        do {
            let body = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
            guard let root = try compose(yaml: String(body), .basic, .default, .utf8) else {
                faults.add(
                    .start, "yaml-empty", zh: "文件是空的。请按格式说明填写。",
                    en: "The file is empty. Write it as the format describes.")
                return nil
            }
            let before = faults.faults.count
            check(root, level: 1, &faults)
            return faults.faults.count == before ? root : nil
        } catch let error as YamlError {
            report(error, text, &faults)
        } catch {
            syntax(.start, String(describing: error), &faults)
        }
        return nil
    }

    /// Depth, anchors and tags of a node and of all below it.
    private static func check(_ node: Node, level: Int, _ faults: inout FaultList) {
        guard level <= YAMLGuard.mostLevels else { return YAMLGuard.tooDeep(node.place, &faults) }
        if node.anchor != nil { return YAMLGuard.anchor(node.place, &faults) }
        if !plainTags.contains(node.tag.rawValue) { tag(node, &faults) }
        switch node {
        case .scalar: break
        case .sequence(let items):
            for item in items { check(item, level: level + 1, &faults) }
        case .mapping(let pairs):
            for (key, value) in pairs {
                check(key, level: level + 1, &faults)
                check(value, level: level + 1, &faults)
            }
        case .alias: YAMLGuard.anchor(node.place, &faults)
        }
    }

    private static let plainTags: Set<String> = [
        "", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq",
    ]

    private static func tag(_ node: Node, _ faults: inout FaultList) {
        let tag = Wording.shown(node.tag.rawValue)
        faults.add(
            node.place, "yaml-tag",
            zh: "YAML把“\(tag)”读作标签。以!开头的表达式请加单引号：'!has(…)'。",
            en:
                "YAML reads \(tag) as a tag. Put an expression that starts with ! in single quotes: "
                + "'!has(…)'.")
    }

    private static func report(_ error: YamlError, _ text: String, _ faults: inout FaultList) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            syntax(mark.place, problem, &faults)
        case .composer(_, "found undefined alias", let mark, _):
            YAMLGuard.anchor(mark.place, &faults)
        case .composer(_, let problem, let mark, _): syntax(mark.place, problem, &faults)
        case .reader(let problem, let offset, _, _):
            let head = text.prefix(offset ?? 0)
            let line = head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            syntax(
                FilePlace(line: max(1, line.count), column: (line.last?.count ?? 0) + 1), problem,
                &faults)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.prefix(5).map(Wording.shown).joined(separator: ", ")
            faults.add(
                context.mark.place, "key-repeated", zh: "同一层中重复出现：\(names)。每个键只能写一次。",
                en: "Written more than once in one mapping: \(names). Write each key once.")
        default: syntax(.start, String(describing: error), &faults)
        }
    }

    private static func syntax(_ place: FilePlace, _ problem: String, _ faults: inout FaultList) {
        faults.add(
            place, "yaml-syntax",
            zh: "不是正确的YAML（\(problem)）。请检查缩进、引号和冒号后的空格。",
            en: "This is not YAML: \(problem). Check indents, quotes and the blank after a colon.")
    }
}

extension Mark {
    /// The same place.
    var place: FilePlace { FilePlace(line: line, column: column) }
}

extension Node {
    /// Where the node starts.
    var place: FilePlace { mark?.place ?? .start }
}
