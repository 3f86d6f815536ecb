/// Collects the text of a page that is there and is not seen.
struct HiddenText {
  private var out: [UInt8] = []
  private var pendingSpace = false
  private var pendingBreak = false
  private var link: String?

  /// Bytes that are collected at most.
  private static let limit = 1 << 20

  init() {}

  /// The text, a line for each place where there is some.
  var string: String {
    var text = self
    text.closeLink()
    let shown = String(decoding: text.out, as: UTF8.self)
    guard !text.out.allSatisfy({ $0 < 0x80 }) else { return shown }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: shown.unicodeScalars.lazy.filter { !Self.isBlank($0.value) })
    return String(scalars).trimmingASCIISpace
  }

  /// What follows stands on a line of its own.
  mutating func breakLine() { pendingBreak = true }

  /// Appends text with its character references undone and its blanks as one.
  mutating func append(_ bytes: ByteView) {
    var at = 0
    while at < bytes.count, out.count < Self.limit {
      if bytes[at] == 0x26, let (character, end) = HTMLCharacterReference.read(bytes, at: at) {
        if character == 0xA0 || character == 0x20 {
          pendingSpace = true
        } else if !Self.isBlank(character) {
          flush()
          out.append(utf8Of: character)
        }
        at = end
      } else if ASCII.isSpace(bytes[at]) {
        pendingSpace = true
        at += 1
      } else {
        flush()
        let start = at
        at += 1
        while at < bytes.count, bytes[at] != 0x26, !ASCII.isSpace(bytes[at]) { at += 1 }
        out.append(contentsOf: bytes[start..<at].raw)
      }
    }
  }

  /// Begins a link, whose target follows its text.
  mutating func openLink(to target: String) {
    closeLink()
    link = target
  }

  /// Ends the link that is open.
  mutating func closeLink() {
    guard let target = link else { return }
    link = nil
    guard !target.isEmpty, out.count < Self.limit else { return }
    pendingSpace = true
    flush()
    out.append(0x3C)
    out.append(contentsOf: target.utf8)
    out.append(0x3E)
  }

  /// Characters without a shape, with which senders fill the preview of their mail.
  private static func isBlank(_ character: UInt32) -> Bool {
    switch character {
    case 0xAD, 0x34F, 0x61C, 0x180E, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x3000, 0xFEFF: true
    default: false
    }
  }

  private mutating func flush() {
    if !out.isEmpty, pendingBreak || pendingSpace { out.append(pendingBreak ? ASCII.lineFeed : ASCII.space) }
    pendingBreak = false
    pendingSpace = false
  }
}
