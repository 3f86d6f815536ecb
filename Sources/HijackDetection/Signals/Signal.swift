import MailModel

/// Evidence that is not independent stands in one group, and a group counts up to a cap.
public enum SignalGroup: String, Sendable, CaseIterable {
  /// Who the author says to be.
  case identity
  /// The program that wrote the message.
  case client
  /// The way it took, and the clock by which it was written.
  case transport
  /// Where its copies lie, and where they are missing.
  case mailbox
  /// Its place in the conversation.
  case thread
  /// What it carries or leads to.
  case payload
  /// What it asks for.
  case intent
  /// What it shares with messages of other conversations.
  case cluster
  /// What speaks for it.
  case exculpation
}

/// One observation on one message, with what it is worth and why.
public struct Signal: Sendable, Hashable {
  /// The signal's name in the catalogue, kebab-case.
  public var id: String
  /// The group in which it counts.
  public var group: SignalGroup
  /// The log-likelihood ratio (natural logarithm) that it adds, before its group's cap.
  public var weight: Double
  /// A sentence with the values that were compared.
  public var evidence: String
  /// The bytes of the message that show it; nil where it rests on decoded values only.
  public var ranges: [ByteRange]?

  /// Makes a signal from its catalogue entry, its weight and its evidence.
  public init(id: String, group: SignalGroup, weight: Double, evidence: String, ranges: [ByteRange]? = nil) {
    self.id = id
    self.group = group
    self.weight = weight
    self.evidence = evidence
    self.ranges = ranges
  }

  func pack(into writer: inout PackedWriter) {
    writer.text(id)
    writer.text(group.rawValue)
    writer.real(weight)
    writer.text(evidence)
    writer.optional(ranges) { writer, ranges in
      writer.list(ranges) {
        $0.count($1.offset)
        $0.count($1.length)
      }
    }
  }

  init(from reader: inout PackedReader) {
    id = reader.text()
    group = reader.choice(.identity)
    weight = reader.real()
    evidence = reader.text()
    ranges = reader.optional { reader in
      reader.list {
        let offset = $0.size()
        return ByteRange(offset: offset, length: $0.size())
      }
    }
  }
}
