import MailModel

/// Where entities are read from: the message itself, or what stands encoded inside one of its leaves.
struct EntitySource {
  var bytes: ByteView
  /// What the paths of its leaves begin with; empty for the message itself.
  var prefix = ""
  /// How it was found; nil for the message itself.
  var via: String?
  /// The bytes of the message that stand for all of it; nil for the message itself.
  var place: ByteRange?
  /// Encoded entities around it.
  var depth = 0

  /// Entities inside one another's encoded leaves that are opened at most.
  static let mostDepth = 4

  /// The path of one of its leaves within the message.
  func path(of leaf: Leaf) -> String { prefix.isEmpty ? leaf.path : "\(prefix).\(leaf.path)" }
}
