import ByteReading
import OutlookItems

/// Properties by which stores, folders and messages are found and told apart ([MS-OXPROPS] §2).
extension PropertyID {
  static let messageSize = PropertyID(rawValue: 0x0E08)
  static let displayName = PropertyID(rawValue: 0x3001)
  static let outboxEntryID = PropertyID(rawValue: 0x35E2)
  static let wastebasketEntryID = PropertyID(rawValue: 0x35E3)
  static let sentMailEntryID = PropertyID(rawValue: 0x35E4)
  static let subtreeEntryID = PropertyID(rawValue: 0x35E0)
  static let containerClass = PropertyID(rawValue: 0x3613)
  static let draftsEntryID = PropertyID(rawValue: 0x36D7)
  static let attachData = PropertyID(rawValue: 0x3701)
  static let attachMethod = PropertyID(rawValue: 0x3705)
  static let internetCodepage = PropertyID(rawValue: 0x3FDE)
  static let messageCodepage = PropertyID(rawValue: 0x3FFD)
}

extension PropertyValue {
  /// The text; eight-bit text as ISO 8859-1, which is near enough for names.
  var text: String? {
    switch type {
    case .text16: bytes.utf16Text(units: bytes.count / 2)
    case .text8: bytes.latin1Text()
    default: nil
    }
  }
}
