import MailModel

/// Finds the links of a message and tells those that it adds from those that it quotes.
enum LinkExtraction {
  /// The links of new and of quoted text.
  struct Links {
    var new: [LinkFact]
    var quoted: [LinkFact]
  }

  /// Links kept of each kind.
  static let limit = 64

  /// Finds links in the two texts, and sorts the links of HTML parts by which text shows them.
  ///
  /// Where neither text shows an HTML link (a button without text, a picture), it counts as quoted if the message
  /// quotes anything that holds links, because most such links are those of signatures that are carried along.
  static func links(new newText: String, quoted quotedText: String, hyperlinks: [HyperLink]) -> Links {
    var new = found(in: newText)
    var quoted = found(in: quotedText)
    guard !hyperlinks.isEmpty else { return Links(new: new, quoted: quoted) }
    // Every link is looked for in both texts, so both are bounded: the product of the two is what a hostile mail costs.
    let newBytes = newText.bytes(atMost: 1 << 15)
    let quotedBytes = quotedText.bytes(atMost: 1 << 15)
    var seen = Set(new.map(\.url))
    var seenQuoted = Set(quoted.map(\.url))
    for link in hyperlinks.prefix(256) {
      guard let fact = LinkFact(target: link.target, visibleText: link.text) else { continue }
      let label = bounded(link.text.trimmed, to: 256).bytes()
      let inNew = shows(label, in: newBytes) || seen.contains(fact.url)
      let inQuoted = shows(label, in: quotedBytes) || seenQuoted.contains(fact.url)
      if inNew && !(inQuoted && !seen.contains(fact.url)) || !inQuoted && !inNew && quotedBytes.count < 40 {
        if let at = new.firstIndex(where: { $0.url == fact.url }) {
          if new[at].visibleText.isEmpty { new[at].visibleText = fact.visibleText }
        } else if new.count < limit {
          new.append(fact)
        }
        seen.insert(fact.url)
      } else if !seenQuoted.contains(fact.url), quoted.count < limit {
        quoted.append(fact)
        seenQuoted.insert(fact.url)
      }
    }
    return Links(new: new, quoted: quoted)
  }

  private static func shows(_ label: [UInt8], in bytes: [UInt8]) -> Bool {
    label.count >= 3 && ByteSearch.first(label, in: bytes) != nil
  }

  /// The links written in a text, in order, each once.
  static func found(in text: String) -> [LinkFact] {
    let bytes = text.bytes(atMost: 1 << 20)
    var facts: [LinkFact] = []
    var seen: Set<String> = []
    var at = 0
    while facts.count < limit, let stretch = nextStretch(in: bytes, from: &at) {
      let target = String(decoding: bytes[stretch], as: UTF8.self)
      if let fact = LinkFact(target: target), seen.insert(fact.url).inserted { facts.append(fact) }
    }
    return facts
  }

  /// Where in a text links are written, at most 256.
  static func stretches(in bytes: [UInt8]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var at = 0
    while stretches.count < 256, let stretch = nextStretch(in: bytes, from: &at) { stretches.append(stretch) }
    return stretches
  }

  /// The next link from a place on, which is moved behind it.
  private static func nextStretch(in bytes: [UInt8], from at: inout Int) -> Range<Int>? {
    guard at < bytes.count, let start = nextStart(in: bytes, from: at) else { return nil }
    var end = start
    while end < bytes.count, end - start < 2048, isLinkByte(bytes[end]) { end += 1 }
    at = max(end, start + 4)
    while end > start, trailing.contains(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static let trailing: Set<UInt8> = Set(".,;:!?)]}'\"*_".utf8)

  // Characters beyond ASCII end a link in running text: Chinese and Japanese write on without a blank.
  private static func isLinkByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x3C, 0x3E, 0x7F..., 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D: false
    default: true
    }
  }

  /// The next place at which a scheme that leads somewhere, or `www.`, begins.
  private static func nextStart(in bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + window < bytes.count {
      let shift = shifts[Int(bytes[at + window - 1])]
      if shift > 0 {
        at += shift
        continue
      }
      if at == 0 || !bytes[at - 1].isAlphanumeric, begins(bytes, at) { return at }
      at += 1
    }
    return nil
  }

  private static let starts: [[UInt8]] = ["http://", "https://", "ftp://", "file://", "www."].map { Array($0.utf8) }

  /// Bytes in the shortest start: so many of each start are compared first.
  private static let window = 4

  /// How far a start can be from here at least, by the last byte of the window (Horspool 1980, for several words).
  private static let shifts: [Int] = (0...UInt8.max).map { byte in
    let places = starts.compactMap { $0.prefix(window).lastIndex(of: byte.lowered) }
    return window - 1 - (places.max() ?? -1)
  }

  private static func begins(_ bytes: [UInt8], _ at: Int) -> Bool {
    starts.contains { start in
      guard at + start.count <= bytes.count else { return false }
      for offset in start.indices where bytes[at + offset].lowered != start[offset] { return false }
      return true
    }
  }
}
