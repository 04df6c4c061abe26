import ArgumentParser

/// Policy packs: look, check, try, propose, activate.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: say("政策包：查看、检查、试算、提交、启用", "Policy packs: look, check, try, propose, activate"),
        discussion: say(
            "政策包把通知写成数据：每个取值都注明条款和可信度。\n示例：tradein policy show cn-appliance-2026",
            "A pack is a notice written as data; every value names its article and its mark.\n"
                + "Example: tradein policy show cn-appliance-2026"),
        subcommands: [
            PolicyListCommand.self, PolicyShowCommand.self, PolicyCheckCommand.self,
            PolicyTestCommand.self, PolicyEvaluateCommand.self, PolicyProposeCommand.self,
            PolicyActivateCommand.self, PolicyConfirmCommand.self, PolicyPreviewCommand.self,
        ])
}
