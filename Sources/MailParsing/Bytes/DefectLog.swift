import MailModel

/// The defects of a message in the making: each code is recorded once a part, and no more than a limit in all.
struct DefectLog {
  private(set) var defects: [Defect] = []
  private let limit: Int
  private var seen: Set<Key> = []

  private struct Key: Hashable {
    var code: DefectCode
    var part: String?
  }

  init(limit: Int) { self.limit = limit }

  /// Records a defect, unless the same one is recorded of the same part already.
  mutating func record(_ code: DefectCode, part: String? = nil, at offset: Int? = nil) {
    guard defects.count < limit, seen.insert(Key(code: code, part: part)).inserted else { return }
    defects.append(Defect(code, part: part, offset: offset))
  }
}
