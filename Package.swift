// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in our own targets only; dependencies keep their own habits.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the house: a library target with our settings.
func room(
    _ name: String, uses dependencies: [Target.Dependency], path: String? = nil,
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path, resources: resources,
        swiftSettings: settings)
}

func tests(_ name: String, of dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let niossl = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbirdTesting = Target.Dependency.product(
    name: "HummingbirdTesting", package: "hummingbird")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "TradeInLedger",
    defaultLocalization: "zh-Hans",
    products: [
        .executable(name: "tradein", targets: ["tradein"]),
        .library(name: "TradeInCore", targets: ["TradeInCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "tradein",
            dependencies: [
                "TradeInCore", "PolicyLibrary", "FileExchange", "TradeInStore", "TradeInDesk",
                "TradeInServer", arguments,
            ],
            swiftSettings: settings),
        room(
            "TradeInServer",
            uses: [
                "TradeInCore", "TradeInStore", "FileExchange", "PolicyLibrary", "TradeInDesk",
                "CQRencode", hummingbird, hummingbirdTLS, niossl, mustache,
                logging,
            ], path: nil,
            resources: [.embedInCode("Templates"), .embedInCode("Assets")]),
        // libqrencode of the system (decision 0024).
        .systemLibrary(
            name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        room(
            "TradeInDesk",
            uses: ["TradeInCore", "TradeInStore", "FileExchange", "PolicyLibrary", cryptoExtras]),
        room("TradeInStore", uses: ["TradeInCore", "LedgerSchema", grdb, sqlite]),
        // libxlsxwriter of the system (decision 0019).
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        // libzip and expat of the system, to read workbooks (decision 0021).
        .systemLibrary(
            name: "CLibzip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(
            name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        room("FileExchange", uses: ["TradeInCore", "CXLSXWriter", "CLibzip", "CExpat"]),
        room(
            "PolicyLibrary", uses: ["TradeInCore", yams],
            resources: [.embedInCode("packs"), .embedInCode("plan")]),
        room(
            "LedgerSchema", uses: [], path: "Schema", resources: [.embedInCode("Migrations")]),
        room("TradeInCore", uses: [crypto]),
        // The money simulation: a model that shares no code with the core, and what drives both.
        room(
            "MoneySimulation", uses: ["TradeInCore", "PolicyLibrary"],
            path: "Tests/MoneySimulation"),
        .executableTarget(
            name: "simulation",
            dependencies: ["MoneySimulation", "TradeInCore", "PolicyLibrary", "TradeInStore"],
            path: "Tests/Simulation", swiftSettings: settings),
        tests("CoreTests", of: ["TradeInCore", "MoneySimulation"]),
        tests("PolicyTests", of: ["TradeInCore", "PolicyLibrary"]),
        tests(
            "FileExchangeTests", of: ["TradeInCore", "FileExchange", "PolicyLibrary", "CLibzip"]),
        tests(
            "StoreTests",
            of: ["TradeInCore", "PolicyLibrary", "FileExchange", "TradeInStore", grdb]),
        tests(
            "ServerTests",
            of: [
                "TradeInCore", "PolicyLibrary", "TradeInStore", "TradeInDesk", "TradeInServer",
                hummingbird, hummingbirdTesting, grdb,
            ]),
        tests("CommandTests", of: ["tradein", "TradeInCore", "TradeInStore", grdb]),
        tests("HouseTests", of: []),
    ],
    swiftLanguageModes: [.v6]
)
