import Foundation
import MailTestSupport
import Testing

/// What becomes of sources between two sweeps, and during one: each has its outcome, and nothing is counted twice.
@Suite struct SourceChangeTests {
  /// Something that happens to the sources of a case.
  struct Event: Sendable, CustomTestStringConvertible {
    var name: String
    /// The files before, by their paths below `mail`.
    var before: [String: String]
    /// What happens.
    var change: @Sendable (TemporaryFolder) throws -> Void
    /// The status of the sweep afterwards.
    var status: Int32 = 0
    /// What it tells.
    var told: String?
    /// Messages that stay in the case though no file has them any more; nil where the case is as one made anew.
    var stays: Int?
    var testDescription: String { name }
  }

  static func message(_ number: Int, lines: Int = 3) -> String {
    "From: Ann <ann@x.example>\nTo: bob@x.example\nSubject: tender \(number)\nMessage-ID: <m\(number)@x.example>\n"
      + "Date: Tue, 14 Sep 2021 08:03:11 +0000\n\n"
      + (0..<lines).map { "line \($0) of the text of message \(number)\n" }.joined()
  }

  static func mbox(_ numbers: [Int], lines: Int = 3) -> String {
    numbers.map { "From ann@x.example Tue Sep 14 08:03:11 2021\n" + message($0, lines: lines) + "\n" }.joined()
  }

  private static func write(_ text: String, _ path: String) -> @Sendable (TemporaryFolder) throws -> Void {
    { try $0.write(Array(text.utf8), to: "mail/" + path) }
  }

  private static func rename(_ moves: [(String, String)], then path: String? = nil, _ text: String = "")
    -> @Sendable (TemporaryFolder) throws -> Void
  {
    { folder in
      for (from, to) in moves { try folder.move("mail/" + from, to: "mail/" + to) }
      if let path { try folder.write(Array(text.utf8), to: "mail/" + path) }
    }
  }

