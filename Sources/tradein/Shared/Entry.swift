import ArgumentParser
import FileExchange
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Starts the program, and is the edge where what the world did wrong is told.
///
/// Exit codes: 0 done, 1 refused or findings, 64 usage, 70 fault.
@main
enum Entry {
    static func main() {
        do {
            var command = try TradeIn.parseAsRoot()
            try command.run()
            try SavedTables.finish()
        } catch {
            leave(saved(error))
        }
    }

    /// Findings and refusals are what a table is saved for; after any other end nothing remains.
    private static func saved(_ error: any Error) -> any Error {
        guard let code = error as? ExitCode, code.rawValue == 1 else {
            SavedTables.abandon()
            return error
        }
        do {
            try SavedTables.finish()
            return error
        } catch {
            SavedTables.abandon()
            return error
        }
    }

    private static func leave(_ error: any Error) -> Never {
        Output.flush()
        if let known = message(of: error) {
            Output.complain(known)
            exit(70)
        }
        if let code = error as? ExitCode { exit(code.rawValue) }
        let code = TradeIn.exitCode(for: error)
        let text = Help.translated(TradeIn.fullMessage(for: error))
        if code == .success {
            print(text)
        } else {
            Output.complain(text)
        }
        exit(code.rawValue)
    }

    private static func message(of error: any Error) -> String? {
        switch error {
        case let failure as LedgerFailure: failure.message[Language.current]
        case let failure as BackupFailure: failure.message[Language.current]
        case let fault as FileFault: fault.message[Language.current]
        case let faults as PackFaults:
            faults.faults.map { $0.text(in: Language.current) }.joined(separator: "\n")
        case is any LocalizedError & CustomStringConvertible: nil
        default: TradeIn.exitCode(for: error).rawValue == 1 ? describe(error) : nil
        }
    }

    private static func describe(_ error: any Error) -> String? {
        if error is ExitCode || error is CleanExit { return nil }
        return say("出现故障：", "A fault: ") + String(describing: error)
    }
}

extension Language {
    /// The language asked for: `--lang`, else `TRADEIN_LANG`, else English where the locale
    /// is English, else Chinese.
    static let current: Language = {
        let arguments = CommandLine.arguments
        for (place, argument) in arguments.enumerated() {
            if argument.hasPrefix("--lang=") {
                return Language(rawValue: String(argument.dropFirst(7))) ?? .zh
            }
            if argument == "--lang", place + 1 < arguments.count {
                return Language(rawValue: arguments[place + 1]) ?? .zh
            }
        }
        let environment = ProcessInfo.processInfo.environment
        if let asked = environment["TRADEIN_LANG"].flatMap(Language.init(rawValue:)) {
            return asked
        }
        let locale =
            environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("en") ? .en : .zh
    }()
}

/// The text in the current language.
func say(_ zh: String, _ en: String) -> String { Language.current == .zh ? zh : en }
