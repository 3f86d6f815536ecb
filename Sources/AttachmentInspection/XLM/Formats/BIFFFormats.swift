import ByteReading

/// Fonts, number formats and cell formats in the globals of a BIFF8 workbook ([MS-XLS] §2.4.122, §2.4.126, §2.4.353).
struct BIFFFormats {
  private struct Font {
    var size = 10.0
    var name = ""
    var colour = 0
    var isBold = false
    var isItalic = false
    var isUnderlined = false
    var isStruck = false
  }

  private static let most = 8_192

  private var fonts: [Font] = []
  private var numberFormats: [Int: String] = [:]
  private var cellFormats: [(start: Int, length: Int)] = []

  /// The styles by the index that cells refer to.
  static func styles(in bytes: [UInt8]) -> [MacroFormats.Style] {
    var formats = BIFFFormats()
    var depth = 0
    for record in BIFFRecords(bytes).prefix(100_000) {
      switch record.type {
      case 0x0809: depth += 1
      case 0x000A: return formats.cellFormats.map { formats.style(bytes, $0.start) }
      case 0x0031: if formats.fonts.count < most { formats.fonts.append(font(bytes, record)) }
      case 0x041E:
        guard let index = bytes.u16(at: record.start), formats.numberFormats.count < most else { continue }
        formats.numberFormats[index] = text(bytes, record.start + 2, record.start + record.length)
      case 0x00E0:
        if formats.cellFormats.count < most, record.length >= 20 {
          formats.cellFormats.append((record.start, record.length))
        }
      default: break
      }
      if depth > 1 { break }
    }
    return formats.cellFormats.map { formats.style(bytes, $0.start) }
  }

  private static func font(_ bytes: [UInt8], _ record: BIFFRecords.Record) -> Font {
    var font = Font()
    let start = record.start
    font.size = Double(bytes.u16(at: start) ?? 200) / 20
    let flags = bytes.u16(at: start + 2) ?? 0
    font.isItalic = flags & 0x02 != 0
    font.isStruck = flags & 0x08 != 0
    font.colour = colour(bytes.u16(at: start + 4) ?? 0x7FFF)
    font.isBold = (bytes.u16(at: start + 6) ?? 400) >= 600
    font.isUnderlined = (bytes.byte(at: start + 10) ?? 0) != 0
    let count = Int(bytes.byte(at: start + 14) ?? 0)
    let isWide = (bytes.byte(at: start + 15) ?? 0) & 1 != 0
    let room = max(0, record.length - 16)
    font.name =
      isWide
      ? bytes.utf16Text(at: start + 16, units: min(count, room / 2))
      : bytes.latin1Text(at: start + 16, count: min(count, room))
    return font
  }

  /// Colours of the palette begin at eight; macros count them from one.
  private static func colour(_ index: Int) -> Int { (8...63).contains(index) ? index - 7 : 0 }

  private static func text(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String {
    let count = bytes.u16(at: start) ?? 0
    let isWide = (bytes.byte(at: start + 2) ?? 0) & 1 != 0
    let room = max(0, end - start - 3)
    return isWide
      ? bytes.utf16Text(at: start + 3, units: min(count, room / 2))
      : bytes.latin1Text(at: start + 3, count: min(count, room))
  }

  private func style(_ bytes: [UInt8], _ start: Int) -> MacroFormats.Style {
    var style = MacroFormats.Style()
    // There is no font by the number four (§2.5.129 FontIndex).
    let index = bytes.u16(at: start) ?? 0
    let place = index > 4 ? index - 1 : index
    if fonts.indices.contains(place) {
      let font = fonts[place]
      style.fontSize = font.size
      style.fontName = font.name
      style.fontColour = font.colour
      style.isBold = font.isBold
      style.isItalic = font.isItalic
      style.isUnderlined = font.isUnderlined
      style.isStruck = font.isStruck
    }
    let format = bytes.u16(at: start + 2) ?? 0
    style.numberFormat = numberFormats[format] ?? BuiltInNumberFormats.text(format)
    let flags = bytes.u16(at: start + 4) ?? 1
    style.isLocked = flags & 1 != 0
    style.isHidden = flags & 2 != 0
    let alignment = Int(bytes.byte(at: start + 6) ?? 0)
    style.horizontal = (alignment & 7) + 1
    style.vertical = (alignment >> 4 & 7) + 1
    style.pattern = (bytes.u32(at: start + 14) ?? 0) >> 26 & 0x3F
    let colours = bytes.u16(at: start + 18) ?? 0
    style.fillColour = Self.colour(colours & 0x7F)
    style.fillBackground = Self.colour(colours >> 7 & 0x7F)
    return style
  }
}
