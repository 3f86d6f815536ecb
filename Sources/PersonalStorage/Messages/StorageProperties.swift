import ByteReading
import OutlookItems

/// Properties by which stores, folders and messages are found and told apart ([MS-OXPROPS] §2).
extension PropertyID {
  static let messageSize = PropertyID(rawValue: 0x0E08)
  static let outboxEntryID = PropertyID(rawValue: 0x35E2)
  static let wastebasketEntryID = PropertyID(rawValue: 0x35E3)
  static let sentMailEntryID = PropertyID(rawValue: 0x35E4)
  static let subtreeEntryID = PropertyID(rawValue: 0x35E0)
  static let containerClass = PropertyID(rawValue: 0x3613)
  static let draftsEntryID = PropertyID(rawValue: 0x36D7)
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
