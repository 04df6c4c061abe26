/// The argument parser's own words in the current language; it knows English only.
enum Help {
    private static let words: [(en: String, zh: String)] = [
        ("OVERVIEW: ", "说明："), ("USAGE: ", "用法："), ("Usage: ", "用法："), ("ARGUMENTS:", "参数："),
        ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："), ("Error: ", "错误："),
        ("Show help information.", "显示帮助。"), ("Show the version.", "显示版本。"),
        ("See '", "详见“"), ("' for detailed help.", "”。"),
        ("' for more information.", "”。"), ("(default: ", "(默认："), ("(values: ", "(可选："),
        ("<subcommand>", "<子命令>"),
        ("Missing expected argument", "缺少参数"), ("Unknown option", "没有这个选项"),
        ("Unexpected argument", "多余的参数"), ("Missing value for", "缺少取值"),
        ("Did you mean", "是否为"), ("is invalid for", "不适用于"), ("The value", "取值"),
    ]

    static func translated(_ text: String) -> String {
        guard say("zh", "en") == "zh" else { return text }
        return words.reduce(text) { $0.replacing($1.en, with: $1.zh) }
    }
}
