import MailModel
import MailTestSupport
import Testing

@testable import MailArchives

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Each kind of export: a small one, what it gives, and what becomes of it where it is wrong.
struct ExportKind: Sendable, CustomTestStringConvertible {
  /// A file of the export.
  struct File: Sendable {
    var name: String
    var bytes: [UInt8]

    init(_ name: String, _ text: String) { self.init(name, text.bytes) }

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// What one source of it gives.
  struct Mail: Sendable {
    var path: String
    var kind: ArchiveKind
    var role: FolderRole
    var owner: MailboxOwner?
    /// The identifiers of the messages.
    var ids: [String]
  }

  var name: String
  var files: [File]
  var mail: [Mail]
  /// Files that are no mail, and no error.
  var others: Int
  /// The file to spoil, and words of what is then told; nil where whatever its bytes are, they are a message.
  var wrong: (file: String, words: String)?
  var testDescription: String { name }

  static let separator = MboxText.plainSeparator
  static func text(_ id: String) -> String { MailText(id: id).body("text of \(id)\n\nmore\n").text }
  static func mbox(_ ids: String..., separator: String = separator) -> String {
    ids.reduce(MboxText()) { $0.message(text($1), separator: separator) }.text
  }
  static let list =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict><key>flags</key><integer>1</integer></dict></plist>\n"
  static func emlx(_ id: String) -> String { "\(text(id).utf8.count)      \n\(text(id))\(list)" }

  static let ann = MailboxOwner.address("ann@corp.example")

