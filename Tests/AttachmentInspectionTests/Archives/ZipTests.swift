import ByteReading
import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct ZipTests {
  private let program: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 256)
    bytes[0] = 0x4D
    bytes[1] = 0x5A
    bytes[0x3C] = 0x80
    bytes.replaceSubrange(0x80..<0x84, with: [0x50, 0x45, 0, 0])
    return bytes
  }()

  private func inspect(_ builder: ZipBuilder) -> AttachmentVerdict { AttachmentInspector().inspect(builder.build()) }

  private func ids(_ verdict: AttachmentVerdict) -> Set<String> { Set(verdict.techniques.map(\.id)) }

  @Test func aPlainArchiveIsNothing() {
    let verdict = inspect(ZipBuilder(texts: [("a.txt", "hello"), ("folder/b.txt", "there")]))
    #expect(verdict.type == .zip)
    #expect(verdict.techniques.isEmpty)
    #expect(verdict.children.map(\.name) == ["a.txt", "folder/b.txt"])
    #expect(verdict.children.first?.digest == ContentDigest(of: Array("hello".utf8)))
    #expect(abs(verdict.score - 0.01) < 0.001)
  }

  @Test func namesOfBothWalksAreCompared() {
    var builder = ZipBuilder(texts: [("invoice.txt", "x")])
    builder.entries[0].localName = "invoice.exe"
    #expect(ids(inspect(builder)).contains("zip-walks-disagree"))
  }

  @Test func anEntryThatTheDirectoryHidesIsFound() {
    var builder = ZipBuilder(texts: [("a.txt", "x")])
    builder.entries.append(ZipBuilder.Entry(name: "b.exe", content: program, isListed: false))
    let verdict = inspect(builder)
    #expect(ids(verdict).isSuperset(of: ["zip-walks-disagree", "executable-in-archive"]))
    #expect(verdict.level >= .high)
  }

  @Test func noDirectoryIsNoHindrance() {
    var builder = ZipBuilder(texts: [("a.txt", "x")])
    builder.hasDirectory = false
    let verdict = inspect(builder)
    #expect(verdict.type == .zip)
    #expect(verdict.children.map(\.name) == ["a.txt"])
  }

  @Test func junkBeforeTheArchiveIsSteppedOver() {
    var builder = ZipBuilder(texts: [("a.txt", "x")])
    builder.prefix = Array("junk junk".utf8)
    let verdict = inspect(builder)
    #expect(verdict.children.map(\.name) == ["a.txt"])
    #expect(!ids(verdict).contains("zip-walks-disagree"))
  }

  @Test(arguments: [(1, 0), (1, 99)])
  func aPasswordAndAProgramAreHigh(flags: Int, method: Int) {
    var builder = ZipBuilder([("document.exe", program)])
    builder.entries[0].flags = flags
    builder.entries[0].method = method
    let verdict = inspect(builder)
    #expect(verdict.encrypted)
    #expect(verdict.children.first?.digest == nil)
    #expect(verdict.level >= .high)
  }

  @Test func aPasswordAloneIsNoAlarm() {
    var builder = ZipBuilder(texts: [("report.pdf", "x")])
    builder.entries[0].flags = 1
    let verdict = inspect(builder)
    #expect(verdict.encrypted)
    #expect(verdict.level < .medium)
  }

  @Test(arguments: [
    ("invoice.pdf.exe", Level.critical), ("setup.exe", Level.high), ("invoice.js", Level.medium),
    ("invoice.pdf.lnk", Level.critical),
  ])
  func whatRunsInASmallArchive(name: String, level: Level) {
    let content = name.hasSuffix("exe") ? program : Array("text".utf8)
    #expect(inspect(ZipBuilder([(name, content)])).level >= level)
  }

  @Test func aSourceTreeIsNoAlarm() {
    let files = (0..<30).map { ("project/file\($0).js", Array("var x = \($0)\n".utf8)) }
    #expect(inspect(ZipBuilder(files)).level < .medium)
  }

  @Test func namesGoThroughContainers() {
    let inner = ZipBuilder([("setup.exe", program)]).build()
    let verdict = inspect(ZipBuilder([("b.zip", inner)]))
    #expect(verdict.children.map(\.name) == ["b.zip", "b.zip!setup.exe"])
    #expect(verdict.level >= .high)
  }

  @Test func depthIsBounded() {
    var bytes = ZipBuilder(texts: [("a.txt", "x")]).build()
    for _ in 0..<20 { bytes = ZipBuilder([("n.zip", bytes)]).build() }
    let verdict = AttachmentInspector().inspect(bytes)
    #expect(verdict.limitsHit.contains("depth"))
  }

  @Test(arguments: ["../../evil.txt", "C:\\evil.txt", "a/../../b"])
  func namesThatLeaveTheFolder(name: String) {
    #expect(ids(inspect(ZipBuilder(texts: [(name, "x")]))).contains("archive-traversal"))
  }

  @Test func aFolderThatPosesAsTheDocument() {
    #expect(
      ids(inspect(ZipBuilder(texts: [("x.pdf ", "x"), ("x.pdf /x.pdf .cmd", "x")]))).contains("archive-name-trick"))
  }
}
