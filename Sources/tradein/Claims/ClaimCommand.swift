import ArgumentParser

/// Claims: decide, register, list, show.
struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: say("申领：判定、登记、查询", "Claims: decide, register, look up"),
        discussion: say(
            "示例：tradein claim determine 申领.csv", "Example: tradein claim determine claims.csv"),
        subcommands: [
            ClaimDetermineCommand.self, ClaimImportCommand.self, ClaimListCommand.self,
            ClaimShowCommand.self, ClaimSupplementCommand.self, ClaimWithdrawCommand.self,
            ClaimHistoryCommand.self, ClaimContextCommand.self,
            ClaimReportReturnCommand.self, ClaimClawbackCommand.self,
            ClaimRecoverCommand.self, ClaimConvertCommand.self, ClaimTemplateCommand.self,
            ClaimAttachCommand.self, ClaimPapersCommand.self,
        ])
}