  static let all: [ExportKind] = [
    ExportKind(
      name: "mbox", files: [File("ann@corp.example/Inbox.mbox", mbox("1@x", "2@x", "3@x"))],
      mail: [
        Mail(path: "ann@corp.example/Inbox.mbox", kind: .mbox, role: .inbox, owner: ann, ids: ["1@x", "2@x", "3@x"])
      ],
      others: 0),
    ExportKind(
      name: "Thunderbird",
      files: [
        File("ann/Mail/Local Folders/Inbox", mbox("1@x", "2@x", separator: "From - Tue Sep 14 08:03:11 2021")),
        File("ann/Mail/Local Folders/Inbox.msf", "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n"),
        File("ann/Mail/Local Folders/Inbox.sbd/Kunden", mbox("3@x", separator: "From - Tue Sep 14 08:03:11 2021")),
        File("ann/Mail/Local Folders/Sent.sbd/2021.sbd/Q1", mbox("4@x", separator: "From - Tue Sep 14 08:03:11 2021")),
        File("ann/Mail/Local Folders/msgFilterRules.dat", "version=\"9\"\n"),
      ],
      mail: [
        Mail(
          path: "ann/Mail/Local Folders/Inbox", kind: .mbox, role: .inbox, owner: .folder("ann"), ids: ["1@x", "2@x"]),
        Mail(
          path: "ann/Mail/Local Folders/Inbox.sbd/Kunden", kind: .mbox, role: .inbox, owner: .folder("ann"),
          ids: ["3@x"]),
        Mail(
          path: "ann/Mail/Local Folders/Sent.sbd/2021.sbd/Q1", kind: .mbox, role: .sent, owner: .folder("ann"),
          ids: ["4@x"]),
      ], others: 2),
    ExportKind(
      name: "Apple Mail",
      files: [
        File("ann@corp.example/Sent Messages.mbox/mbox", mbox("1@x", "2@x")),
        File("ann@corp.example/Sent Messages.mbox/table_of_contents", "\0\0\u{1}"),
        File("ann@corp.example/INBOX.mbox/A/Data/Messages/1.emlx", emlx("3@x")),
        File("ann@corp.example/INBOX.mbox/A/Data/Messages/2.partial.emlx", emlx("4@x")),
        File("ann@corp.example/INBOX.mbox/Info.plist", list),
      ],
      mail: [
        Mail(
          path: "ann@corp.example/INBOX.mbox/A/Data/Messages/1.emlx", kind: .emlx, role: .inbox, owner: ann,
          ids: ["3@x"]),
        Mail(
          path: "ann@corp.example/INBOX.mbox/A/Data/Messages/2.partial.emlx", kind: .emlx, role: .inbox, owner: ann,
          ids: ["4@x"]),
        Mail(
          path: "ann@corp.example/Sent Messages.mbox/mbox", kind: .mbox, role: .sent, owner: ann, ids: ["1@x", "2@x"]),
      ], others: 2),
    ExportKind(
      name: "Google Takeout",
      files: [
        File(
          "Takeout/Mail/All mail Including Spam and Trash.mbox",
          mbox("1@x", "2@x", separator: "From 1773312345678901234@xxx Tue Aug 08 12:36:29 +0000 2023")),
        File("Takeout/archive_browser.html", "<html></html>\n"),
        File("Takeout/Mail/User Settings/Filters.json", "{}\n"),
      ],
      mail: [
        Mail(
          path: "Takeout/Mail/All mail Including Spam and Trash.mbox", kind: .mbox, role: .unknown, owner: nil,
          ids: ["1@x", "2@x"])
      ], others: 2),
    ExportKind(
      name: "Google Vault",
      files: [
        File(
          "case-7/ann@corp.example-AbC123.mbox",
          mbox("1@x", "2@x", separator: "From 1612345678@xxx Tue Aug  8 12:36:29 2023")),
        File("case-7/case-7-metadata.xml", "<?xml version='1.0' encoding='UTF-8'?>\n<Root><Batch/></Root>\n"),
        File("case-7/case-7-account-info.csv", "Account,Count of messages\nann@corp.example,2\n"),
        File("case-7/File checksums.md5", "0cc175b9c0f1b6a831c399e269772661  case-7-metadata.xml\n"),
      ],
      mail: [
        Mail(path: "case-7/ann@corp.example-AbC123.mbox", kind: .mbox, role: .unknown, owner: ann, ids: ["1@x", "2@x"])
      ],
      others: 3),
    ExportKind(
      name: "readpst",
      files: [
        File("out/ann@corp.example/Inbox/mbox", mbox("1@x", "2@x", separator: "From \"Bob\" Tue Sep 14 08:03:11 2021")),
        File(
          "out/ann@corp.example/Sent Items/mbox",
          mbox("3@x", separator: "From \"MAILER-DAEMON\" Tue Sep 14 08:03:11 2021")),
        File("out/ann@corp.example/Deleted Items/1.eml", text("4@x")),
        File("out/ann@corp.example/Calendar/calendar", "BEGIN:VCALENDAR\n"),
        File("out/ann@corp.example/Contacts/contacts", "BEGIN:VCARD\n"),
      ],
      mail: [
        Mail(path: "out/ann@corp.example/Deleted Items/1.eml", kind: .eml, role: .deleted, owner: ann, ids: ["4@x"]),
        Mail(path: "out/ann@corp.example/Inbox/mbox", kind: .mbox, role: .inbox, owner: ann, ids: ["1@x", "2@x"]),
        Mail(path: "out/ann@corp.example/Sent Items/mbox", kind: .mbox, role: .sent, owner: ann, ids: ["3@x"]),
      ], others: 2),
    ExportKind(
      name: "Maildir++",
      files: [
        File("ann@corp.example/Maildir/cur/1630000000.M1P2.host,S=12:2,RS", text("1@x")),
        File("ann@corp.example/Maildir/new/1630000001.M1P2.host", text("2@x")),
        File("ann@corp.example/Maildir/tmp/1630000002.M1P2.host", text("9@x")),
        File("ann@corp.example/Maildir/.Sent.2021/cur/1630000003.x:2,S", text("3@x")),
        File("ann@corp.example/Maildir/.Gel&APY-schte Elemente/cur/1630000004.x:2,", text("4@x")),
        File("ann@corp.example/Maildir/dovecot-uidlist", "3 V1 N2\n"),
      ],
      mail: [
        Mail(
          path: "ann@corp.example/Maildir/.Gel&APY-schte Elemente/cur/1630000004.x:2,", kind: .maildir, role: .deleted,
          owner: ann, ids: ["4@x"]),
        Mail(
          path: "ann@corp.example/Maildir/.Sent.2021/cur/1630000003.x:2,S", kind: .maildir, role: .sent, owner: ann,
          ids: ["3@x"]),
        Mail(
          path: "ann@corp.example/Maildir/cur/1630000000.M1P2.host,S=12:2,RS", kind: .maildir, role: .unknown,
          owner: ann,
          ids: ["1@x"]),
        Mail(
          path: "ann@corp.example/Maildir/new/1630000001.M1P2.host", kind: .maildir, role: .unknown, owner: ann,
          ids: ["2@x"]),
      ], others: 2),
    ExportKind(
      name: "MH",
      files: [
        File("ann/Mail/inbox/1", text("1@x")), File("ann/Mail/inbox/12", text("2@x")),
        File("ann/Mail/inbox/.mh_sequences", "cur: 12\n"), File("ann/Mail/sent/3", text("3@x")),
        File("ann/Mail/sent/,2", text("4@x")),
      ],
      mail: [
        Mail(path: "ann/Mail/inbox/1", kind: .mh, role: .inbox, owner: .folder("ann"), ids: ["1@x"]),
        Mail(path: "ann/Mail/inbox/12", kind: .mh, role: .inbox, owner: .folder("ann"), ids: ["2@x"]),
        // MH puts a comma before a message that was removed.
        Mail(path: "ann/Mail/sent/,2", kind: .eml, role: .sent, owner: .folder("ann"), ids: ["4@x"]),
        Mail(path: "ann/Mail/sent/3", kind: .mh, role: .sent, owner: .folder("ann"), ids: ["3@x"]),
      ], others: 1),
    ExportKind(
      name: "Purview",
      files: [
        File("Export/Exchange/ann@corp.example/Top of Information Store/Inbox/Hello.eml", text("1@x")),
        File("Export/Exchange/ann@corp.example/Top of Information Store/Gesendete Elemente/Re_ x.eml", text("2@x")),
        File("Export/Exchange/ann@corp.example/Recoverable Items/Purges/gone.eml", text("3@x")),
        File("Export/manifest.xml", "<?xml version=\"1.0\"?>\n<Root DataInterchangeType=\"Update\"></Root>\n"),
        File("Export/Results.csv", "\u{FEFF}Item Identity,Document ID,Subject,Sender\n1,2,Hello,ann@corp.example\n"),
        File("Export/Export Summary 09.14.2021-0803AM.csv", "Export Name,x\n"),
        File("Export/Trace.log", "08:03 From: ok\n"),
      ],
      mail: [
        Mail(
          path: "Export/Exchange/ann@corp.example/Recoverable Items/Purges/gone.eml", kind: .eml, role: .deleted,
          owner: ann, ids: ["3@x"]),
        Mail(
          path: "Export/Exchange/ann@corp.example/Top of Information Store/Gesendete Elemente/Re_ x.eml", kind: .eml,
          role: .sent, owner: ann, ids: ["2@x"]),
        Mail(
          path: "Export/Exchange/ann@corp.example/Top of Information Store/Inbox/Hello.eml", kind: .eml, role: .inbox,
          owner: ann, ids: ["1@x"]),
      ], others: 4),
    ExportKind(
      name: "gzip", files: [File("ann@corp.example/Sent.mbox.gz", Packing.gzip(mbox("1@x", "2@x", "3@x").bytes))],
      mail: [
        Mail(path: "ann@corp.example/Sent.mbox.gz", kind: .mbox, role: .sent, owner: ann, ids: ["1@x", "2@x", "3@x"])
      ], others: 0, wrong: ("ann@corp.example/Sent.mbox.gz", "cut off")),
    ExportKind(
      name: "ZIP",
      files: [
        File(
          "takeout.zip",
          ZipText().entry("ann@corp.example/Sent.mbox", mbox("1@x", "2@x").bytes)
            .entry("ann@corp.example/Inbox/1.eml", text("3@x").bytes, [.long, .descriptor])
            .entry("ann@corp.example/notes.txt", "words\n".bytes, .stored).bytes())
      ],
      mail: [
        Mail(
          path: "takeout.zip!ann@corp.example/Sent.mbox", kind: .mbox, role: .sent, owner: ann, ids: ["1@x", "2@x"]),
        Mail(path: "takeout.zip!ann@corp.example/Inbox/1.eml", kind: .eml, role: .inbox, owner: ann, ids: ["3@x"]),
      ], others: 1, wrong: ("takeout.zip", "no directory")),
    ExportKind(
      name: "tar",
      files: [
        File(
          "a.tar",
          TarText().file("ann@corp.example/Drafts/1", text("1@x").bytes).file("b.mbox", mbox("2@x").bytes).bytes)
      ],
      mail: [
        Mail(path: "a.tar!ann@corp.example/Drafts/1", kind: .mh, role: .drafts, owner: ann, ids: ["1@x"]),
        Mail(path: "a.tar!b.mbox", kind: .mbox, role: .unknown, owner: nil, ids: ["2@x"]),
      ], others: 0, wrong: ("a.tar", "the tar ends within")),
    ExportKind(
      name: "tar.gz within ZIP",
      files: [
        File(
          "all.zip",
          ZipText().entry(
            "export.tar.gz",
            Packing.gzip(TarText().file("Sent/a.mbox.gz", Packing.gzip(mbox("1@x", "2@x").bytes)).bytes)
          ).bytes())
      ],
      mail: [
        Mail(path: "all.zip!export.tar.gz!Sent/a.mbox.gz", kind: .mbox, role: .sent, owner: nil, ids: ["1@x", "2@x"])
      ],
      others: 0, wrong: ("all.zip", "no directory")),
  ]
}

@Suite("Each kind of export") struct ExportKindTests {
  private func write(_ kind: ExportKind, to folder: TemporaryFolder) throws {
    for file in kind.files { try folder.write(file.bytes, to: file.name) }
  }

