import MailArchives
import MailModel
import MailTestSupport
import Testing

/// How one program writes an mbox.
struct MboxDialect: Sendable, CustomTestStringConvertible {
  enum Quoting: Sendable { case none, mboxo, mboxrd }
  enum Length: Sendable { case absent, right, lying }

  var name: String
  /// The separator of the message with that number, without its line end.
  var separator: @Sendable (Int) -> String
  var quoting = Quoting.none
  var length = Length.absent
  /// What may stand in a body and still be told from a separator.
  var hazards: [BodyHazard] = BodyHazard.unambiguous
  var testDescription: String { name }

  /// What Unix programs write; it tells nothing from a forwarded mailbox but by quoting or length.
  static func address(_ number: Int) -> String {
    "From ann\(number % 7)@corp.example Tue Sep \(number % 20 + 10) 08:0\(number % 10):11 2021"
  }

  static let all: [MboxDialect] = [
    MboxDialect(
      name: "mboxo", separator: address, quoting: .mboxo,
      hazards: BodyHazard.unambiguous.filter { !$0.isQuoted } + [.mail]),
    MboxDialect(name: "mboxrd", separator: address, quoting: .mboxrd, hazards: BodyHazard.allCases),
    MboxDialect(
      name: "mboxcl", separator: address, quoting: .mboxo, length: .right,
      hazards: BodyHazard.unambiguous.filter { !$0.isQuoted } + [.mail]),
    MboxDialect(name: "mboxcl2", separator: address, length: .right, hazards: BodyHazard.allCases),
    MboxDialect(name: "mboxcl2 whose lengths lie", separator: address, length: .lying),
    MboxDialect(name: "unquoted", separator: address),
    MboxDialect(
      name: "Thunderbird", separator: { "From - Tue Sep \($0 % 20 + 10) 08:03:11 2021" }, hazards: BodyHazard.allCases),
    MboxDialect(name: "bare From", separator: { _ in "From " }, hazards: BodyHazard.allCases),
    MboxDialect(
      name: "Pipermail", separator: { "From ann at corp.example  Tue Sep \($0 % 20 + 10) 08:03:11 2021" },
      quoting: .mboxo,
      hazards: BodyHazard.unambiguous.filter { !$0.isQuoted } + [.mail]),
    MboxDialect(
      name: "Pipermail, unquoted", separator: { "From ann at corp.example  Tue Sep \($0 % 20 + 10) 08:03:11 2021" },
      hazards: BodyHazard.allCases),
    MboxDialect(
      name: "public-inbox", separator: { _ in "From mboxrd@z Thu Jan  1 00:00:00 1970" }, quoting: .mboxrd,
      hazards: BodyHazard.allCases),
    MboxDialect(
      name: "Google Takeout", separator: { "From 17733123456\($0)@xxx Tue Aug 08 12:36:29 +0000 2023" },
      hazards: BodyHazard.allCases),
    MboxDialect(
      name: "Google Vault", separator: { "From 16\($0)12345678@xxx Tue Aug  8 12:36:29 2023" }, quoting: .mboxrd,
      hazards: BodyHazard.allCases),
    MboxDialect(
      name: "readpst", separator: { "From \"Ann Lee\" Tue Sep \($0 % 20 + 10) 08:03:11 2021" }, quoting: .mboxo,
      hazards: BodyHazard.unambiguous.filter { !$0.isQuoted } + [.mail]),
    MboxDialect(
      name: "MAILER-DAEMON", separator: { _ in "From MAILER-DAEMON Tue Sep 14 08:03:11 2021" },
      hazards: BodyHazard.allCases),
    MboxDialect(name: "Apple Mail", separator: address, quoting: .mboxrd, hazards: BodyHazard.allCases),
  ]
}

/// What stands in bodies and looks like a separator.
enum BodyHazard: CaseIterable, Sendable {
  /// git's patch, with its header below.
  case patch
  /// A mail out of another mailbox, pasted whole: a separator, a full header, a body.
  case mail
  /// The same below a line of text, as people forward mailboxes.
  case forwarded
  case sentence
  /// A blank line, From, a date, and prose.
  case dated
  case separatorAlone
  case quoted, quotedTwice
  case address
  case nul
  case blankLines

  /// A pasted mail below a blank line is another message by everything that an unquoted mailbox shows, where its
  /// separator has the mailbox's own form.
  static let unambiguous = allCases.filter { $0 != .mail }

  var isQuoted: Bool { self == .quoted || self == .quotedTwice }

  var lines: [String] {
    let header = [
      "Return-Path: <bob@corp.example>", "Received: from a by b; Mon, 13 Sep 2021 09:00:00 +0200",
      "From: Bob <bob@corp.example>", "To: ann@corp.example", "Subject: old", "Message-ID: <old@corp.example>",
      "Date: Mon, 13 Sep 2021 09:00:00 +0200", "", "the old text", "",
    ]
    switch self {
    case .patch:
      return [
        "", "From 7d0c2f3a5b1e9c8d7f6a5b4c3d2e1f0a9b8c7d6e Mon Sep 17 00:00:00 2001", "From: Ann <ann@corp.example>",
        "Date: Tue, 14 Sep 2021 08:03:11 +0200", "Subject: [PATCH 1/2] mail: read it", "", "---", "diff --git a/x b/x",
      ]
    case .mail: return ["", "From bob@corp.example Mon Sep 13 09:00:00 2021"] + header
    case .forwarded: return ["----- Forwarded -----", "From bob@corp.example Mon Sep 13 09:00:00 2021"] + header
    case .sentence: return ["", "From the beginning it was clear that", "From here on nothing: is sure"]
    case .dated: return ["", "From Monday, 13 Sep 2021 09:00 on", "", "From Mon Sep 13 09:00:00 2021", "we meet"]
    case .separatorAlone: return ["", "From bob@corp.example Mon Sep 13 09:00:00 2021", "is what the log says", ""]
    case .quoted: return ["", ">From bob@corp.example Mon Sep 13 09:00:00 2021", ">From: x"]
    case .quotedTwice: return [">>From me", ">>>From you", "> From them"]
    case .address: return ["", "From bob@corp.example", "came nothing"]
    case .nul: return ["a\0b", "\0From x"]
    case .blankLines: return ["", "", ""]
    }
  }
}

