/// The properties that name people ([MS-OXPROPS] §2, by their names there).
extension PropertyID {
  /// PidTagSentRepresentingEntryId.
  public static let sentRepresentingEntryID = PropertyID(rawValue: 0x0041)
  /// PidTagSentRepresentingName: in whose name the message was sent.
  public static let sentRepresentingName = PropertyID(rawValue: 0x0042)
  /// PidTagSentRepresentingAddressType.
  public static let sentRepresentingAddressType = PropertyID(rawValue: 0x0064)
  /// PidTagSentRepresentingEmailAddress.
  public static let sentRepresentingEmailAddress = PropertyID(rawValue: 0x0065)
  /// PidTagSentRepresentingSmtpAddress.
  public static let sentRepresentingSMTPAddress = PropertyID(rawValue: 0x5D02)
  /// PidTagSenderEntryId.
  public static let senderEntryID = PropertyID(rawValue: 0x0C19)
  /// PidTagSenderName: who sent it.
  public static let senderName = PropertyID(rawValue: 0x0C1A)
  /// PidTagSenderAddressType.
  public static let senderAddressType = PropertyID(rawValue: 0x0C1E)
  /// PidTagSenderEmailAddress.
  public static let senderEmailAddress = PropertyID(rawValue: 0x0C1F)
  /// PidTagSenderSmtpAddress.
  public static let senderSMTPAddress = PropertyID(rawValue: 0x5D01)
  /// PidTagReplyRecipientEntries: where answers go, as entry identifiers.
  public static let replyRecipientEntries = PropertyID(rawValue: 0x004F)
  /// PidTagReplyRecipientNames: their names, joined by semicolons.
  public static let replyRecipientNames = PropertyID(rawValue: 0x0050)
  /// PidTagDisplayBcc: names joined by semicolons.
  public static let displayBcc = PropertyID(rawValue: 0x0E02)
  /// PidTagDisplayCc.
  public static let displayCc = PropertyID(rawValue: 0x0E03)
  /// PidTagDisplayTo.
  public static let displayTo = PropertyID(rawValue: 0x0E04)

  /// PidTagRecipientType: 1 To, 2 Cc, 3 Bcc in the low four bits.
  public static let recipientType = PropertyID(rawValue: 0x0C15)
  /// PidTagEntryId.
  public static let entryID = PropertyID(rawValue: 0x0FFF)
  /// PidTagDisplayName, of a recipient or an attachment.
  public static let displayName = PropertyID(rawValue: 0x3001)
  /// PidTagAddressType: `SMTP` for Internet addresses, `EX` for Exchange's own.
  public static let addressType = PropertyID(rawValue: 0x3002)
  /// PidTagEmailAddress.
  public static let emailAddress = PropertyID(rawValue: 0x3003)
  /// PidTagSmtpAddress.
  public static let smtpAddress = PropertyID(rawValue: 0x39FE)
}