  private func ids(_ messages: [RawMessage]) -> [String] {
    messages.map { message in
      let line = message.text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("Message-ID: <") } ?? ""
      return String(line.dropFirst(13).dropLast())
    }
  }

  @Test("Its mail is found, with kind, folder and owner", arguments: ExportKind.all) func found(_ kind: ExportKind)
    throws
  {
    let folder = try TemporaryFolder()
    try write(kind, to: folder)
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.unreadable.isEmpty)
    #expect(result.notMail.count == kind.others)
    #expect(result.sources.map { String($0.path.dropFirst(folder.path.count + 1)) } == kind.mail.map(\.path))
    for (source, mail) in zip(result.sources, kind.mail) {
      #expect(source.kind == mail.kind)
      #expect(source.role == mail.role)
      // The folder of the test itself may name somebody; only what the export says is compared.
      if mail.owner != nil { #expect(source.owner == mail.owner) }
      #expect(try ids(readAll(source)) == mail.ids)
    }
  }

  @Test("Reading goes on at every position", arguments: ExportKind.all) func resumed(_ kind: ExportKind) throws {
    let folder = try TemporaryFolder()
    try write(kind, to: folder)
    for source in try SourceDiscovery.discover([folder.path]).sources {
      let all = try readAll(source)
      var positions = [Int64(0)]
      var reader = try ArchiveReader(source, limits: ArchiveLimits(batchMessages: 1, blockBytes: 7))
      while let batch = try reader.nextBatch() { positions.append(batch.position) }
      #expect(positions.count == all.count + 1)
      for (index, position) in positions.enumerated() {
        // Found anew by the name alone, as after a restart.
        let again = ArchiveSource(path: source.path, kind: source.kind, size: source.size, modified: source.modified)
        let rest = try readAll(again, from: position)
        #expect(rest.map(\.place) == all.dropFirst(index).map(\.place))
        #expect(rest.map { $0.bytes.array } == all.dropFirst(index).map { $0.bytes.array })
      }
      // A position from a wrong hand: nothing is lost but what precedes it, and nothing harmed.
      for position in [Int64(1), source.size / 2, source.size - 1, source.size + 1, .max] {
        _ = try? readTolerantly(source, from: position)
      }
    }
  }