@Suite("Every dialect gives back exactly the messages put in") struct MboxMatrixTests {
  enum LineEnds: String, CaseIterable, Sendable { case lf, crlf, cr, mixed }

  /// An mbox, and the messages in it.
  struct Mailbox {
    var bytes: [UInt8] = []
    var messages: [[UInt8]] = []

    init(_ dialect: MboxDialect, _ lineEnds: LineEnds, seed: UInt64) {
      var random = SplitMix64(seed: seed)
      // Now and then a mark before, and no line end behind.
      if seed % 3 == 1 { bytes = [0xEF, 0xBB, 0xBF] }
      let count = 9
      for number in 0..<count {
        let lineEnd =
          switch lineEnds {
          case .lf: "\n"
          case .crlf: "\r\n"
          case .cr: "\r"
          case .mixed: Bool.random(using: &random) ? "\n" : "\r\n"
          }
        var lines = ["text \(number)"]
        // The first body of some mailboxes is plain: a reader must not rely on a hazard to learn from.
        let hazards = number == 0 && seed % 2 == 0 ? 0 : Int.random(in: 0...4, using: &random)
        for _ in 0..<hazards {
          lines += dialect.hazards.randomElement(using: &random)?.lines ?? []
          lines.append("words \(random.next() % 1_000)")
        }
        append(dialect, number, lines, lineEnd, &random)
      }
      if seed % 3 == 2 {
        // The blank line at the end is the mailbox's own; without it and the line end before it the last line is cut.
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        while messages[count - 1].last == 0x0A || messages[count - 1].last == 0x0D { messages[count - 1].removeLast() }
      }
    }

    private mutating func append(
      _ dialect: MboxDialect, _ number: Int, _ lines: [String], _ lineEnd: String, _ random: inout SplitMix64
    ) {
      func joined(_ lines: [String]) -> [UInt8] { lines.flatMap { ($0 + lineEnd).bytes } }
      let body = joined(lines)
      let kept = joined(lines.map { Self.quoted($0, dialect.quoting) })
      var header = [
        "Return-Path: <ann@corp.example>", "From: Ann <ann@corp.example>", "To: bob@corp.example",
        "Subject: mail \(number)", "Message-ID: <\(number)@corp.example>", "Date: Tue, 14 Sep 2021 08:03:11 +0200",
      ]
      switch dialect.length {
      case .absent: break
      case .right: header.append("Content-Length: \(kept.count)")
      case .lying:
        let lies = [0, kept.count - 3, kept.count + 1_000, Int.random(in: 1...90, using: &random), 1 << 60]
        header.append("Content-Length: \(lies.randomElement(using: &random) ?? 0)")
      }
      bytes += joined([dialect.separator(number)]) + joined(header + [""]) + kept + lineEnd.bytes
      messages.append(joined(header + [""]) + body)
    }

    private static func quoted(_ line: String, _ quoting: MboxDialect.Quoting) -> String {
      switch quoting {
      case .none: line
      case .mboxo: line.hasPrefix("From ") ? ">" + line : line
      case .mboxrd: line.drop { $0 == ">" }.hasPrefix("From ") ? ">" + line : line
      }
    }
  }

  @Test("Split", arguments: MboxDialect.all, LineEnds.allCases) func split(
    dialect: MboxDialect, lineEnds: LineEnds
  ) throws {
    for seed in UInt64(0)..<4 {
      let mailbox = Mailbox(dialect, lineEnds, seed: seed)
      let found = try read(mailbox.bytes).flatMap(\.messages)
      #expect(found.count == mailbox.messages.count, "seed \(seed)")
      for (number, (message, expected)) in zip(found, mailbox.messages).enumerated() {
        let isSame = message.bytes.array == expected
        #expect(
          isSame,
          "seed \(seed), message \(number): \(String(decoding: message.bytes.array, as: UTF8.self)) for \(String(decoding: expected, as: UTF8.self))"
        )
      }
    }
  }

  @Test("In tiny windows, and from every message on", arguments: MboxDialect.all, LineEnds.allCases)
  func windows(dialect: MboxDialect, lineEnds: LineEnds) throws {
    let mailbox = Mailbox(dialect, lineEnds, seed: 4)
    let whole = try read(mailbox.bytes, limits: ArchiveLimits(batchMessages: 1))
    let messages = whole.flatMap(\.messages)
    for block in [1, 17] {
      let found = try read(mailbox.bytes, limits: .blocks(of: block)).flatMap(\.messages)
      #expect(found.map(\.place.range) == messages.map(\.place.range))
      #expect(found.map { $0.bytes.array } == messages.map { $0.bytes.array })
    }
    for (index, batch) in whole.enumerated() {
      let rest = try read(mailbox.bytes, from: batch.position).flatMap(\.messages)
      #expect(rest.map(\.place.range) == messages.dropFirst(index + 1).map(\.place.range))
    }
  }
}