  static let between: [Event] = [
    Event(name: "appended", before: ["a": mbox([1, 2])], change: write(mbox([1, 2, 3]), "a")),
    Event(
      name: "the last message was still being written", before: ["a": String(mbox([1, 2]).dropLast(30))],
      change: write(mbox([1, 2, 3]), "a")),
    Event(
      name: "the only message was still being written", before: ["a": String(mbox([1]).dropLast(30))],
      change: write(mbox([1, 3]), "a")),
    Event(
      name: "the last message stopped in its header", before: ["a": mbox([1]) + mbox([2]).prefix(120)],
      change: write(mbox([1, 2]), "a")),
    Event(
      name: "a large mailbox whose last message was still being written",
      before: ["a": String(mbox([1, 2, 3], lines: 900).dropLast(30))],
      change: write(mbox([1, 2, 3, 4], lines: 900), "a")),
    Event(
      name: "a message file was still being written", before: ["a.eml": String(message(1).dropLast(30))],
      change: write(message(1), "a.eml"), told: "replaced or rewritten"),
    Event(
      name: "replaced by a longer one", before: ["a": mbox([1])], change: write(mbox([2, 3]), "a"),
      told: "replaced or rewritten"),
    Event(
      name: "replaced by a shorter one", before: ["a": mbox([1, 2, 3])], change: write(mbox([4]), "a"),
      told: "replaced or rewritten"),
    Event(
      name: "replaced by a shorter one that begins alike", before: ["a": mbox([1, 2, 3])],
      change: write(mbox([1, 4]), "a"), told: "replaced or rewritten"),
    Event(
      name: "a message in the middle thrown away", before: ["a": mbox([1, 2, 3, 4], lines: 900)],
      change: write(mbox([1, 2, 4], lines: 900), "a"), told: "replaced or rewritten"),
    Event(
      name: "rewritten at the same length", before: ["a": mbox([1, 2, 3])], change: write(mbox([1, 5, 3]), "a"),
      told: "replaced or rewritten"),
    Event(
      name: "shortened", before: ["a": mbox([1, 2, 3])], change: write(mbox([1, 2]), "a"), status: 3,
      told: "shorter than when it was swept", stays: 3),
    Event(
      name: "shortened amid a message", before: ["a": mbox([1, 2, 3])],
      change: write(String(mbox([1, 2, 3]).dropLast(40)), "a"), status: 3, told: "shorter than when it was swept",
      stays: 3),
    Event(
      name: "emptied", before: ["a": mbox([1, 2])], change: write("", "a"), status: 3, told: "no mail any more",
      stays: 2),
    Event(
      name: "vanished", before: ["a": mbox([1, 2])], change: { try $0.remove("mail/a") }, told: "is there no more",
      stays: 2),
    Event(
      name: "renamed", before: ["a": mbox([1, 2])], change: rename([("a", "b")]), told: "mail/a when it was swept"),
    Event(
      name: "renamed and appended", before: ["a": mbox([1, 2])],
      change: rename([("a", "b")], then: "b", mbox([1, 2, 3])), told: "mail/a when it was swept"),
    Event(
      name: "renamed while its last message was being written", before: ["a": String(mbox([1, 2]).dropLast(30))],
      change: rename([("a", "b")], then: "b", mbox([1, 2, 3])), told: "mail/a when it was swept"),
    Event(
      name: "rotated", before: ["a": mbox([1, 2])], change: rename([("a", "a.1")], then: "a", mbox([3])),
      told: "mail/a when it was swept"),
    Event(
      name: "rotated after more mail came", before: ["a": mbox([1, 2])],
      change: {
        try $0.write(Array(mbox([1, 2, 3]).utf8), to: "mail/a.1")
        try $0.write(Array(mbox([4]).utf8), to: "mail/a")
      }, told: "mail/a when it was swept"),
    Event(
      name: "rotated by two", before: ["a": mbox([3]), "a.1": mbox([1, 2])],
      change: rename([("a.1", "a.2"), ("a", "a.1")], then: "a", mbox([4, 5])), told: "mail/a.1 when it was swept"),
    Event(
      name: "rotated over an older one", before: ["a": mbox([3]), "a.1": mbox([1, 2])],
      change: rename([("a", "a.1")], then: "a", mbox([4, 5])), told: "mail/a when it was swept"),
    Event(
      name: "rotated by copying", before: ["a": mbox([1, 2])],
      change: {
        try $0.write(Array(mbox([1, 2]).utf8), to: "mail/a.1")
        try $0.write(Array(mbox([3]).utf8), to: "mail/a")
      }, told: "mail/a when it was swept"),
    Event(
      name: "a copy beside it", before: ["a": mbox([1, 2])], change: write(mbox([1, 2]), "b")),
    Event(
      name: "a folder renamed", before: ["x/1.eml": message(1), "x/2.eml": message(2)], change: rename([("x", "y")]),
      told: "mail/x/1.eml when it was swept"),
    Event(
      name: "a message of a Maildir read",
      before: ["d/new/1631606591.M1": message(1), "d/cur/1631606592.M2:2,S": message(2)],
      change: rename([("d/new/1631606591.M1", "d/cur/1631606591.M1:2,FS")]), told: "when it was swept"),
    Event(
      name: "a message of a Maildir thrown away", before: ["d/cur/1631606591.M1:2,S": message(1)],
      change: { try $0.remove("mail/d/cur/1631606591.M1:2,S") }, told: "is there no more", stays: 1),
  ]

  @Test(arguments: between) func betweenTwoSweeps(_ event: Event) throws {
    let folder = try TemporaryFolder()
    for (path, text) in event.before { try folder.write(Array(text.utf8), to: "mail/" + path) }
    // Something that stays as it is.
    try folder.write(Array(Self.message(99).utf8), to: "mail/zz/99.eml")
    #expect(try Binary.run(["scan", "mail"], in: folder.path).status == 0)
    try event.change(folder)
    let run = try Binary.run(["scan", "mail"], in: folder.path)
    #expect(run.status == event.status && !run.wasKilled, "\(run.status) \(run.error)")
    if let told = event.told {
      #expect(run.error.contains(told), "\(run.error)")
    } else {
      #expect(run.error == "", "\(run.error)")
    }
    let listing = try Self.listing("threadsweep.db", folder)
    if let stays = event.stays {
      #expect(listing.split(separator: "\n").count == stays + 1, "\(listing)")
    } else {
      #expect(try Binary.run(["scan", "mail", "--case", "anew.db"], in: folder.path).status == 0)
      #expect(try listing == Self.listing("anew.db", folder))
      #expect(try Self.counts("threadsweep.db", folder) == Self.counts("anew.db", folder))
    }
    // Once more: what was decided stays decided.
    #expect(try Binary.run(["scan", "mail"], in: folder.path).status == event.status)
    #expect(try Self.listing("threadsweep.db", folder) == listing)
  }

  /// What happens while a sweep stands at a moment, and what the next one makes of it.
  struct Meanwhile: Sendable, CustomTestStringConvertible {
    var name: String
    var moment: String
    var change: @Sendable (TemporaryFolder) throws -> Void
    var status: Int32 = 0
    var told: String?
    /// The status of the next sweep.
    var next: Int32 = 0
    var testDescription: String { name }
  }