  @Test("Cut off at any byte it is told, or is a shorter export", arguments: ExportKind.all)
  func cut(_ kind: ExportKind) throws {
    for file in kind.files {
      var random = SplitMix64(seed: UInt64(file.bytes.count))
      for _ in 0..<8 {
        let folder = try TemporaryFolder()
        let length = Int.random(in: 0..<file.bytes.count, using: &random)
        try folder.write(Array(file.bytes.prefix(length)), to: file.name)
        let result = try SourceDiscovery.discover([folder.path])
        var failed = result.unreadable.count
        var read = 0
        for source in result.sources {
          let outcome = try readTolerantly(source)
          read += outcome.messages.count
          if outcome.error != nil { failed += 1 }
        }
        #expect(failed + read + result.notMail.count > 0 || length == 0 || result.sources.count > 0)
        // The zeros at a tar's end hold nothing, and a piece of its first header is no tar.
        let isHarmless = kind.name == "tar" && !(512...2_048).contains(length)
        if kind.wrong?.file == file.name, length > 40, !isHarmless { #expect(failed > 0, "\(length) bytes") }
      }
    }
  }

  @Test("Damage is told in words", arguments: ExportKind.all.filter { $0.wrong != nil }) func damaged(
    _ kind: ExportKind
  )
    throws
  {
    let wrong = try #require(kind.wrong)
    let folder = try TemporaryFolder()
    let file = try #require(kind.files.first { $0.name == wrong.file })
    let path = try folder.write(
      Array(file.bytes.prefix(kind.name == "tar" ? 600 : file.bytes.count - 15)), to: file.name)
    for paths in [[path], [folder.path]] {
      let result = try SourceDiscovery.discover(paths)
      var errors = result.unreadable
      for source in result.sources {
        if let error = try readTolerantly(source).error { errors.append(error) }
      }
      #expect(errors.contains { $0.message.contains(wrong.words) && $0.path.hasPrefix(path) }, "\(errors)")
    }
  }

  @Test("All kinds of source have an export here") func complete() {
    let kinds = Set(ExportKind.all.flatMap { $0.mail.map(\.kind) })
    // A kind without an export here has its own tests, and must be named.
    let elsewhere: Set<ArchiveKind> = []
    #expect(Set(ArchiveKind.allCases).subtracting(kinds) == elsewhere)
  }
}

@Suite("What is no export") struct WrongInputTests {
  @Test("A huge file of nothing is looked at briefly") func sparse() throws {
    let folder = try TemporaryFolder()
    for name in ["hole.bin", "hole.mbox", "hole.eml"] {
      let path = try folder.write([], to: name)
      #expect(truncate(path, 1 << 40) == 0)
    }
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.sources.isEmpty)
    #expect(result.notMail.count == 3)
  }

