import MailModel

/// The one form of a date that asks for no guess: that of RFC 5322 §3.3, to the second, with the zone as a number.
///
/// `GMT` counts too, since it has one meaning. All else that a reader understands is a repair, and is told.
struct DateGrammar {
  private let bytes: ByteView
  private var at = 0

  private init(_ bytes: ByteView) { self.bytes = bytes }

  /// Whether the field is written in that form, and its weekday is that of `date`.
  static func isExact(_ bytes: ByteView, _ date: MailDate) -> Bool {
    var grammar = DateGrammar(bytes)
    return grammar.matches(date)
  }

  private mutating func matches(_ date: MailDate) -> Bool {
    skipBlanksAndComments()
    if ASCII.isLetter(bytes[at]) {
      // The weekday is that of the place where the mail was written.
      let days = (date.seconds + Int64(date.zoneMinutes ?? 0) * 60 - (isLeapSecond ? 1 : 0)).dividedDown(by: 86_400)
      guard let weekday = name(of: Self.weekdays), Int64(weekday) == (days + 4).remainderUp(by: 7), take(0x2C) else {
        return false
      }
      skipBlanks()
    }
    guard (1...2).contains(digits()), blanks(), name(of: Self.months) != nil, blanks(), digits() == 4, blanks() else {
      return false
    }
    guard digits() == 2, take(0x3A), digits() == 2, take(0x3A), digits() == 2, blanks() else { return false }
    if bytes[at] == 0x2B || bytes[at] == 0x2D {
      at += 1
      guard digits() == 4 else { return false }
    } else {
      guard name(of: ["gmt"]) != nil else { return false }
    }
    skipBlanksAndComments()
    return at >= bytes.count
  }

  private static let weekdays: [StaticString] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The second 60 counts as the next minute's first; the day is still the one before.
  private var isLeapSecond: Bool { bytes.firstIndex(of: ":60", from: 0) != nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func name(of names: [StaticString]) -> Int? {
    for (index, name) in names.enumerated() where bytes.matches(lowercase: name, at: at) {
      at += 3
      return ASCII.isLetter(bytes[at]) ? nil : index
    }
    return nil
  }

  private mutating func digits() -> Int {
    let start = at
    while ASCII.isDigit(bytes[at]) { at += 1 }
    return at - start
  }

  private mutating func skipBlanks() {
    while ASCII.isBlank(bytes[at]) { at += 1 }
  }

  private mutating func blanks() -> Bool {
    let start = at
    skipBlanks()
    return at > start
  }

  private mutating func skipBlanksAndComments() {
    while at < bytes.count {
      if bytes[at] == 0x28 {
        let end = CommentScanner.end(of: bytes, from: at)
        // A comment that never closes is no comment.
        guard bytes[end - 1] == 0x29 else { return }
        at = end
      } else if ASCII.isBlank(bytes[at]) {
        at += 1
      } else {
        return
      }
    }
  }
}

extension Int64 {
  /// The quotient rounded down; `divisor` is positive.
  fileprivate func dividedDown(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-(self + 1)) / divisor) - 1
  }

  /// The remainder that is not negative.
  fileprivate func remainderUp(by divisor: Int64) -> Int64 { self - dividedDown(by: divisor) * divisor }
}
