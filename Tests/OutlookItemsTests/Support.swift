import MailTestSupport
import OutlookItems

/// Items written by their tags: identifier above, type below.
extension PropertyBag {
  init(_ values: [(UInt32, [UInt8])]) {
    self.init()
    for (tag, bytes) in values {
      set(
        PropertyID(rawValue: UInt16(tag >> 16)),
        PropertyValue(type: PropertyType(rawValue: UInt16(tag & 0xFFFF)), bytes: bytes))
    }
  }
}

/// UTF-16, as stores keep text.
func wide(_ text: String) -> [UInt8] { OutlookMessageBuilder.wide(text) }

/// A number of 32 bits.
func number(_ value: Int) -> [UInt8] { OutlookMessageBuilder.number(value) }

/// Rich text as MAPI stores it where it does not pack it ([MS-OXRTFCP] §2.1.3.1.1).
func unpackedRTF(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  return number(bytes.count + 12) + number(bytes.count) + Array("MELA".utf8) + number(0) + bytes
}

extension OutlookItem {
  init(_ values: [(UInt32, [UInt8])]) { self.init(properties: PropertyBag(values)) }

  /// The rendered message as text.
  var text: String { String(decoding: rendered().bytes, as: UTF8.self) }

  /// The header fields of the rendered message, one line each.
  var header: String {
    (text.components(separatedBy: "\n\n").first ?? "").replacing("\n ", with: " ")
  }
}

extension String {
  func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
