/// A value of a PDF (ISO 32000-1 §7.3), as far as inspection needs it.
indirect enum PDFValue {
  case number(Int)
  /// A name without its solidus, `#xx` undone.
  case name(String)
  /// A string, escapes and hexadecimal undone.
  case string([UInt8])
  case array([PDFValue])
  case dictionary([String: PDFValue])
  /// An indirect reference by its object number.
  case reference(Int)
  /// A keyword, or what could not be read.
  case other

  subscript(_ key: String) -> PDFValue? {
    if case .dictionary(let entries) = self { return entries[key] }
    return nil
  }

  var number: Int? { if case .number(let value) = self { value } else { nil } }
  var name: String? { if case .name(let text) = self { text } else { nil } }
  var string: [UInt8]? { if case .string(let bytes) = self { bytes } else { nil } }
  var reference: Int? { if case .reference(let number) = self { number } else { nil } }

  /// One value, or those of an array.
  var elements: [PDFValue] { if case .array(let values) = self { values } else { [self] } }
}
