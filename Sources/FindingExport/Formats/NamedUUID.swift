import Crypto

/// A UUID made of a name (RFC 9562 §5.5, version 5): the same name gives the same UUID on every machine.
struct NamedUUID: CustomStringConvertible {
  /// This project's namespace: every UUID it writes is derived from it.
  private static let namespace: [UInt8] = [
    0x5E, 0x0B, 0x7A, 0x62, 0x91, 0x44, 0x4C, 0x0D, 0xA7, 0x3F, 0x2B, 0xD8, 0x16, 0xE9, 0x50, 0xC3,
  ]

  let description: String

  /// Makes the UUID of `name`, of things of one `kind`.
  init(_ kind: String, _ name: String) {
    var hash = Insecure.SHA1()
    hash.update(data: Self.namespace)
    hash.update(data: Array((kind + ":" + name).utf8))
    var text = ""
    for (index, byte) in hash.finalize().prefix(16).enumerated() {
      let marked =
        switch index {
        case 6: byte & 0x0F | 0x50
        case 8: byte & 0x3F | 0x80
        default: byte
        }
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += String(marked >> 4, radix: 16) + String(marked & 0xF, radix: 16)
    }
    description = text
  }
}
