import MailModel

extension SignalRow {
  /// Ranges as the store keeps them: `offset+length`, one after the other with blanks between them.
  static func text(of ranges: [ByteRange]) -> String {
    ranges.map { "\($0.offset)+\($0.length)" }.joined(separator: " ")
  }

  /// Reads what `text(of:)` wrote; none for null, and what is no range is left out.
  static func ranges(in text: String?) -> [ByteRange] {
    (text ?? "").split(separator: " ").compactMap { pair in
      let numbers = pair.split(separator: "+")
      guard numbers.count == 2, let offset = Int(numbers[0]), let length = Int(numbers[1]), offset >= 0, length >= 0
      else { return nil }
      return ByteRange(offset: offset, length: length)
    }
  }
}
