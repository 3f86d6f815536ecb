import ByteReading

extension Inspection {
  /// Goes into the member of a gzip file.
  mutating func inspectGzip(_ bytes: [UInt8]) {
    let inflated = Inflater.inflate(bytes, from: 0, wrapping: .gzip, limit: entryAllowance)
    spend(inflated: inflated.bytes.count)
    if inflated.ending == .limit { hit(.entryBytes) }
    let compressed = max(1, inflated.consumed)
    if inflated.bytes.count > 8 << 20, inflated.bytes.count / compressed > limits.expansionRatio {
      hit(.expansionRatio)
      found(.archiveBomb, "inflates \(inflated.bytes.count / compressed) times")
    }
    guard !inflated.bytes.isEmpty, takeEntry() else { return }
    let name = Self.memberName(bytes)
    let type = inspectChild(name, inflated.bytes)
    judge([ArchiveMember(name: name, size: inflated.bytes.count, type: type, isEncrypted: false)])
  }

  /// The name in the header (RFC 1952 §2.3, FNAME), else `content`.
  private static func memberName(_ bytes: [UInt8]) -> String {
    guard let flags = bytes.byte(at: 3), flags & 8 != 0 else { return "content" }
    var at = 10
    if flags & 4 != 0 { at += 2 + (bytes.u16(at: 10) ?? 0) }
    let end = bytes.firstIndex(ofByte: 0, from: at, to: at + 1_024) ?? at
    return end > at ? bytes.bytes(at: at, count: end - at).lenientText : "content"
  }
}
