import MailModel

extension [Level: Int] {
  /// The numbers of all levels in words, the highest first.
  var listing: String {
    Level.allCases.reversed().map { "\(self[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
  }
}
