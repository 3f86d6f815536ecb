import MailModel
import MailTestSupport
import Testing

@Suite("Digests") struct ContentDigestTests {
  /// SHA-256 of "abc" and of nothing, from FIPS 180-4's examples.
  static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  static let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  @Test("The standard's examples") func examples() {
    #expect(ContentDigest(of: "abc").hex == Self.abc)
    #expect(ContentDigest(of: "").hex == Self.nothing)
    #expect(ContentDigest(of: Array("abc".utf8)) == ContentDigest(of: "abc"))
    #expect(ContentDigest(of: "abc").prefix64 == 0xBA78_16BF_8F01_CFEA)
    #expect("\(ContentDigest(of: "abc"))" == Self.abc)
  }

  @Test("Forms are read back") func forms() {
    let digest = ContentDigest(of: "abc")
    #expect(ContentDigest(hex: digest.hex) == digest)
    #expect(ContentDigest(hex: digest.hex.uppercased()) == digest)
    #expect(ContentDigest(bytes: digest.bytes) == digest)
    #expect(digest.bytes.count == ContentDigest.byteCount)
  }

  @Test(
    "Anything else is none", arguments: ["", "ba", abc + "0", String(abc.dropLast()), String(abc.dropLast()) + "g"])
  func broken(hex: String) {
    #expect(ContentDigest(hex: hex) == nil)
    #expect(ContentDigest(bytes: Array(hex.utf8.prefix(31))) == nil)
  }

  @Test("Ordered as their hexadecimal forms are", arguments: UInt64(0)..<20) func order(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let digests = (0..<20).map { _ in
      ContentDigest(bytes: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }) ?? .zero
    }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
  }

  @Test(
    "Line ends of a message count as LF",
    arguments: ["a\r\nb\r\n", "a\rb\r", "a\nb\r", "a\r\nb\n"])
  func lineEnds(text: String) {
    #expect(Array(text.utf8).withUnsafeBytes { ContentDigest(ofMessage: $0) } == ContentDigest(of: "a\nb\n"))
  }

  @Test("CR CR LF are two line ends, and a lone CR is one") func carriageReturns() {
    let cases = [("\r\r\n", "\n\n"), ("\r", "\n"), ("\n\r", "\n\n"), ("", ""), ("\r\r", "\n\n")]
    for (text, canonical) in cases {
      #expect(Array(text.utf8).withUnsafeBytes { ContentDigest(ofMessage: $0) } == ContentDigest(of: canonical))
    }
  }

  @Test("How a message is cut into pieces does not count", arguments: UInt64(0)..<40) func pieces(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<200).map { _ in [0x0A, 0x0D, 0x61].randomElement(using: &random) ?? UInt8(0x61) }
    var digester = CanonicalMessageDigester()
    var plain = ContentDigester()
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(Int.random(in: 0...5, using: &random)))
      piece.withUnsafeBytes {
        digester.update($0)
        plain.update($0)
      }
      rest = rest.dropFirst(piece.count)
    }
    #expect(digester.finalize() == bytes.withUnsafeBytes { ContentDigest(ofMessage: $0) })
    #expect(plain.finalize() == ContentDigest(of: bytes))
  }
}
