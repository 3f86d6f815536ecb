import MailModel

/// The test of a pipeline: what to sweep with it, and what has to be found.
public struct PipelineTest: Sendable {
  /// One sweep.
  public struct Sweep: Sendable {
    /// What it is about.
    public var name = ""
    /// What is swept, as paths.
    public var input: [String] = []
    /// What has to be among the findings.
    var expect: [Expectation] = []
    /// Messages that must have no finding at or above `quietBelow`.
    var absent: [String] = []
    /// The level from which there must be no findings on hijacks but those expected; nil for no such demand.
    var nothingElseFrom: Level?
    /// Whether the pipeline's `fail_on` has to make the run fail; nil for no such demand.
    var fails: Bool?
  }

  /// One finding that has to be there.
  struct Expectation: Sendable {
    var messageID = ""
    var kind = Kind.hijack
    var minimumLevel = Level.low
    var signals: [String] = []
  }

  /// The kinds of finding.
  enum Kind: String, Sendable, CaseIterable {
    case hijack, attachment, exposure
  }

  /// A finding as a test looks at it.
  public struct Found: Sendable {
    var messageID: String
    var kind: String
    var level: Level
    var signals: Set<String>

    /// Makes one from what a case holds.
    public init(messageID: String, kind: String, level: Level, signals: Set<String>) {
      self.messageID = messageID
      self.kind = kind
      self.level = level
      self.signals = signals
    }
  }

  /// The sweeps.
  public private(set) var cases: [Sweep] = []
  private var schema = 1

  /// Reads the test file at `path`; its inputs count from its folder.
  ///
  /// - Throws: `PipelineFileError` with the line and column of what is wrong.
  public init(contentsOf path: String) throws(PipelineFileError) {
    let root = try PipelineNode(composing: try PipelineNode.text(ofFileAt: path), path: path)
    try PipelineKey.read(Self.keys, from: root, into: &self)
  }

  private static var keys: [PipelineKey<PipelineTest>] {
    [
      .value("schema", \.schema, .integer(in: 1...1), "The version of this form of file.", .required),
      .value("cases", \.cases, .list(of: Sweep.keys, from: Sweep()), "The sweeps.", .required),
    ]
  }
}

extension PipelineTest.Sweep {
  fileprivate static var keys: [PipelineKey<Self>] {
    [
      .value("name", \.name, .text("a name"), "What it is about.", .required),
      .value("input", \.input, .list(.fileBeside), "What is swept, from the test file's folder.", .required),
      .value(
        "expect", \.expect, .list(of: PipelineTest.Expectation.keys, from: .init()),
        "What has to be among the findings."),
      .value("absent", \.absent, .list(.text("a Message-ID")), "Messages that must have no finding."),
      .value(
        "nothing_else_from", \.nothingElseFrom, .optional(.choice),
        "The level from which no hijack may be found but those expected."),
      .value("fails", \.fails, .optional(.truth), "Whether fail_on has to make the run end with status 10."),
    ]
  }

  /// What is not as it was expected, a line each.
  public func failures(of found: [PipelineTest.Found], fails: Bool) -> [String] {
    var failures: [String] = []
    for expected in expect {
      let of = found.filter { $0.messageID == expected.messageID && $0.kind == expected.kind.rawValue }
      guard let finding = of.max(by: { $0.level < $1.level }) else {
        failures.append("no \(expected.kind.rawValue) found in <\(expected.messageID)>")
        continue
      }
      if finding.level < expected.minimumLevel {
        failures.append(
          "<\(expected.messageID)> is \(finding.level.rawValue), \(expected.minimumLevel.rawValue) was expected")
      }
      for signal in expected.signals where !finding.signals.contains(signal) {
        failures.append("<\(expected.messageID)> does not have the signal \(signal)")
      }
    }
    for message in absent where found.contains(where: { $0.messageID == message && $0.level >= .low }) {
      failures.append("<\(message)> has a finding, none was expected")
    }
    if let level = nothingElseFrom {
      let known = Set(expect.map(\.messageID))
      for finding in found
      where finding.kind == "hijack" && finding.level >= level && !known.contains(finding.messageID) {
        failures.append("<\(finding.messageID)> is \(finding.level.rawValue), and was not expected")
      }
    }
    if let expected = self.fails, expected != fails {
      failures.append(expected ? "fail_on does not make the run fail" : "fail_on makes the run fail")
    }
    return failures
  }
}

extension PipelineTest.Expectation {
  fileprivate static var keys: [PipelineKey<Self>] {
    [
      .value("message_id", \.messageID, .text("a Message-ID"), "The message.", .required),
      .value("kind", \.kind, .choice, "The kind of finding."),
      .value("min_level", \.minimumLevel, .choice, "The lowest level it may have."),
      .value("signals", \.signals, .list(.signal), "Signals that it has to have, among others."),
    ]
  }
}
