import MailTestSupport
import Testing

@testable import MailArchives

@Suite("Paths as text") struct PathTextTests {
  static let cases: [([UInt8], String)] = [
    ("plain/Entwürfe.mbox".bytes, "plain/Entwürfe.mbox"), ([0x45, 0xFC, 0x72], "E\\xFCr"),
    ([0xFF, 0xFE], "\\xFF\\xFE"), ([0xC3], "\\xC3"), ([0xE2, 0x82, 0x2F], "\\xE2\\x82/"),
    // A surrogate and an overlong slash are no UTF-8 (RFC 3629 §3).
    ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"),
    // What reads as an escape is escaped; other backslashes stay.
    ("a\\xFCb".bytes, "a\\x5CxFCb"), ("a\\xfcb".bytes, "a\\xfcb"), ("a\\b\\x".bytes, "a\\b\\x"),
    ("\\x5C".bytes, "\\x5Cx5C"), ([0x5C, 0x78, 0x46, 0xFF], "\\xF\\xFF"), ([], ""), ("a\u{1B}b".bytes, "a\u{1B}b"),
  ]

  @Test("Names are written, and read back", arguments: cases) func names(bytes: [UInt8], text: String) {
    #expect(PathText.text(of: bytes) == text)
    #expect(PathText.bytes(of: text) == bytes)
  }

  @Test("Any bytes have a text of their own", arguments: UInt64(0)..<20) func anyBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces: [[UInt8]] = [
      [0x5C], [0x78], [0x46], [0x35, 0x43], [0xFC], [0xC3, 0xBC], [0xE2, 0x82], [0x2F], [0x1B],
    ]
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...8, using: &random)).flatMap { _ in
        pieces.randomElement(using: &random) ?? []
      }
      let text = PathText.text(of: bytes)
      #expect(PathText.bytes(of: text) == bytes)
      #expect(PathText.bytes(of: PathText.text(of: bytes, escaping: .controls)) == bytes)
      let isSame = PathText.withSystemPath(text) { path in
        bytes.indices.allSatisfy { UInt8(bitPattern: path[$0]) == bytes[$0] } && path[bytes.count] == 0
      }
      #expect(isSame)
    }
  }

  @Test("Old names are read for people") func readable() {
    #expect(PathText.readable("Envoy\\xE9s") == "Envoyés")
    #expect(PathText.readable("a\\x5CxFF") == "a\\xFF")
    #expect(FolderRole(path: "ann/\\xC9l\\xE9ments envoy\\xE9s/1.eml") == .sent)
  }

  @Test("Letters composed otherwise make another name") func composed() {
    #expect("é" == "e\u{301}")
    #expect(ExactText("é") != ExactText("e\u{301}"))
    #expect(Set([ExactText("é"), ExactText("e\u{301}"), ExactText("é")]).count == 2)
  }
}

@Suite("Files under names of all kinds") struct UnusualNamesTests {
  static let mail = MailText(id: "1@x").body("text\n").text

  @Test("A name that is no UTF-8 is read, and known again") func latin() throws {
    let folder = try TemporaryFolder()
    guard folder.write(MboxText().message(Self.mail).text.bytes, toName: Array("Entw".utf8) + [0xFC, 0x72, 0x66, 0x65])
    else { return }
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.unreadable.isEmpty)
    let source = try #require(result.sources.first)
    #expect(source.path == folder.path + "/Entw\\xFCrfe")
    #expect(source.role == .drafts)
    #expect(try readAll(source).map(\.text) == [Self.mail])
    let identity = try source.identity(at: source.size)
    #expect(try source.change(since: identity) == .unchanged)
    // Made again from what the case stores, and named on the command line.
    let stored = ArchiveSource(path: source.path, kind: .mbox, size: source.size, modified: source.modified)
    #expect(try readAll(stored).count == 1)
    #expect(try SourceDiscovery.discover([source.path]).sources.map(\.path) == [source.path])
  }

  @Test("A name that looks like an escape is another one") func escape() throws {
    let folder = try TemporaryFolder()
    guard folder.write(Self.mail.bytes, toName: [0x61, 0xFF]) else { return }
    try folder.write(Self.mail, to: "a\\xFF")
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.sources.map(\.path) == ["a\\x5CxFF", "a\\xFF"].map { folder.path + "/" + $0 })
    for source in result.sources { #expect(try readAll(source).count == 1) }
  }

  @Test("Two names that differ in how a letter is composed are two files") func composed() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.mail, to: "\u{E9}.eml")
    try folder.write(Self.mail, to: "e\u{301}.eml")
    #expect(try SourceDiscovery.discover([folder.path]).sources.count == 2)
    let zip = ZipText().entry("\u{E9}.eml", Self.mail.bytes).entry("e\u{301}.eml", Self.mail.bytes).bytes()
    let sources = try SourceDiscovery.discover([try folder.write(zip, to: "x/a.zip")]).sources
    #expect(
      sources.map { Array($0.path.utf8.suffix(7)) } == ["!\u{E9}.eml".bytes, "e\u{301}.eml".bytes].map { $0.suffix(7) })
    for source in sources { #expect(try readAll(source).count == 1) }
  }

  static let members: [([UInt8], String)] = [
    ("Entwürfe/a.eml".bytes, "Entwürfe/a.eml"), ([0x45, 0xFC, 0x2E, 0x65, 0x6D, 0x6C], "E\\xFC.eml"),
    ("a\u{1B}[2J.eml".bytes, "a\\x1B[2J.eml"), ("x\\y.eml".bytes, "x\\y.eml"), ("/etc/../a.eml".bytes, "etc/../a.eml"),
  ]

  @Test("Names in a tar", arguments: members) func tar(bytes: [UInt8], text: String) throws {
    let folder = try TemporaryFolder()
    let tar = TarText().file(bytes: bytes, Self.mail.bytes).bytes
    let source = try #require(try SourceDiscovery.discover([try folder.write(tar, to: "a.tar")]).sources.first)
    #expect(source.path == folder.path + "/a.tar!" + text)
    // Found again by its name alone.
    let stored = ArchiveSource(path: source.path, kind: .eml, size: source.size, modified: source.modified)
    #expect(try readAll(stored).map(\.text) == [Self.mail])
  }

  @Test("Names in a ZIP: UTF-8 by the flag, DOS letters without, Info-ZIP's name beside") func zip() throws {
    let folder = try TemporaryFolder()
    let odd: [UInt8] = [0x45, 0x81, 0x2E, 0x65, 0x6D, 0x6C]
    for (flagged, name) in [(true, "E\\x81.eml"), (false, "Eü.eml")] {
      let zip = ZipText().entry(bytes: odd, Self.mail.bytes, isUTF8: flagged).bytes()
      let sources = try SourceDiscovery.discover([try folder.write(zip, to: "\(flagged).zip")]).sources
      #expect(sources.map(\.path) == [folder.path + "/\(flagged).zip!" + name])
      #expect(try sources.flatMap { try readAll($0) }.count == 1)
    }
    let zip = ZipText().entry(bytes: odd, Self.mail.bytes, isUTF8: false, unicode: "Entwürfe/1.eml").bytes()
    let source = try #require(try SourceDiscovery.discover([try folder.write(zip, to: "u.zip")]).sources.first)
    #expect(source.path == folder.path + "/u.zip!Entwürfe/1.eml")
    #expect(source.role == .drafts)
  }
}
