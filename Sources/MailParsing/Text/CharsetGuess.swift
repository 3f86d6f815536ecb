/// The charset that 8-bit text without a label is written in, by the statistics of its bytes.
///
/// Asked only where the bytes are no UTF-8. East Asian charsets are told by their pairs: every byte above ASCII must
/// belong to one, and most pairs must be among the charset's common characters. Cyrillic is told by its words, in
/// which nearly all letters are above ASCII; text of Western Europe has them one by one.
enum CharsetGuess {
  /// Bytes that are looked at.
  private static let sampleSize = 1 << 16
  /// Bytes above ASCII below which nothing is guessed.
  private static let fewest = 4

  /// The name of the charset for the C library; nil where Windows-1252 is the best guess.
  static func charset(of bytes: ByteView) -> String? {
    let sample = bytes[0..<min(bytes.count, sampleSize)]
    guard let runs = HighByteRuns(sample), runs.bytes >= fewest else { return nil }
    // Letters of Western languages above ASCII seldom stand side by side.
    guard runs.bytes * 2 >= runs.count * 3 else { return nil }
    if let charset = eastAsian(sample) { return charset }
    return cyrillic(sample)
  }

  /// Whether text that calls itself Western hardly is: its letters above ASCII stand in long runs.
  static func isUnlikelyWestern(_ bytes: ByteView) -> Bool {
    guard let runs = HighByteRuns(bytes[0..<min(bytes.count, sampleSize)]), runs.bytes >= 12 else { return false }
    return runs.bytes * 2 >= runs.count * 5
  }

  // MARK: East Asia

  private static func eastAsian(_ bytes: ByteView) -> String? {
    var euc = PairCount()
    var big5 = PairCount()
    var shiftJIS = PairCount()
    euc.read(bytes, isLead: { $0 >= 0xA1 && $0 <= 0xFE }, isTrail: { $0 >= 0xA1 && $0 <= 0xFE })
    if euc.isWhole {
      // Kana, then hangul, whose rows end where half of the common hanzi only begin.
      if euc.share(of: 0xA4...0xA5) > 0.25 { return "euc-jp-ms" }
      if euc.share(of: 0xB0...0xC8) > 0.85, euc.pairs >= 8 { return "cp949" }
      if euc.share(of: 0xB0...0xD7) > 0.6 { return "gb18030" }
    }
    shiftJIS.read(
      bytes, isLead: { ($0 >= 0x81 && $0 <= 0x9F) || ($0 >= 0xE0 && $0 <= 0xFC) },
      isTrail: { $0 >= 0x40 && $0 != 0x7F && $0 <= 0xFC }, isSingle: { $0 >= 0xA1 && $0 <= 0xDF })
    if shiftJIS.isWhole, shiftJIS.share(of: 0x82...0x83) > 0.25, shiftJIS.pairs >= 2 { return "cp932" }
    big5.read(
      bytes, isLead: { $0 >= 0xA1 && $0 <= 0xF9 },
      isTrail: { ($0 >= 0x40 && $0 <= 0x7E) || ($0 >= 0xA1 && $0 <= 0xFE) })
    if big5.isWhole, big5.share(of: 0xA4...0xC6) > 0.7 { return "big5-hkscs" }
    var gb18030 = PairCount()
    gb18030.read(
      bytes, isLead: { $0 >= 0x81 && $0 <= 0xFE }, isTrail: { $0 >= 0x40 && $0 != 0x7F && $0 <= 0xFE })
    return gb18030.isWhole && gb18030.share(of: 0xB0...0xD7) > 0.6 ? "gb18030" : nil
  }

  /// The pairs that bytes above ASCII make, by their first byte.
  private struct PairCount {
    private(set) var pairs = 0
    private var byLead = [Int](repeating: 0, count: 256)
    private var isBroken = false

    /// Whether all bytes above ASCII belong to a pair, or are characters of their own.
    var isWhole: Bool { !isBroken && pairs > 0 }

    mutating func read(
      _ bytes: ByteView, isLead: (UInt8) -> Bool, isTrail: (UInt8) -> Bool, isSingle: (UInt8) -> Bool = { _ in false }
    ) {
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte < 0x80 || isSingle(byte) {
          at += 1
        } else if isLead(byte), at + 1 == bytes.count || isTrail(bytes[at + 1]) {
          pairs += 1
          byLead[Int(byte)] += 1
          at += 2
        } else {
          isBroken = true
          return
        }
      }
    }

    func share(of leads: ClosedRange<Int>) -> Double {
      pairs == 0 ? 0 : Double(byLead[leads].reduce(0, +)) / Double(pairs)
    }
  }

  // MARK: Cyrillic

  /// KOI8-R and Windows-1251 have the same letters with capitals and small ones in each other's place.
  private static func cyrillic(_ bytes: ByteView) -> String? {
    var low = 0
    var high = 0
    var other = 0
    var capitalLow = 0
    var capitalHigh = 0
    var isWordStart = true
    for index in 0..<bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0xC0...0xDF:
        if isWordStart { capitalLow += 1 } else { low += 1 }
      case 0xE0...0xFF:
        if isWordStart { capitalHigh += 1 } else { high += 1 }
      case 0x80...:
        other += 1
      default: break
      }
      isWordStart = byte < 0x80 && !ASCII.isLetter(byte)
    }
    let inside = low + high
    guard inside >= 4, other * 5 <= inside else { return nil }
    // Inside words small letters are the rule.
    if high >= low * 4 { return "cp1251" }
    if low >= high * 4 { return "koi8-r" }
    return nil
  }
}

/// How bytes above ASCII stand together.
private struct HighByteRuns {
  private(set) var bytes = 0
  private(set) var count = 0

  /// nil where there are none.
  init?(_ view: ByteView) {
    var isInRun = false
    for index in 0..<view.count {
      let isHigh = view[index] >= 0x80
      if isHigh {
        bytes += 1
        if !isInRun { count += 1 }
      }
      isInRun = isHigh
    }
    if bytes == 0 { return nil }
  }
}
