import MailModel

/// The places that a reconstruction is about: one for each identifier that any message bears or names, one for each
/// message without an identifier, one for each further message that bears an identifier already taken, and one for each
/// copy of another message, whatever it bears.
///
/// Messages are numbered by their order, so that nothing depends on how they came. The numbers of the slots do, and
/// must decide nothing.
struct MessageSlots: Sendable {
  /// The messages, each content once, by (date, digest).
  private(set) var messages: OrderedMessages
  /// For each slot the message in it, or -1; the first slots are the identifiers'.
  private(set) var message: [Int32]
  /// For each message its slot.
  private(set) var slot: [Int32] = []
  /// Slots of further messages with an identifier already taken: the slot, and the identifier's.
  private(set) var duplicates: [(slot: Int, original: Int)] = []
  /// Slots of copies: the slot, and that of the message of which it is a copy, which is none itself.
  private(set) var copies: [(slot: Int, original: Int)] = []
  private var originalOfCopy: [Int: Int] = [:]

  init(_ messages: OrderedMessages) {
    self.messages = messages
    message = Array(repeating: -1, count: messages.table.identifiers.count)
    slot.reserveCapacity(messages.count)
    let told = messages.table.originals
    // A copy of a copy would stand nowhere: such a note is left out.
    let originals = told.filter { told[$0.value] == nil }
    for (index, record) in messages.enumerated() {
      place(index, record, isCopy: originals[messages.number(of: index)] != nil)
    }
    guard !originals.isEmpty else { return }
    let places = messages.places
    for index in messages.indices {
      guard let original = originals[messages.number(of: index)] else { continue }
      let pair = (slot: Int(slot[index]), original: Int(slot[Int(places[Int(original)])]))
      copies.append(pair)
      originalOfCopy[pair.slot] = pair.original
    }
  }

  /// Whether the message in a slot is a copy of another.
  func isCopy(_ slot: Int) -> Bool { originalOfCopy[slot] != nil }

  /// The slot of the message of which that in `slot` is a copy; `slot` itself where it is none.
  func original(of slot: Int) -> Int { originalOfCopy[slot] ?? slot }

  var count: Int { message.count }

  /// How many of the slots are identifiers'.
  var identifierCount: Int { messages.table.identifiers.count }

  /// The slots that a message's References name, itself left out, oldest first.
  func references(of index: Int) -> ArraySlice<Int32> { messages.table.references(of: messages[index]) }

  /// The same of In-Reply-To.
  func inReplyTo(of index: Int) -> ArraySlice<Int32> { messages.table.inReplyTo(of: messages[index]) }

  /// The bytes of a slot's identifier; nil where it stands for a message without one.
  func identifier(of slot: Int) -> ArraySlice<UInt8>? {
    if slot < identifierCount { return messages.table.identifiers[slot] }
    guard message[slot] >= 0 else { return nil }
    let number = messages[Int(message[slot])].identifier
    return number >= 0 ? messages.table.identifiers[Int(number)] : nil
  }

  /// Whether a message is there: else the slot is only named.
  func isFilled(_ slot: Int) -> Bool { message[slot] >= 0 }

  /// Whether the message bears an identifier that an earlier one has taken, or is a copy.
  func isDuplicate(_ index: Int) -> Bool {
    let slot = Int(slot[index])
    return slot >= identifierCount && (messages[index].identifier >= 0 || isCopy(slot))
  }

  /// Whether a message that this one names is there.
  func namesPresentMessage(_ index: Int) -> Bool {
    references(of: index).contains { isFilled(Int($0)) } || inReplyTo(of: index).contains { isFilled(Int($0)) }
  }

  /// Drops what messages name.
  mutating func freeze() { messages.freeze() }

  private mutating func place(_ index: Int, _ record: MessageRecord, isCopy: Bool) {
    let number = Int(record.identifier)
    if number >= 0, message[number] < 0, !isCopy {
      message[number] = Int32(clamping: index)
      slot.append(record.identifier)
      return
    }
    if number >= 0, !isCopy { duplicates.append((slot: message.count, original: number)) }
    slot.append(Int32(clamping: message.count))
    message.append(Int32(clamping: index))
  }
}
