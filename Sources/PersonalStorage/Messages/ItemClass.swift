import ByteReading
import OutlookItems

/// What the classes of items and folders say of them.
enum ItemClass {
  /// Whether an item of that class is mail.
  static func isMail(_ name: PropertyValue?) -> Bool {
    var properties = PropertyBag()
    if let name { properties.set(.messageClass, name) }
    return OutlookItem(properties: properties).isMail
  }

  /// Whether a folder of that class holds mail as a rule (PidTagContainerClass, [MS-OXOSFLD] §2.2.5).
  static func isMailFolder(_ name: String?) -> Bool {
    guard let name = name?.lowercasedASCII, !name.isEmpty else { return true }
    return name == "ipf" || name == "ipf.note" || name.hasPrefix("ipf.note.") || name.hasPrefix("ipf.imap")
  }
}
