import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A digest in the making: bytes go in piece by piece.
public struct ContentDigester: Sendable {
  private var hash = SHA256()

  /// Starts with no bytes.
  public init() {}

  /// Takes in `bytes` as they are.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    hash.update(bufferPointer: bytes)
  }

  /// The digest of all bytes taken in so far.
  public func finalize() -> ContentDigest {
    hash.finalize().withUnsafeBytes { ContentDigest(bytes: $0) } ?? .zero
  }
}

/// The digest of a message in the making: line ends count as LF, whatever they are in the file.
///
/// CRLF and a lone CR (RFC 5322 §2.3 allows neither alone, old Macs wrote it) become LF, so that one mail exported
/// with different line ends is one message. A CR at the end of one piece is held until the next piece tells what it
/// is.
public struct CanonicalMessageDigester: Sendable {
  private var digester = ContentDigester()
  private var heldCarriageReturn = false

  /// Starts with no bytes.
  public init() {}

  /// Takes in the next bytes of the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    var start = 0
    if heldCarriageReturn {
      heldCarriageReturn = false
      if bytes[0] != 0x0A { appendLineFeed() }
    }
    while start < bytes.count {
      guard let found = memchr(base + start, 0x0D, bytes.count - start) else { break }
      let at = UnsafeRawPointer(found) - base
      digester.update(UnsafeRawBufferPointer(rebasing: bytes[start..<at]))
      start = at + 1
      if start == bytes.count {
        heldCarriageReturn = true
      } else if bytes[start] != 0x0A {
        appendLineFeed()
      }
    }
    digester.update(UnsafeRawBufferPointer(rebasing: bytes[start...]))
  }

  /// The digest of the message taken in so far.
  public func finalize() -> ContentDigest {
    guard heldCarriageReturn else { return digester.finalize() }
    var whole = digester
    withUnsafeBytes(of: UInt8(0x0A)) { whole.update($0) }
    return whole.finalize()
  }

  private mutating func appendLineFeed() {
    withUnsafeBytes(of: UInt8(0x0A)) { digester.update($0) }
  }
}

extension ContentDigest {
  /// A digest of zeros: the digest of no content at all.
  public static let zero = ContentDigest(words: (0, 0, 0, 0))

  /// The digest of `bytes` as they are.
  public init(of bytes: UnsafeRawBufferPointer) {
    var digester = ContentDigester()
    digester.update(bytes)
    self = digester.finalize()
  }

  /// The digest of `bytes` as they are.
  public init(of bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ContentDigest(of: $0) }
  }

  /// The digest of the UTF-8 bytes of `text`.
  public init(of text: String) {
    self.init(of: Array(text.utf8))
  }

  /// The identity of a message: its digest with every line end taken as LF.
  ///
  /// `bytes` is the message with mbox quoting already undone.
  public init(ofMessage bytes: UnsafeRawBufferPointer) {
    var digester = CanonicalMessageDigester()
    digester.update(bytes)
    self = digester.finalize()
  }
}
