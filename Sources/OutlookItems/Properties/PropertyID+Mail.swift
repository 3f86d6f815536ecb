/// The properties that rendering a mail asks for ([MS-OXPROPS] §2, by their names there).
extension PropertyID {
  /// PidTagImportance: 0 low, 1 normal, 2 high.
  public static let importance = PropertyID(rawValue: 0x0017)
  /// PidTagMessageClass: `IPM.Note` and what it begins with is mail.
  public static let messageClass = PropertyID(rawValue: 0x001A)
  /// PidTagSubject.
  public static let subject = PropertyID(rawValue: 0x0037)
  /// PidTagClientSubmitTime: when the sender sent it.
  public static let clientSubmitTime = PropertyID(rawValue: 0x0039)
  /// PidTagSubjectPrefix: `Re: ` and the like.
  public static let subjectPrefix = PropertyID(rawValue: 0x003D)
  /// PidTagConversationTopic: Thread-Topic.
  public static let conversationTopic = PropertyID(rawValue: 0x0070)
  /// PidTagConversationIndex: Thread-Index, as bytes.
  public static let conversationIndex = PropertyID(rawValue: 0x0071)
  /// PidTagTransportMessageHeaders: the header as it came over the wire; absent in sent items.
  public static let transportMessageHeaders = PropertyID(rawValue: 0x007D)
  /// PidTagMessageDeliveryTime.
  public static let messageDeliveryTime = PropertyID(rawValue: 0x0E06)
  /// PidTagMessageFlags.
  public static let messageFlags = PropertyID(rawValue: 0x0E07)
  /// PidTagNormalizedSubject: the subject without its prefix.
  public static let normalizedSubject = PropertyID(rawValue: 0x0E1D)
  /// PidTagBody: plain text.
  public static let body = PropertyID(rawValue: 0x1000)
  /// PidTagReportText: what a report says, where it has no body.
  public static let reportText = PropertyID(rawValue: 0x1001)
  /// PidTagRtfCompressed.
  public static let rtfCompressed = PropertyID(rawValue: 0x1009)
  /// PidTagHtml (binary) and PidTagBodyHtml (text): the same identifier.
  public static let html = PropertyID(rawValue: 0x1013)
  /// PidTagInternetMessageId.
  public static let internetMessageID = PropertyID(rawValue: 0x1035)
  /// PidTagInternetReferences.
  public static let internetReferences = PropertyID(rawValue: 0x1039)
  /// PidTagInReplyToId.
  public static let inReplyToID = PropertyID(rawValue: 0x1042)
  /// PidTagInternetCodepage: the code page of the body as it came over the wire.
  public static let internetCodepage = PropertyID(rawValue: 0x3FDE)
  /// PidTagMessageCodepage: the code page of the message's eight-bit text.
  public static let messageCodepage = PropertyID(rawValue: 0x3FFD)
}
