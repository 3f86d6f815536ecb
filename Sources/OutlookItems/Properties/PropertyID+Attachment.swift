/// The properties of attachments ([MS-OXPROPS] §2, by their names there).
extension PropertyID {
  /// PidTagAttachDataBinary, and PidTagAttachDataObject in another type.
  public static let attachData = PropertyID(rawValue: 0x3701)
  /// PidTagAttachExtension: with its dot.
  public static let attachExtension = PropertyID(rawValue: 0x3703)
  /// PidTagAttachFilename: in the form 8.3.
  public static let attachFilename = PropertyID(rawValue: 0x3704)
  /// PidTagAttachMethod: 1 by value, 2 to 4 and 7 by reference, 5 a message, 6 an OLE object.
  public static let attachMethod = PropertyID(rawValue: 0x3705)
  /// PidTagAttachLongFilename.
  public static let attachLongFilename = PropertyID(rawValue: 0x3707)
  /// PidTagAttachPathname.
  public static let attachPathname = PropertyID(rawValue: 0x3708)
  /// PidTagAttachLongPathname: where an attachment by reference is.
  public static let attachLongPathname = PropertyID(rawValue: 0x370D)
  /// PidTagAttachMimeTag.
  public static let attachMIMETag = PropertyID(rawValue: 0x370E)
  /// PidTagAttachContentId.
  public static let attachContentID = PropertyID(rawValue: 0x3712)
  /// PidTagAttachContentLocation.
  public static let attachContentLocation = PropertyID(rawValue: 0x3713)
  /// PidTagAttachFlags: 4 where the HTML body shows the attachment.
  public static let attachFlags = PropertyID(rawValue: 0x3714)
  /// PidTagAttachmentHidden.
  public static let attachmentHidden = PropertyID(rawValue: 0x7FFE)
}
