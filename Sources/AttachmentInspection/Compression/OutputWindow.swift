/// What a dictionary coder has given so far, and into which it reaches back.
struct OutputWindow {
  private(set) var bytes: [UInt8] = []
  /// Whether bytes were left out because there was no room.
  private(set) var isCut = false
  /// The bytes that it may grow to.
  let limit: Int

  init(limit: Int) { self.limit = max(0, limit) }

  var count: Int { bytes.count }

  /// Whether no more bytes are taken.
  var isFull: Bool { bytes.count >= limit }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ more: [UInt8]) {
    let room = max(0, limit - bytes.count)
    if more.count > room { isCut = true }
    bytes.append(contentsOf: more.prefix(room))
  }

  /// Repeats bytes that came out so far before; false where there are none so far back.
  mutating func copy(distance: Int, count length: Int) -> Bool {
    guard distance > 0, distance <= bytes.count else { return false }
    if length > limit - bytes.count { isCut = true }
    let length = min(length, limit - bytes.count)
    guard length > 0 else { return true }
    let start = bytes.count - distance
    // Byte by byte: a slice of the array would share it, and appending then copy all of it.
    for place in start..<start + length { bytes.append(bytes[place]) }
    return true
  }
}