  @Test("A message with a hole behind it is cut, and the run goes on") func hole() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(MailText(id: "1@x").body("text\n").text, to: "a.eml")
    #expect(truncate(path, 300 << 20) == 0)
    let source = try #require(try SourceDiscovery.discover([path]).sources.first)
    let message = try #require(try readAll(source).first)
    #expect(message.bytes.count == 64 << 20)
    #expect(message.codes.contains(.messageTruncated))
    #expect(message.digest != nil)
  }

  @Test("A folder that links to itself, a pipe, a socket's name, a folder called a mailbox") func oddities() throws {
    let folder = try TemporaryFolder()
    try folder.write(ExportKind.mbox("1@x"), to: "mail.mbox/inner/deep.mbox/mbox")
    #expect(symlink("..", folder.path + "/mail.mbox/loop") == 0)
    #expect(symlink("nowhere", folder.path + "/mail.mbox/broken") == 0)
    #expect(mkfifo(folder.path + "/mail.mbox/a.mbox", 0o600) == 0)
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.sources.count == 1)
    #expect(result.passedOver.count == 3)
    #expect(result.unreadable.isEmpty)
    let error = #expect(throws: ArchiveError.self) { try SourceDiscovery.discover([folder.path + "/mail.mbox/a.mbox"]) }
    #expect(error?.code == .notAMailArchive)
  }

  @Test("What is encrypted is told by what it is") func encrypted() throws {
    let folder = try TemporaryFolder()
    let files: [(String, [UInt8], String)] = [
      ("a.zip", ZipText().entry("a.mbox", ExportKind.mbox("1@x").bytes, .encrypted).bytes(), "encrypted"),
      ("b.tar.gz.gpg", [0x85, 0x01, 0x0C, 0x03] + [UInt8](repeating: 0xA5, count: 600), "encrypted by OpenPGP"),
      ("c.mbox.asc", Array("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n".utf8), "encrypted by OpenPGP"),
      ("d.tar.gz.enc", Array("Salted__".utf8) + [UInt8](repeating: 0x5A, count: 600), "encrypted by OpenSSL"),
      ("e.pst.age", Array("age-encryption.org/v1\n-> X25519 x\n".utf8), "encrypted by age"),
    ]
    for (name, bytes, words) in files {
      let path = try folder.write(bytes, to: name)
      let result = try SourceDiscovery.discover([path])
      #expect(result.sources.isEmpty)
      #expect(result.unreadable.map { $0.message.contains(words) } == [true], "\(name)")
    }
  }
}
