/// A mail as Outlook and Exchange keep it: properties, not a text ([MS-OXCMSG] §2.2).
///
/// What reads `.msg` files and what reads `.pst` files both give this; one place renders it as an Internet message.
public struct OutlookItem: Sendable, Equatable {
  /// The properties of the message itself.
  public var properties: PropertyBag
  /// The recipients in the order of the table, a bag each.
  public var recipients: [PropertyBag]
  /// The attachments in the order of the table.
  public var attachments: [OutlookAttachment]
  /// The code page of eight-bit text, where the store says one (1252, 65001, …).
  public var codePage: Int?

  /// Makes an item from its parts.
  public init(
    properties: PropertyBag, recipients: [PropertyBag] = [], attachments: [OutlookAttachment] = [],
    codePage: Int? = nil
  ) {
    self.properties = properties
    self.recipients = recipients
    self.attachments = attachments
    self.codePage = codePage
  }
}

/// An attachment of an item ([MS-OXCMSG] §2.2.2).
public struct OutlookAttachment: Sendable, Equatable {
  /// What is attached.
  public indirect enum Content: Sendable, Equatable {
    /// A file's bytes, or those of an OLE object.
    case bytes([UInt8])
    /// A message within the message.
    case item(OutlookItem)
    /// Nothing that could be read; the word says why.
    case missing(String)
  }

  /// Its properties: name, type, content id, flags.
  public var properties: PropertyBag
  /// What is attached.
  public var content: Content

  /// Makes an attachment from its properties and content.
  public init(properties: PropertyBag, content: Content) {
    self.properties = properties
    self.content = content
  }
}
