/// The build of an Exchange server, as its Received fields name it: `15.1.2176.2`.
public struct ExchangeBuild: Sendable, Hashable, Comparable {
  /// The four numbers: product, product, cumulative update, security update.
  public let numbers: [UInt32]

  /// Reads four numbers with dots between; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt32(part) : nil
    }
    guard parts.count == 4, numbers.count == 4 else { return nil }
    self.numbers = numbers
  }

  /// The product: `Exchange Server 2016`, `Exchange Online` ….
  public var product: String {
    switch (numbers[0], numbers[1]) {
    case (8, _): "Exchange Server 2007"
    case (14, _): "Exchange Server 2010"
    case (15, 0): "Exchange Server 2013"
    case (15, 1): "Exchange Server 2016"
    case (15, 2): numbers[2] >= 2_562 ? "Exchange Server SE" : "Exchange Server 2019"
    case (15, 20): "Exchange Online"
    default: "Exchange \(numbers[0]).\(numbers[1])"
    }
  }

  /// Whether Microsoft runs it: the holes that are looked for here were never open there.
  public var isOnline: Bool { numbers[0] == 15 && numbers[1] == 20 }

  /// The build as Exchange writes it.
  public var text: String { numbers.map(String.init).joined(separator: ".") }

  /// The older build first.
  public static func < (left: Self, right: Self) -> Bool { left.numbers.lexicographicallyPrecedes(right.numbers) }
}
