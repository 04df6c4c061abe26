import ArgumentParser

/// Policy packs: list, show, check, test.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: say("政策包：列出、查看、检查、跑案例", "Policy packs: list, show, check, test"),
        discussion: say(
            "政策包把通知写成数据：每个取值都注明条款和可信度。\n示例：tradein policy show cn-appliance-2026",
            "A pack is a notice written as data; every value names its article and its mark.\n"
                + "Example: tradein policy show cn-appliance-2026"),
        subcommands: [
            PolicyListCommand.self, PolicyShowCommand.self, PolicyCheckCommand.self,
            PolicyTestCommand.self, PolicyEvaluateCommand.self,
        ])
}
