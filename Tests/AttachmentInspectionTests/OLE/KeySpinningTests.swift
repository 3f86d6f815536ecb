import Crypto
import Testing

@testable import AttachmentInspection

@Suite struct KeySpinningTests {
  /// The definition, hash by hash.
  private func spun<Function: HashFunction>(_ start: [UInt8], _ count: Int, _ function: Function.Type) -> [UInt8] {
    var digest = Array(Function.hash(data: start))
    for round in 0..<count {
      let number = (0..<4).map { UInt8(truncatingIfNeeded: round >> (8 * $0)) }
      digest = Array(Function.hash(data: number + digest))
    }
    return digest
  }

  @Test(arguments: [0, 1, 2, 255, 256, 300])
  func spinsAsTheDefinitionDoes(count: Int) {
    let start = (0..<40).map { UInt8($0) }
    #expect(KeyHash.md5.spun(start, count: count) == spun(start, count, Insecure.MD5.self))
    #expect(KeyHash.sha1.spun(start, count: count) == spun(start, count, Insecure.SHA1.self))
    #expect(KeyHash.sha256.spun(start, count: count) == spun(start, count, SHA256.self))
    #expect(KeyHash.sha384.spun(start, count: count) == spun(start, count, SHA384.self))
    #expect(KeyHash.sha512.spun(start, count: count) == spun(start, count, SHA512.self))
  }

  @Test func refusesDigestsOfAnotherLength() {
    #expect(SHA1Spin.spun([1, 2, 3], count: 1) == nil)
    #expect(SHA512Spin.spun([UInt8](repeating: 0, count: 20), count: 1) == nil)
  }
}
