import MailModel

/// The places that a reconstruction is about: one for each identifier that any message bears or names, one for each
/// message without an identifier, and one for each further message that bears an identifier already taken.
///
/// Messages are numbered by (date, digest), undated ones last, so that nothing here depends on the order in which
/// they came.
struct MessageSlots {
  /// The messages, each content once, by (date, digest).
  let messages: OrderedMessages
  /// The identifiers, in the order in which the messages name them.
  private(set) var identifiers: [MessageID] = []
  private var numbers: [MessageID: Int32]
  /// For each slot the message in it, or -1.
  ///
  /// The first `identifiers.count` slots are the identifiers'.
  private(set) var message: [Int32] = []
  /// For each message its slot.
  private(set) var slot: [Int32] = []
  /// For each message the slots that its References name, itself left out, oldest first.
  private(set) var references = SlotLists()
  /// The same of In-Reply-To.
  private(set) var inReplyTo = SlotLists()
  /// Slots of further messages with an identifier already taken: the slot, and the identifier's.
  private(set) var duplicates: [(slot: Int, original: Int)] = []

  init(_ edges: [ThreadEdges]) {
    let messages = OrderedMessages(edges)
    self.messages = messages
    numbers = Dictionary(minimumCapacity: messages.count * 2)
    for index in messages.indices { name(index) }
    place()
  }

  var count: Int { message.count }

  /// The identifier of a slot; nil where it stands for a message without one.
  func identifier(of slot: Int) -> MessageID? {
    if slot < identifiers.count { return identifiers[slot] }
    return message[slot] >= 0 ? messages[Int(message[slot])].messageID : nil
  }

  /// Whether a message is there: else the slot is only named.
  func isFilled(_ slot: Int) -> Bool { message[slot] >= 0 }

  private mutating func name(_ index: Int) {
    let edges = messages[index]
    if let id = edges.messageID { _ = number(of: id) }
    var named: [Int32] = []
    for id in edges.references where id != edges.messageID { named.append(number(of: id)) }
    references.append(named)
    named.removeAll(keepingCapacity: true)
    for id in edges.inReplyTo where id != edges.messageID { named.append(number(of: id)) }
    inReplyTo.append(named)
  }

  private mutating func number(of id: MessageID) -> Int32 {
    if let number = numbers[id] { return number }
    let number = Int32(clamping: identifiers.count)
    identifiers.append(id)
    numbers[id] = number
    return number
  }

  private mutating func place() {
    message = Array(repeating: -1, count: identifiers.count)
    slot.reserveCapacity(messages.count)
    for (index, edges) in messages.enumerated() {
      let number = edges.messageID.flatMap { numbers[$0] }
      if let number, message[Int(number)] < 0 {
        message[Int(number)] = Int32(clamping: index)
        slot.append(number)
        continue
      }
      if let number { duplicates.append((slot: message.count, original: Int(number))) }
      slot.append(Int32(clamping: message.count))
      message.append(Int32(clamping: index))
    }
    numbers = [:]
  }
}

/// Many short lists of slots in one array.
struct SlotLists {
  private var starts: [Int] = [0]
  private var slots: [Int32] = []

  mutating func append(_ list: [Int32]) {
    slots += list
    starts.append(slots.count)
  }

  subscript(index: Int) -> ArraySlice<Int32> { slots[starts[index]..<starts[index + 1]] }
}
