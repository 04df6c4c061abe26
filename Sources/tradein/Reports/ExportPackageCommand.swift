import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Gives out claims and tallies as a Frictionless data package, without personal data.
struct ExportPackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: say(
            "导出申领数据包（Frictionless，不含个人信息）",
            "Give out claims as a Frictionless data package without personal data"),
        discussion: say(
            """
            文件夹内为 datapackage.json、claims.csv（与 export claims 同）和 tallies.csv。每列的类型、含义和取值
            范围写在 datapackage.json 里，另有文件的字节数和SHA-256、截至时间、日志条数和根。
            账不相符时不导出。文件夹须尚不存在。
            示例：tradein export package 申领数据包 && frictionless validate 申领数据包/datapackage.json
            """,
            """
            The folder holds datapackage.json, claims.csv (as export claims) and tallies.csv. \
            What each column is and may hold stands in datapackage.json, with the files' bytes and \
            SHA-256, the time, and the log's size and root. Nothing is given out while the books do \
            not agree. The folder must not be there yet.
            Example: tradein export package claims && frictionless validate claims/datapackage.json
            """))

    @Argument(help: ArgumentHelp(say("写成此文件夹", "The folder to make")))
    var folder: String

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard folder.isEmpty else { return }
        throw ValidationError(say("请写明文件夹。", "Name the folder."))
    }

    func run() throws {
        let asOf = options.context().now
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        guard AtomicFolder.isFree(folder) else {
            Output.complain(
                say(
                    "“\(folder)”已经存在，没有改动。请换一个文件夹名，或先移走它。",
                    "\(folder) is there already and was left as it is. Choose another folder, or move it "
                        + "away first."))
            throw ExitCode(1)
        }
        let made = try AtomicFolder(folder)
        let (package, claims, banner) = try ClaimPackage.write(store, to: made.path, asOf: asOf)
        try WholeFile.write(package.json + [0x0A], to: made.path + "/datapackage.json")
        try made.finish()
        try store.close()
        Terminal.paragraph(
            say(
                "已写出 \(folder)：\(claims)行申领；截至\(asOf.countyText)，"
                    + "日志\(package.checkpoint?.size ?? 0)条。",
                "Wrote \(folder): \(claims) rows of claims; as of \(asOf.countyText), "
                    + "log of \(package.checkpoint?.size ?? 0) entries."))
        Output.flush()
        if let line = banner.line { Output.complain(line) }
    }
}
