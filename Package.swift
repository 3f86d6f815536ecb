// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors where THREADSWEEP_STRICT is set (the CI sets it), so that a newer compiler's new
/// warning never keeps a user from building.
let strict: [SwiftSetting] =
  Context.environment["THREADSWEEP_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// The modules, from the ground floor up: each imports only what stands above it in this list.
let modules: [(name: String, dependencies: [Target.Dependency])] = [
  ("ByteReading", []),
  ("CompoundFiles", ["ByteReading"]),
  ("MailModel", [crypto]),
  ("OutlookItems", ["ByteReading", "CompoundFiles", "MailModel"]),
  ("PersonalStorage", ["ByteReading", "OutlookItems", "CZlib"]),
  (
    "MailArchives", ["ByteReading", "CompoundFiles", "MailModel", "OutlookItems", "PersonalStorage", "CZlib"]
  ),
  ("MailParsing", ["MailModel", "OutlookItems"]),
  ("Conversations", ["MailModel"]),
  ("AttachmentInspection", ["ByteReading", "CompoundFiles", "MailModel", "CZlib", crypto, cryptoExtras]),
  (
    "YaraRules",
    ["MailModel", "AttachmentInspection", .target(name: "CYARA", condition: .when(traits: ["YARA"]))]
  ),
  ("HijackDetection", ["MailModel", "Conversations", "AttachmentInspection"]),
  (
    "CaseStore",
    ["MailModel", "MailArchives", "Conversations", "AttachmentInspection", "HijackDetection", "CZlib", grdb]
  ),
  (
    "SweepPipeline",
    [
      "CFlightRecorder", "MailModel", "OutlookItems", "MailArchives", "MailParsing", "Conversations",
      "AttachmentInspection", "YaraRules", "HijackDetection", "CaseStore", yams,
    ]
  ),
  ("FindingExport", ["MailModel", "Conversations", "AttachmentInspection", "HijackDetection", "CaseStore", crypto]),
  (
    "EvidenceBag",
    ["MailModel", "MailArchives", "MailParsing", "AttachmentInspection", "CaseStore", "FindingExport", "CZlib"]
  ),
  ("TriageReport", ["MailModel", "HijackDetection", "CaseStore"]),
]

/// Libraries by which tests hold a module against another implementation, where the package's traits ask for it.
let opinions: [String: [Target.Dependency]] = [
  "PersonalStorage": [.target(name: "CPFF", condition: .when(traits: ["PST"])), "MailModel"]
]

let package = Package(
  name: "threadsweep",
  platforms: [.macOS(.v15)],
  products: modules.map { .library(name: $0.name, targets: [$0.name]) } + [
    .executable(name: "threadsweep", targets: ["threadsweep"])
  ],
  traits: [
    .trait(
      name: "PST",
      description: "Outlook data files are read by libpff too, in tests: both readers have to find the same."),
    .trait(
      name: "YARA",
      description: "Users' own YARA rules are held against attachments and mail, by libyara."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CAllocator"),
    .target(name: "CFlightRecorder"),
    .systemLibrary(
      name: "CPFF", pkgConfig: "libpff", providers: [.apt(["libpff-dev", "libbfio-dev"]), .brew(["libpff"])]),
    .systemLibrary(name: "CYARA", pkgConfig: "yara", providers: [.apt(["libyara-dev"]), .brew(["yara"])]),
  ]
    + modules.map { .target(name: $0.name, dependencies: $0.dependencies, swiftSettings: strict) }
    + [
      .target(name: "MailTestSupport", dependencies: ["CompoundFiles", "MailModel"], swiftSettings: strict),
      .executableTarget(
        name: "threadsweep",
        dependencies: [
          "CAllocator", "MailModel", "MailArchives", "AttachmentInspection", "YaraRules", "HijackDetection",
          "CaseStore",
          "SweepPipeline", "FindingExport", "EvidenceBag", "TriageReport", arguments,
        ],
        swiftSettings: strict),
    ]
    + modules.map {
      // What a module imports its tests import too; what is not declared is not rebuilt when it changes.
      .testTarget(
        name: $0.name + "Tests",
        dependencies: $0.dependencies + [.init(stringLiteral: $0.name), "MailTestSupport"] + (opinions[$0.name] ?? []),
        swiftSettings: strict)
    }
    + [
      .testTarget(
        name: "threadsweepTests", dependencies: ["threadsweep", "MailTestSupport"], swiftSettings: strict)
    ],
  swiftLanguageModes: [.v6]
)
