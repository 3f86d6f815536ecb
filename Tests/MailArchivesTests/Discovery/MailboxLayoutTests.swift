import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Mailboxes as programs and exporters lay them out") struct MailboxLayoutTests {
  static let mail = MailText(id: "1@x").body("text\n").text
  static let mbox = MboxText().message(mail).text
  static let plist =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n\t<key>flags</key>\n\t<integer>8590195717</integer>\n</dict></plist>\n"
  static let emlx = "\(mail.utf8.count)      \n\(mail)\(plist)"
  static let mork = "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n< <(a=c)> // (f=iso-8859-1)\n"
  static let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)

  struct Layout: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [(String, String)]
    /// Paths that are mail, with kind, role and owner, in order.
    var mail: [(String, ArchiveKind, FolderRole)]
    var others: Int
    var testDescription: String { name }
  }

  static let layouts: [Layout] = [
    Layout(
      name: "Maildir++",
      files: [
        ("ann/Maildir/cur/1630000000.M1P2.host,S=12:2,RS", mail), ("ann/Maildir/new/1630000001.M1P2.host", mail),
        ("ann/Maildir/tmp/1630000002.M1P2.host", mail), ("ann/Maildir/.Sent/cur/1630000003.x!2,S", "words only\n"),
        ("ann/Maildir/dovecot-uidlist", "3 V1 N2\n"), ("ann/Maildir/.Sent/maildirfolder", ""),
        ("ann/Maildir/cur/1630000004.empty:2,", ""),
      ],
      mail: [
        ("ann/Maildir/.Sent/cur/1630000003.x!2,S", .maildir, .sent),
        ("ann/Maildir/cur/1630000000.M1P2.host,S=12:2,RS", .maildir, .inbox),
        ("ann/Maildir/cur/1630000004.empty:2,", .maildir, .inbox),
        ("ann/Maildir/new/1630000001.M1P2.host", .maildir, .inbox),
      ], others: 3),
    Layout(
      name: "MH",
      files: [
        ("Mail/inbox/1", mail), ("Mail/inbox/12", mail), ("Mail/inbox/.mh_sequences", "cur: 12\n"),
        ("Mail/inbox/13", "no mail\n"),
      ],
      mail: [("Mail/inbox/1", .mh, .inbox), ("Mail/inbox/12", .mh, .inbox)], others: 2),
    Layout(
      name: "Apple Mail",
      files: [
        ("V9/Sent Messages.mbox/mbox", mbox), ("V9/Sent Messages.mbox/table_of_contents", "\u{0}\u{0}\u{1}"),
        ("V9/INBOX.mbox/ABC/Data/Messages/1.emlx", emlx), ("V9/INBOX.mbox/ABC/Data/Messages/2.partial.emlx", emlx),
        ("V9/INBOX.mbox/Info.plist", plist),
      ],
      mail: [
        ("V9/INBOX.mbox/ABC/Data/Messages/1.emlx", .emlx, .inbox),
        ("V9/INBOX.mbox/ABC/Data/Messages/2.partial.emlx", .emlx, .inbox),
        ("V9/Sent Messages.mbox/mbox", .mbox, .sent),
      ], others: 2),
    Layout(
      name: "Thunderbird",
      files: [
        ("Mail/Local Folders/Inbox", mbox), ("Mail/Local Folders/Inbox.msf", mork),
        ("Mail/Local Folders/Inbox.sbd/Kunden", mbox),
        ("Mail/Local Folders/Sent", mbox), ("Mail/Local Folders/Sent.msf", mork), ("Mail/Local Folders/Drafts", ""),
      ],
      mail: [
        ("Mail/Local Folders/Inbox", .mbox, .inbox), ("Mail/Local Folders/Inbox.sbd/Kunden", .mbox, .inbox),
        ("Mail/Local Folders/Sent", .mbox, .sent),
      ], others: 3),
    Layout(
      name: "readpst",
      files: [
        ("out/ann/Inbox/mbox", mbox), ("out/ann/Sent Items/1.eml", mail), ("out/ann/Deleted Items/2", mail),
        ("out/ann/Calendar/calendar", "BEGIN:VCALENDAR\n"), ("out/ann/Contacts/contacts", "BEGIN:VCARD\n"),
      ],
      mail: [
        ("out/ann/Deleted Items/2", .mh, .deleted), ("out/ann/Inbox/mbox", .mbox, .inbox),
        ("out/ann/Sent Items/1.eml", .eml, .sent),
      ],
      others: 2),
    Layout(
      name: "Google Vault and Takeout",
      files: [
        ("case-1/ann@corp.example-AbC123.mbox", mbox),
        ("case-1/case-1-metadata.xml", "<?xml version='1.0'?>\n<Root></Root>\n"),
        ("case-1/case-1-account-info.csv", "Account,Count\n"), ("Takeout/archive_browser.html", "<html></html>\n"),
        ("Takeout/Mail/All mail Including Spam and Trash.mbox", mbox), ("Takeout/Mail/Sent.mbox", mbox),
      ],
      mail: [
        ("Takeout/Mail/All mail Including Spam and Trash.mbox", .mbox, .unknown),
        ("Takeout/Mail/Sent.mbox", .mbox, .sent),
        ("case-1/ann@corp.example-AbC123.mbox", .mbox, .unknown),
      ], others: 3),
    Layout(
      name: "eDiscovery",
      files: [
        ("Export/Exchange/ann@corp.example/Inbox/Hello.eml", mail),
        ("Export/Exchange/ann@corp.example/Gesendete Elemente/Re_ x.eml", mail),
        ("Export/manifest.xml", "<?xml version=\"1.0\"?>\n<Root DataInterchangeType=\"Update\"></Root>\n"),
        ("Export/Results.csv", "Item Identity,Document ID,Subject,Sender\n"), ("Export/Export Summary.csv", "a,b\n"),
      ],
      mail: [
        ("Export/Exchange/ann@corp.example/Gesendete Elemente/Re_ x.eml", .eml, .sent),
        ("Export/Exchange/ann@corp.example/Inbox/Hello.eml", .eml, .inbox),
      ], others: 3),
  ]

  @Test("Mail is found, its kind and its folder told", arguments: layouts) func folders(_ layout: Layout) throws {
    let folder = try TemporaryFolder()
    for (name, text) in layout.files { try folder.write(text, to: name) }
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.sources.map(\.path) == layout.mail.map { folder.path + "/" + $0.0 })
    #expect(result.sources.map(\.kind) == layout.mail.map(\.1))
    #expect(result.sources.map(\.role) == layout.mail.map(\.2))
    #expect(result.notMail.count == layout.others)
    #expect(result.unreadable.isEmpty)
    for source in result.sources { #expect(try readAll(source).count == 1) }
  }

  @Test("The same layouts within a ZIP and a tar", arguments: layouts) func packed(_ layout: Layout) throws {
    let folder = try TemporaryFolder()
    var zip = ZipText()
    var tar = TarText()
    for (name, text) in layout.files where !name.contains("/tmp/") {
      zip = zip.entry(name, text.bytes)
      tar = tar.file(name, text.bytes)
    }
    for path in try [folder.write(zip.bytes(), to: "a.zip"), folder.write(Packing.gzip(tar.bytes), to: "b.tgz")] {
      let sources = try SourceDiscovery.discover([path]).sources.sorted {
        $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
      }
      // A `!` may stand in a name, too.
      #expect(sources.map(\.path) == layout.mail.map { path + "!" + $0.0 })
      #expect(sources.map(\.kind) == layout.mail.map(\.1))
      #expect(sources.map(\.role) == layout.mail.map(\.2))
      for source in sources { #expect(try readAll(source).count == 1) }
    }
  }

  static let flags: [(String, String, MessageFlags)] = [
    ("Maildir/cur/1630000000.x:2,FRS", mail, [.flagged, .answered, .seen]), ("Maildir/cur/1630000000.x:2,", mail, []),
    ("Maildir/cur/1630000000.x:2,DPTab", mail, [.draft, .forwarded, .deleted]), ("Maildir/new/1630000000.x", mail, []),
    ("a.emlx", emlx, [.seen, .answered]), ("b.emlx", "\(mail.utf8.count)\n\(mail)", []),
    (
      "Inbox", mbox.replacing("From: ", with: "X-Mozilla-Status: 100b\nX-Mozilla-Status2: 00000000\nFrom: "),
      [.seen, .answered, .deleted, .forwarded]
    ),
    ("Inbox", mbox.replacing("From: ", with: "X-Mozilla-Status: zzzz\nFrom: "), []),
    ("mbox", mbox.replacing("Subject: ", with: "Status: RO\nX-Status: AF\nSubject: "), [.seen, .answered, .flagged]),
    ("mbox", mbox.replacing("Subject: ", with: "Status: Resolved\nSubject: "), []),
    ("mbox", mbox.replacing("text\n", with: "Status: RO\n"), []),
  ]

  @Test("Flags are kept", arguments: flags) func keptFlags(path: String, text: String, flags: MessageFlags) throws {
    let folder = try TemporaryFolder()
    let source = try #require(try SourceDiscovery.source(at: try folder.write(text, to: path)))
    #expect(try readAll(source).map(\.flags) == [flags])
  }

  static let emlxCases: [(String, String, String?, [DefectCode])] = [
    ("right", emlx, mail, []), ("no list", "\(mail.utf8.count)\n\(mail)", mail, []),
    ("too short", "20\n\(mail)\(plist)", mail, [.wrongContentLength]),
    ("too long", "2000\n\(mail)\(plist)", mail, [.wrongContentLength]),
    ("absurd", "999999999999999999\n\(mail)\(plist)", mail, [.wrongContentLength]),
    ("no list, cut", "\(mail.utf8.count + 9)\n\(mail)", mail, [.wrongContentLength]),
    ("empty", "0\n\(plist)", "", [.emptyMessage]),
    ("list in the mail", "\(mail.utf8.count + plist.utf8.count)\n\(mail)\(plist)\(plist)", mail + plist, []),
  ]

  @Test("An .emlx gives its message alone", arguments: emlxCases)
  func frame(name: String, text: String, message: String?, codes: [DefectCode]) throws {
    let folder = try TemporaryFolder()
    let source = try #require(try SourceDiscovery.source(at: try folder.write(text, to: "a.emlx")))
    #expect(source.kind == .emlx)
    let found = try readAll(source)
    #expect(found.map(\.text) == [message])
    #expect(found.map(\.codes) == [codes])
    #expect(found.first?.place.range.offset == text.prefix { $0 != "\n" }.utf8.count + 1)
    #expect(try readAll(source, from: source.size).isEmpty)
  }

  @Test("A byte count and a property list make an .emlx under any name") func unnamedEMLX() throws {
    let folder = try TemporaryFolder()
    #expect(try SourceDiscovery.source(at: try folder.write(Self.emlx, to: "message"))?.kind == .emlx)
    #expect(try SourceDiscovery.source(at: try folder.write("12\nwords\n", to: "words"))?.kind == nil)
  }

  @Test("Outlook's files are told with what to do about them") func outlook() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.ole, to: "a.msg")
    try folder.write(Self.ole, to: "c.doc")
    try folder.write("!BDN".bytes + Self.ole, to: "d.pst")
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.unreadable.map(\.path) == ["a.msg", "d.pst"].map { folder.path + "/" + $0 })
    #expect(result.unreadable.map { $0.message.contains("save it as .eml") } == [true, false])
    #expect(result.unreadable.last?.message.contains("Outlook data file") == true)
    #expect(result.notMail == [folder.path + "/c.doc"])
    // Inspected by themselves, they are documents.
    #expect(try SourceDiscovery.source(at: folder.path + "/a.msg") == nil)
  }
}
