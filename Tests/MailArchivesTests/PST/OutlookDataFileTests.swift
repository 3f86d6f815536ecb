import Foundation
import MailModel
import MailTestSupport
import Testing

@testable import MailArchives

/// Outlook data files as sources: a folder each.
struct OutlookDataFileTests {
  private static let names = ["plain.pst", "compressible.pst", "cyclic.pst", "ansi.pst", "pages-4k.ost"]

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("pst/" + name))))
  }

  private func messages(
    of source: ArchiveSource, from position: Int64 = 0, limits: ArchiveLimits = ArchiveLimits()
  ) throws -> [RawMessage] {
    var reader = try ArchiveReader(source, from: position, limits: limits)
    var all: [RawMessage] = []
    while let batch = try reader.nextBatch() { all += batch.messages }
    return all
  }

  @Test(arguments: Self.names)
  func foldersAreSources(_ name: String) throws {
    let path = Fixtures.path("pst/" + name)
    let found = try SourceDiscovery.discover([path])
    #expect(found.unreadable.isEmpty)
    let folders =
      name == "ansi.pst"
      ? ["Posteingang", "Posteingang/Projekt Ägäis", "Gesendete Elemente", "Gelöschte Elemente", "Entwürfe"]
      : ["Inbox", "Inbox/Projekt Ägäis", "Sent Items", "Deleted Items", "Drafts"]
    #expect(found.sources.map(\.path) == (folders + ["Orphaned Items"]).map { path + "!" + $0 })
    #expect(found.sources.map(\.role) == [.inbox, .inbox, .sent, .deleted, .drafts, .deleted])
    #expect(found.sources.allSatisfy { $0.owner == .address("anna.keller@rheintal.example") })
    #expect(found.sources.allSatisfy { $0.kind == .pst && $0.size > 0 })
    let counts = try found.sources.map { try messages(of: $0).count }
    #expect(counts == [5, 1, 2, 1, 1, 1])
  }

  @Test func aMessageIsRendered() throws {
    let sources = try SourceDiscovery.discover([Fixtures.path("pst/compressible.pst")]).sources
    let sent = try #require(try messages(of: sources[2]).first)
    let text = String(decoding: sent.bytes.array, as: UTF8.self)
    #expect(text.contains("Message-ID: <re-offerte-7@rheintal.example>"))
    #expect(!text.contains("Received:"))
    #expect(sent.defects == [])
    #expect(sent.flags == [.seen])
    let orphan = try #require(try messages(of: sources[5]).first)
    #expect(orphan.flags == [.seen, .deleted])
    #expect(String(decoding: orphan.bytes.array, as: UTF8.self).contains("https://files.parcel.example/v2.zip"))
  }

  /// From every position that a batch names, the rest is what it was in one go; between two messages the next one comes.
  @Test(arguments: ["compressible.pst", "pages-4k.ost"])
  func readingGoesOnAtAnyPosition(_ name: String) throws {
    for source in try SourceDiscovery.discover([Fixtures.path("pst/" + name)]).sources {
      let all = try messages(of: source)
      var reader = try ArchiveReader(source, limits: ArchiveLimits(batchMessages: 1))
      var read = 0
      var last: Int64 = 0
      while let batch = try reader.nextBatch() {
        read += batch.messages.count
        #expect(batch.bytesRead == batch.position - last)
        last = batch.position
        let rest = try messages(of: source, from: batch.position)
        #expect(rest.map(\.place) == all[read...].map(\.place))
        #expect(rest.map { $0.bytes.array } == all[read...].map { $0.bytes.array })
      }
      #expect(read == all.count)
      #expect(last == source.size)
      #expect(all.map(\.place.range.offset) == all.map(\.place.range.offset).sorted())
      #expect(Set(all.map(\.place.range.offset)).count == all.count)
      for position in stride(from: Int64(0), to: source.size, by: 997) {
        let rest = try messages(of: source, from: position)
        #expect(rest.map(\.place) == all.filter { $0.place.range.offset >= position }.map(\.place))
      }
    }
  }

  @Test func aSourceIsKnownAgainByItsPath() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(try bytes("plain.pst"), to: "ann.pst")
    let source = try #require(try SourceDiscovery.discover([path]).sources.first)
    let identity = try source.identity(at: 100)
    #expect(try source.change(since: identity) == .unchanged)
    let bare = ArchiveSource(path: source.path, kind: .pst, size: source.size, modified: source.modified)
    #expect(try messages(of: bare).count == 5)
    #expect(try bare.change(since: identity) == .unchanged)
    var changed = try bytes("plain.pst")
    changed[40] &+= 1
    try folder.write(changed, to: "ann.pst")
    let now = try #require(try SourceDiscovery.discover([path]).sources.first)
    #expect(try now.change(since: identity) == .replaced)
  }

  @Test func packedFilesAreReadWhereTheyAreSmall() throws {
    let folder = try TemporaryFolder()
    let store = try bytes("plain.pst")
    let path = try folder.write(ZipText().entry("mail/ann.pst", store).bytes(), to: "export.zip")
    let sources = try SourceDiscovery.discover([path]).sources
    #expect(sources.first?.path == path + "!mail/ann.pst!Inbox")
    #expect(sources.count == 6)
    #expect(try messages(of: sources[0]).count == 5)
  }

  @Test func whatIsWrongIsTold() throws {
    let folder = try TemporaryFolder()
    let sound = try bytes("plain.pst")
    var version = sound
    version[10] = 99
    var method = sound
    method[513] = 0x10
    let table: [(name: String, bytes: [UInt8], words: String)] = [
      ("empty.pst", [], "and empty"),
      ("other.pst", [1, 2, 3, 4, 0, 0, 0, 1], "none by its content"),
      ("version.pst", version, "unknown version 99"),
      ("method.pst", method, "unknown method 16"),
      ("cut.pst", Array(sound[..<70_000]), "get the file whole"),
      ("garbage.pst", "!BDN".bytes + [UInt8](repeating: 0x41, count: 900), "unknown version"),
    ]
    for (name, bytes, words) in table {
      let path = try folder.write(bytes, to: name)
      let found = try SourceDiscovery.discover([path])
      #expect(found.sources.isEmpty)
      #expect(found.unreadable.map(\.path) == [path])
      #expect(found.unreadable.first?.message.contains(words) == true, "\(found.unreadable)")
    }
  }

  /// A damaged block costs what lies in it, and is told; the rest is read.
  @Test func damageEndsNothing() throws {
    let folder = try TemporaryFolder()
    var store = try bytes("plain.pst")
    let body = "Die neue Version".utf8.reduce(into: [UInt8]()) { $0 += [$1, 0] }
    let place = try #require(store.offset(of: body, from: 0))
    store[place] = 0x64
    let path = try folder.write(store, to: "ann.pst")
    let sources = try SourceDiscovery.discover([path]).sources
    #expect(sources.count == 6)
    let orphan = try #require(try messages(of: sources[5]).first)
    #expect(orphan.defects.map(\.code) == [.damagedInArchive])
    #expect(String(decoding: orphan.bytes.array, as: UTF8.self).contains("die neue Version"))
  }
}
