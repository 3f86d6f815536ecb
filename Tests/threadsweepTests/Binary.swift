import Foundation
import MailTestSupport
import Testing

/// The built binary, run as a user runs it.
struct Binary {
  /// What a run printed, and how it ended.
  struct Run {
    var status: Int32
    var wasKilled: Bool
    var output: String
    var error: String

    /// The objects of a JSON Lines listing.
    func objects() throws -> [[String: Any]] {
      try output.split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
    }

    /// The object of a JSON document.
    func object() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
  }

  /// Where the package manager puts the binary: beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    var folder = bundle.deletingLastPathComponent()
    while folder.path.count > 1 {
      let candidate = folder.appendingPathComponent("threadsweep").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return "threadsweep"
  }()

  /// Runs the binary in `folder`; it is killed after `killAfter` seconds where that is given, counted from when
  /// `awaitedFile` is there; then `meanwhile` is done.
  static func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:], killAfter: Double? = nil,
    signal: Int32 = SIGKILL, awaitedFile: String? = nil, meanwhile: () throws -> Void = {}
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("THREADSWEEP_") }
    variables.merge(environment) { _, new in new }
    process.environment = variables
    let files = try TemporaryFolder()
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: files.write([], to: "out")))
    let error = try FileHandle(forWritingTo: URL(fileURLWithPath: files.write([], to: "err")))
    process.standardOutput = output
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 {
      guard let awaitedFile, !FileManager.default.fileExists(atPath: awaitedFile), process.isRunning else { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    try meanwhile()
    if let killAfter {
      Thread.sleep(forTimeInterval: killAfter)
      kill(process.processIdentifier, signal)
    }
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: files.path + "/out")), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: URL(fileURLWithPath: files.path + "/err")), as: UTF8.self))
  }
}

/// The truth about the demo's mailboxes, as their generator wrote it.
struct DemoTruth: Decodable {
  struct Message: Decodable {
    var messageID: String
    var kind: String
    var from: String?

    enum CodingKeys: String, CodingKey {
      case messageID = "message_id"
      case kind, from
    }
  }

  var hijacks: [Message]
  var benignNotable: [Message]
  var uniqueMessageIDs: Int
  var leakedMailbox: String

  enum CodingKeys: String, CodingKey {
    case hijacks
    case benignNotable = "benign_notable"
    case uniqueMessageIDs = "unique_message_ids"
    case leakedMailbox = "leaked_mailbox"
  }

  static func load() throws -> DemoTruth {
    let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("demo-truth.json")))
    return try JSONDecoder().decode(DemoTruth.self, from: data)
  }
}
