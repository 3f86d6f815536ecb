/// Messages by the fingerprints of what they add, as far as any quoted text has these.
///
/// Of new text nothing else is kept, so messages can be gone through one by one, in any order.
struct QuotedTextTable: Sendable {
  /// A fingerprint that more messages have is a phrase of the house (a footer, a greeting) and says nothing.
  static let maximumMessages = 32

  /// The fingerprints that any message quotes, numbered.
  private var fingerprints: [UInt64: Int32] = [:]
  /// For each of them how many messages add it, counted to one past the maximum.
  private var frequency: [UInt8] = []
  /// The quoted texts, one behind the other, in numbers of fingerprints.
  private var quoted: [Int32] = []
  private var ranges: [Int32: Range<Int>] = [:]
  /// Which message adds which fingerprint.
  private var added: [QuotedTextMatches.Addition] = []
  /// Which messages' new text has been seen.
  private var isSeen: [Bool] = []

  /// Whether nothing is quoted.
  var isEmpty: Bool { fingerprints.isEmpty }

  /// Sets what a message quotes; new text that was seen before this has not been compared with it.
  mutating func setQuotedText(_ text: [UInt64], of message: Int32) {
    let start = quoted.count
    for fingerprint in text {
      let number = fingerprints[fingerprint] ?? Int32(clamping: fingerprints.count)
      if Int(number) == frequency.count {
        fingerprints[fingerprint] = number
        frequency.append(0)
      }
      quoted.append(number)
    }
    ranges[message] = start..<quoted.count
  }

  /// Compares what a message adds with all that is quoted: once, however often it is told.
  mutating func addNewText(_ text: [UInt64], of message: Int32) {
    guard !isEmpty, message >= 0 else { return }
    let index = Int(message)
    if index >= isSeen.count { isSeen += Array(repeating: false, count: index + 1 - isSeen.count + isSeen.count / 2) }
    guard !isSeen[index] else { return }
    isSeen[index] = true
    for fingerprint in text {
      guard let number = fingerprints[fingerprint], frequency[Int(number)] <= Self.maximumMessages else { continue }
      frequency[Int(number)] += 1
      added.append(.init(fingerprint: number, message: message))
    }
  }

  /// What each message quotes, and who added it; `places` are the messages' places in the order of all.
  consuming func matches(places: [Int32]) -> QuotedTextMatches {
    // Large as all this is, it goes as soon as it can, and is put in order where it lies.
    fingerprints = [:]
    added.removeAll { frequency[Int($0.fingerprint)] > Self.maximumMessages }
    for index in added.indices { added[index].message = places[Int(added[index].message)] }
    added.sort()
    return QuotedTextMatches(quoted: quoted, ranges: ranges, added: added)
  }
}
