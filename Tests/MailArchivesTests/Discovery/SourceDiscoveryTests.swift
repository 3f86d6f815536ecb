import MailArchives
import MailTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Finding sources") struct SourceDiscoveryTests {
  static let mail = MailText(id: "1@x").body("text\n").text
  static let mbox = MboxText().message(mail).text

  @Test("Folders are walked in the order of bytes, links and devices passed over")
  func folders() throws {
    let folder = try TemporaryFolder()
    for name in ["b/inbox", "a.mbox", "a/2.eml", "a/10.eml", "Z.mbox", ".Sent/cur/1", ".git/mail.eml"] {
      try folder.write(name.hasSuffix("mbox") || name.hasSuffix("inbox") ? Self.mbox : Self.mail, to: name)
    }
    try folder.write("not mail at all\n", to: "a/notes.txt")
    #expect(symlink("b", folder.path + "/c") == 0)
    #expect(symlink("b/inbox", folder.path + "/link") == 0)
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let result = try SourceDiscovery.discover([folder.path])
    let names = [".Sent/cur/1", "Z.mbox", "a.mbox", "a/10.eml", "a/2.eml", "b/inbox"]
    #expect(result.sources.map(\.path) == names.map { folder.path + "/" + $0 })
    #expect(result.sources.map(\.kind) == [.maildir, .mbox, .mbox, .eml, .eml, .mbox])
    #expect(result.notMail == [folder.path + "/a/notes.txt"])
    #expect(result.passedOver == ["c", "link", "pipe"].map { folder.path + "/" + $0 })
    #expect(result.unreadable.isEmpty)
    #expect(result.sources[1].size == Int64(Self.mbox.utf8.count))
    #expect(result.sources[1].modified > 0)
  }

  @Test("Paths are taken as they are given, and once")
  func given() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.mbox, to: "x/inbox")
    #expect(symlink("x/inbox", folder.path + "/link") == 0)
    let result = try SourceDiscovery.discover([
      folder.path + "/link", folder.path + "/x/", path, path, folder.path + "/x",
    ])
    #expect(result.sources.map(\.path) == [folder.path + "/link"])
    let other = try SourceDiscovery.discover([folder.path + "/x/", folder.path + "/x//inbox", folder.path + "/./link"])
    #expect(other.sources.map(\.path) == [folder.path + "/x/inbox"])
  }

  @Test("A named path that is missing or no mail is an error")
  func errors() throws {
    let folder = try TemporaryFolder()
    let notes = try folder.write("words\n", to: "notes.txt")
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    for (path, code) in [
      (folder.path + "/none", ArchiveError.Code.notFound), (notes + "/below", .notFound), (notes, .notAMailArchive),
      (folder.path + "/pipe", .notAMailArchive),
    ] {
      let error = #expect(throws: ArchiveError.self) { try SourceDiscovery.discover([path]) }
      #expect(error?.code == code)
      #expect(error?.path == path)
    }
  }

  @Test("What may not be read is told, and stops nothing", .enabled(if: geteuid() != 0))
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.mbox, to: "inbox")
    let closed = try folder.write(Self.mbox, to: "closed")
    #expect(chmod(closed, 0) == 0)
    for paths in [[folder.path], [closed, path]] {
      let result = try SourceDiscovery.discover(paths)
      #expect(result.sources.map(\.path) == [path])
      #expect(result.unreadable.map(\.code) == [.unreadable])
      #expect(result.unreadable.map(\.path) == [closed])
    }
  }

  @Test("An empty folder has nothing") func emptyFolder() throws {
    let folder = try TemporaryFolder()
    #expect(try SourceDiscovery.discover([folder.path]).sources.isEmpty)
  }
}
