/// A link of a message: where it leads, whoever rewrote it on the way.
public struct LinkFact: Sendable, Hashable {
  /// The target, protection services' wrapping undone, at most 512 bytes.
  public var url: String
  /// The host in lower case, without a port; an address in numbers for a link to one.
  public var host: String
  /// The registrable part of the host.
  public var domain: String
  /// The text a person sees, at most 128 bytes; empty where it is the link itself.
  public var visibleText: String
  /// Whether a protection service wrapped the link so that the target cannot be read.
  public var isOpaque: Bool

  /// Reads a link; nil where `target` names no host.
  ///
  /// Schemes read: http, https, ftp, file, and no scheme before `www.`; `hxxp` and `[.]` as written by people who warn
  /// of a link are not links.
  public init?(target: String, visibleText: String = "") {
    let written = bounded(target.trimmed, to: 2048)
    guard let writtenHost = Self.host(of: written) else { return nil }
    let writtenDomain = RegistrableDomain(host: writtenHost).name
    var unwrapped = LinkRewriting.unwrapped(written, host: writtenHost, domain: writtenDomain)
    // Gateways wrap what others have wrapped, and redirectors.
    for _ in 0..<3 where !unwrapped.isOpaque && unwrapped.url != written {
      guard let host = Self.host(of: unwrapped.url) else { break }
      let inner = LinkRewriting.unwrapped(unwrapped.url, host: host, domain: RegistrableDomain(host: host).name)
      guard inner.url != unwrapped.url || inner.isOpaque else { break }
      unwrapped = inner
    }
    url = bounded(unwrapped.url, to: 512)
    if unwrapped.url == written {
      host = writtenHost
      domain = writtenDomain
    } else {
      guard let host = Self.host(of: unwrapped.url) else { return nil }
      self.host = host
      domain = RegistrableDomain(host: host).name
    }
    self.visibleText = visibleText == target ? "" : bounded(visibleText, to: 128)
    isOpaque = unwrapped.isOpaque
  }

  /// Where the link leads, as novelty asks: a service at which anyone may leave a file or a way on, else the domain.
  var place: String { sharedService ?? domain }

  /// The service for everybody that the link leads to; nil where it leads to somebody's own place.
  var sharedService: String? {
    if HostTables.fileSharing.contains(host) { return host }
    return HostTables.fileSharing.contains(domain) || HostTables.redirectors.contains(domain) ? domain : nil
  }

  /// What follows the host: the path, without query and fragment; empty where there is none.
  public var path: String {
    let bytes = url.bytes()
    var start = ByteSearch.first("://", in: bytes).map { $0 + 3 } ?? 0
    while start < bytes.count, !Self.endsHost(bytes[start]) { start += 1 }
    guard start < bytes.count, bytes[start] == 0x2F else { return "" }
    var end = start
    while end < bytes.count, bytes[end] != 0x3F, bytes[end] != 0x23 { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The host of a link, lower case; nil where the text is no link.
  static func host(of url: String) -> String? {
    let bytes = url.bytes(atMost: 2048)
    let isShare = bytes.starts(with: [0x5C, 0x5C])
    guard let start = hostStart(bytes, isShare: isShare) else { return nil }
    var host = bytes[start...].prefix { !endsHost($0) && $0 != 0x5C }
    if let at = host.lastIndex(of: 0x40) { host = host[(at + 1)...] }
    if host.first != 0x5B { host = host.prefix { $0 != 0x3A } }
    while host.last == 0x2E { host.removeLast() }
    guard !host.isEmpty, host.count <= 253, host.allSatisfy(isHostByte) else { return nil }
    let text = String(decoding: host, as: UTF8.self).lowercased()
    return isShare || isPlausible(text.bytes()) ? text : nil
  }

  /// Where the host begins: behind a scheme, a user's share, or at `www.`.
  private static func hostStart(_ bytes: [UInt8], isShare: Bool) -> Int? {
    if let mark = bytes.prefix(9).firstIndex(of: 0x3A), ByteSearch.stands([0x3A, 0x2F, 0x2F], in: bytes, at: mark) {
      let scheme = bytes[..<mark]
      let isRead =
        scheme.equalsLowered("http") || scheme.equalsLowered("https") || scheme.equalsLowered("ftp")
        || scheme.equalsLowered("file")
      return isRead ? mark + 3 : nil
    }
    if bytes.prefix(4).equalsLowered("www.") { return 0 }
    return isShare ? 2 : nil
  }

  /// Whether a byte ends the host: a slash, a question mark, a hash.
  private static func endsHost(_ byte: UInt8) -> Bool { byte == 0x2F || byte == 0x3F || byte == 0x23 }

  /// Whether a host is an address in numbers, or ends in letters as every top-level domain does, below a label without
  /// an underscore: programs print much that begins like a link.
  private static func isPlausible(_ host: [UInt8]) -> Bool {
    if RegistrableDomain.isAddress(host[...]) { return true }
    let labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard labels.count >= 2, let top = labels.last, !labels.contains(where: \.isEmpty) else { return false }
    let isPunycode = top.prefix(4).equalsLowered("xn--")
    let isWord = top.count >= 2 && top.allSatisfy { $0 >= 0x80 || ($0 >= 0x61 && $0 <= 0x7A) }
    return (isWord || isPunycode) && !labels[labels.count - 2].contains(0x5F)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x5B, 0x5D, 0x3A, 0x80...: true
    default: false
    }
  }

  func pack(into writer: inout PackedWriter) {
    writer.text(url)
    writer.text(host)
    writer.text(domain)
    writer.text(visibleText)
    writer.byte(isOpaque ? 1 : 0)
  }

  init(from reader: inout PackedReader) {
    url = reader.text()
    host = reader.text()
    domain = reader.text()
    visibleText = reader.text()
    isOpaque = reader.byte() == 1
  }
}
