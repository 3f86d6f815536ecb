import MailModel

/// Messages by (date, digest), undated ones last: an order that does not depend on how they came.
struct OrderedMessages: RandomAccessCollection, Sendable {
  private(set) var table: MessageTable
  /// The number in the table of each message.
  private let order: [Int32]

  private struct SortKey {
    var seconds: Int64
    var number: Int32
  }

  init(_ table: MessageTable) {
    self.table = table
    let records = table.records
    var keys = records.enumerated().map { SortKey(seconds: $1.date ?? .max, number: Int32(clamping: $0)) }
    keys.sort { left, right in
      if left.seconds != right.seconds { return left.seconds < right.seconds }
      return Self.precedes(records[Int(left.number)], records[Int(right.number)])
    }
    order = keys.map(\.number)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { order.count }
  subscript(index: Int) -> MessageRecord { table.records[Int(order[index])] }

  /// For each number of the table its place here.
  var places: [Int32] {
    var places = [Int32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[Int(number)] = Int32(clamping: place) }
    return places
  }

  /// Where a message stands in the table.
  func number(of index: Int) -> Int32 { order[index] }

  /// Drops all that links were made of.
  mutating func freeze() { table.freeze() }

  /// Of two messages with the same time.
  private static func precedes(_ left: MessageRecord, _ right: MessageRecord) -> Bool {
    if (left.date == nil) != (right.date == nil) { return right.date == nil }
    return left.digest < right.digest
  }
}
