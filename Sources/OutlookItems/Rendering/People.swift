import ByteReading

/// Whom an item names, in what part: the header's mailboxes.
struct People {
  private(set) var from: OutlookMailbox?
  private(set) var sender: OutlookMailbox?
  private(set) var to: [OutlookMailbox] = []
  private(set) var cc: [OutlookMailbox] = []
  private(set) var bcc: [OutlookMailbox] = []
  private(set) var replyTo: [OutlookMailbox] = []

  /// Recipients and answers' targets that are read at most.
  private static let most = 20_000
  private static let mostReplyTo = 100

  init(_ item: OutlookItem) {
    let bag = item.properties
    let page = item.textPage
    var known = KnownAddresses()
    for recipient in item.recipients.prefix(Self.most) { known.learn(recipient, page) }
    func author(
      _ name: PropertyID, _ type: PropertyID, _ address: PropertyID, _ smtp: PropertyID, _ entry: PropertyID
    ) -> OutlookMailbox? {
      Self.mailbox(
        (bag.utf8(name, page), bag.utf8(type, page), bag.utf8(address, page), bag.utf8(smtp, page)),
        entry: bag[entry].flatMap { EntryID($0.bytes, page) }, known)
    }
    let representing = author(
      .sentRepresentingName, .sentRepresentingAddressType, .sentRepresentingEmailAddress,
      .sentRepresentingSMTPAddress, .sentRepresentingEntryID)
    let sending = author(.senderName, .senderAddressType, .senderEmailAddress, .senderSMTPAddress, .senderEntryID)
    from = representing ?? sending
    if let sending, let from, !sending.address.isEmpty, !sending.isSame(as: from) { sender = sending }

    for recipient in item.recipients.prefix(Self.most) {
      let values = (
        recipient.utf8(.displayName, page), recipient.utf8(.addressType, page), recipient.utf8(.emailAddress, page),
        recipient.utf8(.smtpAddress, page)
      )
      let entry = recipient[.entryID].flatMap { EntryID($0.bytes, page) }
      guard let mailbox = Self.mailbox(values, entry: entry, known) else { continue }
      switch (recipient[.recipientType]?.integer ?? 1) & 0xF {
      // The originator of a message sent again (0) got none.
      case 0: break
      case 2: cc.append(mailbox)
      case 3: bcc.append(mailbox)
      default: to.append(mailbox)
      }
    }
    if to.isEmpty && cc.isEmpty && bcc.isEmpty {
      to = Self.names(bag.utf8(.displayTo, page))
      cc = Self.names(bag.utf8(.displayCc, page))
      bcc = Self.names(bag.utf8(.displayBcc, page))
    }
    let entries = EntryID.list(bag[.replyRecipientEntries]?.bytes ?? [], page, limit: Self.mostReplyTo)
    replyTo = entries.compactMap { Self.mailbox((nil, nil, nil, nil), entry: $0, known) }
    if replyTo.isEmpty { replyTo = Self.names(bag.utf8(.replyRecipientNames, page)).filter { !$0.address.isEmpty } }
  }

  private typealias Values = (name: [UInt8]?, type: [UInt8]?, address: [UInt8]?, smtp: [UInt8]?)

  private static func mailbox(_ values: Values, entry: EntryID?, _ known: KnownAddresses) -> OutlookMailbox? {
    var (name, type, address, smtp) = values
    if address == nil, let entry {
      name = name ?? entry.name
      type = entry.type
      address = entry.address
    }
    if smtp == nil, let address { smtp = known.smtp(of: address) }
    return OutlookMailbox(name: name, type: type, address: address, smtp: smtp)
  }

  /// The names of a list as Outlook shows it: joined by semicolons.
  private static func names(_ list: [UInt8]?) -> [OutlookMailbox] {
    (list ?? []).split(separator: 0x3B, maxSplits: most).compactMap {
      OutlookMailbox(name: Array($0), type: nil, address: nil)
    }
  }
}

/// The Internet addresses of people whom the store knows by another address: one row of recipients says both.
private struct KnownAddresses {
  private var byAddress: [[UInt8]: [UInt8]] = [:]

  mutating func learn(_ bag: PropertyBag, _ page: CodePage) {
    guard let address = bag.utf8(.emailAddress, page), let smtp = bag.utf8(.smtpAddress, page) else { return }
    byAddress[address.lowercasedASCII()] = smtp
  }

  func smtp(of address: [UInt8]) -> [UInt8]? { byAddress.isEmpty ? nil : byAddress[address.lowercasedASCII()] }
}