  private static let large = mbox(Array(1...30), lines: 2_000)

  static let during: [Meanwhile] = [
    Meanwhile(name: "appended before its turn", moment: "planned", change: write(large + mbox([31]), "a")),
    Meanwhile(name: "appended while it was read", moment: "reading", change: write(large + mbox([31]), "a")),
    Meanwhile(
      name: "the last message written on while it was read", moment: "reading",
      change: write(large.dropLast() + "one line more\n\n" + mbox([31]), "a")),
    Meanwhile(
      name: "replaced before its turn", moment: "planned",
      change: { folder in
        try folder.remove("mail/a")
        try folder.write(Array(mbox([50, 51]).utf8), to: "mail/a")
      }),
    Meanwhile(
      name: "replaced while it was read", moment: "reading",
      change: { folder in
        try folder.remove("mail/a")
        try folder.write(Array(mbox([50, 51]).utf8), to: "mail/a")
      }),
    Meanwhile(
      name: "replaced before its turn by what is no mail", moment: "planned",
      change: { folder in
        try folder.remove("mail/a")
        try folder.write(Array("%PDF-1.7 no mail\n".utf8), to: "mail/a")
      }, status: 3, told: "changed while the sweep ran"),
    Meanwhile(
      name: "cut while it was read", moment: "reading",
      change: { truncate($0.path + "/mail/a", 1_200_000) }, status: 3, told: "shorter than when it was", next: 3),
    Meanwhile(
      name: "gone before its turn", moment: "planned", change: { try $0.remove("mail/a") }, status: 3, told: "is gone"),
    Meanwhile(
      name: "renamed while it was read", moment: "reading", change: { try $0.move("mail/a", to: "mail/b") }),
  ]

  @Test(arguments: during) func duringASweep(_ event: Meanwhile) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.large.utf8), to: "mail/a")
    try folder.write(Array(Self.message(99).utf8), to: "mail/zz/99.eml")
    try folder.write(Array("schema: 1\ncheckpoint: { messages: 4 }\n".utf8), to: "p.yaml")
    let halt = folder.path + "/halt"
    let arguments = ["scan", "mail", "--pipeline", "p.yaml"]
    let run = try Binary.run(
      arguments, in: folder.path, environment: ["THREADSWEEP_TEST_HALT": "\(event.moment) \(halt)"], awaitedFile: halt
    ) {
      try event.change(folder)
      try folder.remove("halt")
    }
    #expect(run.status == event.status && !run.wasKilled, "\(run.status) \(run.error)")
    if let told = event.told { #expect(run.error.contains(told), "\(run.error)") }
    let next = try Binary.run(arguments, in: folder.path)
    #expect(next.status == event.next, "\(next.status) \(next.error)")
    #expect(try Binary.run(arguments, in: folder.path).status == 0)
    #expect(try Binary.run(arguments + ["--case", "anew.db"], in: folder.path).status == 0)
    #expect(try Self.listing("threadsweep.db", folder) == Self.listing("anew.db", folder))
    #expect(try Self.counts("threadsweep.db", folder) == Self.counts("anew.db", folder))
  }

  @Test(arguments: ["file", "fcntl", "flock"]) func aMailboxThatAProgramIsWriting(lock: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.mbox([1, 2]).utf8), to: "mail/a")
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    switch lock {
    case "file": try folder.write([], to: "mail/a.lock")
    case "fcntl":
      var range = flock()
      range.l_type = Int16(F_WRLCK)
      #expect(fcntl(descriptor, F_SETLK, &range) == 0)
    default: #expect(flock(descriptor, LOCK_EX) == 0)
    }
    let run = try Binary.run(["scan", "mail"], in: folder.path)
    #expect(run.status == 0 && run.error.contains("another program is writing it"), "\(run.error)")
    #expect(try Self.listing("threadsweep.db", folder).split(separator: "\n").count == 2)
  }

  private static func listing(_ name: String, _ folder: TemporaryFolder) throws -> String {
    try Binary.run(["messages", "list", "--case", name, "--format", "jsonl"], in: folder.path).output
  }

  private static func counts(_ name: String, _ folder: TemporaryFolder) throws -> [Int?] {
    let status = try Binary.run(["status", "--case", name, "--format", "json"], in: folder.path).object()
    return ["messages", "unique_messages", "conversations", "attachments", "defects", "quarantined"].map {
      status[$0] as? Int
    }
  }
}
