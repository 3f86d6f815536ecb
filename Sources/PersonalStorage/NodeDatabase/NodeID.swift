/// The identifier of a node; its lower five bits say what kind of node it is ([MS-PST] 2.2.2.1).
public struct NodeID: RawRepresentable, Sendable, Hashable, Comparable {
  /// The number.
  public var rawValue: UInt32

  /// Makes an identifier from its number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders identifiers by their numbers.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The kinds that are told apart here.
  enum Kind: UInt32 {
    case heap = 0x00
    case folder = 0x02
    case searchFolder = 0x03
    case message = 0x04
    case attachment = 0x05
    case hierarchyTable = 0x0D
    case contentsTable = 0x0E
  }

  /// The lower five bits.
  var kindBits: UInt32 { rawValue & 0x1F }

  /// The node of the same index and another kind: a folder's tables.
  func sibling(_ kind: Kind) -> NodeID { NodeID(rawValue: rawValue & ~0x1F | kind.rawValue) }

  /// The message store ([MS-PST] 2.4.1).
  static let messageStore = NodeID(rawValue: 0x21)
  /// The folder above all others.
  static let rootFolder = NodeID(rawValue: 0x122)
  /// The table of a message's attachments, among its subnodes.
  static let attachmentTable = NodeID(rawValue: 0x671)
  /// The table of a message's recipients, among its subnodes.
  static let recipientTable = NodeID(rawValue: 0x692)
}

/// The identifier of a block ([MS-PST] 2.2.2.2).
struct BlockID: Sendable, Hashable, Comparable {
  var rawValue: UInt64

  /// The lowest bit says nothing and can differ between two references to one block.
  init(_ rawValue: UInt64) { self.rawValue = rawValue & ~1 }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// No block.
  static let none = BlockID(0)

  /// Whether the block holds references to others, and no data.
  var isInternal: Bool { rawValue & 2 != 0 }
}
