import MailModel
import Testing

@testable import EvidenceBag

@Suite("Manifests")
struct BagManifestTests {
  private static let digest = String(repeating: "0f", count: 32)

  @Test(arguments: [
    ("  data/a.eml", "data/a.eml"), (" data/a.eml", "data/a.eml"), ("\tdata/a b.eml", "data/a b.eml"),
    (" *data/a.eml", "data/a.eml"), ("  data/a%0Ab%25", "data/a\nb%"), ("  data/a.eml\r", "data/a.eml"),
  ])
  func namesAreReadAsTheyAreWritten(line: String, name: String) {
    let manifest = BagManifest(Self.digest + line + "\n")
    #expect(manifest.entries.map(\.path) == [name])
    #expect(manifest.malformed.isEmpty)
  }

  @Test(arguments: [
    "  ../a", "  data/../../a", "  /etc/passwd", "  ~/a", "  data//a", "  ./a", "  data/", "  ", "", "  data/%00\0",
  ])
  func nothingLeadsOutOfTheBag(line: String) {
    let manifest = BagManifest("\n" + Self.digest + line + "\n" + Self.digest + "  data/b\n")
    #expect(manifest.entries.map(\.path) == ["data/b"])
    #expect(manifest.malformed == [2])
  }

  @Test func whatIsNoDigestIsTold() {
    #expect(BagManifest("abc  data/a\n").malformed == [1])
  }
}
