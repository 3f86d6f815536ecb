import ByteReading

/// The styles part of a workbook in XML (ECMA-376 part 1, §18.8).
enum StylesPart {
  private static let most = 8_192

  /// The styles by the index that cells refer to.
  static func styles(in xml: [UInt8]) -> [MacroFormats.Style] {
    var fonts: [MacroFormats.Style] = []
    var fills: [MacroFormats.Style] = []
    var numberFormats: [Int: String] = [:]
    var styles: [MacroFormats.Style] = []
    var section = ""
    for tag in XMLTags(xml) {
      switch tag.name {
      case "fonts", "fills", "cellXfs", "cellStyleXfs", "borders", "dxfs", "cellStyles", "colors": section = tag.name
      case "numFmt":
        if let id = tag["numFmtId"].flatMap({ Int($0) }), numberFormats.count < most {
          numberFormats[id] = tag["formatCode"] ?? ""
        }
      case "font": if section == "fonts", fonts.count < most { fonts.append(MacroFormats.Style()) }
      case "fill": if section == "fills", fills.count < most { fills.append(MacroFormats.Style()) }
      case "xf":
        guard section == "cellXfs", styles.count < most else { continue }
        var style =
          number(tag["fontId"]).flatMap { fonts.indices.contains($0) ? fonts[$0] : nil } ?? MacroFormats.Style()
        if let fill = number(tag["fillId"]), fills.indices.contains(fill) {
          style.pattern = fills[fill].pattern
          style.fillColour = fills[fill].fillColour
          style.fillBackground = fills[fill].fillBackground
        }
        let format = number(tag["numFmtId"]) ?? 0
        style.numberFormat = numberFormats[format] ?? BuiltInNumberFormats.text(format)
        styles.append(style)
      case "alignment":
        guard section == "cellXfs", let last = styles.indices.last else { continue }
        styles[last].horizontal = horizontals[tag["horizontal"] ?? ""] ?? 1
        styles[last].vertical = verticals[tag["vertical"] ?? ""] ?? 3
      case "protection":
        guard section == "cellXfs", let last = styles.indices.last else { continue }
        styles[last].isLocked = tag["locked"] != "0" && tag["locked"] != "false"
        styles[last].isHidden = tag["hidden"] == "1" || tag["hidden"] == "true"
      default:
        if section == "fonts", let last = fonts.indices.last { read(tag, ofFont: &fonts[last]) }
        if section == "fills", let last = fills.indices.last { read(tag, ofFill: &fills[last]) }
      }
    }
    return styles
  }

  private static func number(_ text: String?) -> Int? { text.flatMap { Int($0) } }

  private static func read(_ tag: XMLTag, ofFont style: inout MacroFormats.Style) {
    let isOn = tag["val"] != "0" && tag["val"] != "false"
    switch tag.name {
    case "sz": style.fontSize = tag["val"].flatMap { Double($0) } ?? 11
    case "name": style.fontName = tag["val"] ?? ""
    case "b": style.isBold = isOn
    case "i": style.isItalic = isOn
    case "strike": style.isStruck = isOn
    case "u": style.isUnderlined = tag["val"] != "none"
    case "color": style.fontColour = colour(tag)
    default: break
    }
  }

  private static func read(_ tag: XMLTag, ofFill style: inout MacroFormats.Style) {
    switch tag.name {
    case "patternFill": style.pattern = patterns[tag["patternType"] ?? ""] ?? 0
    case "fgColor": style.fillColour = colour(tag)
    case "bgColor": style.fillBackground = colour(tag)
    default: break
    }
  }

  /// An index of the palette; the nearest of its first eight for a colour by its parts.
  private static func colour(_ tag: XMLTag) -> Int {
    if let index = number(tag["indexed"]) { return (8...63).contains(index) ? index - 7 : 0 }
    guard let rgb = tag["rgb"]?.suffix(6).uppercased() else { return 0 }
    return palette[rgb] ?? 0
  }

  private static let palette: [String: Int] = [
    "000000": 1, "FFFFFF": 2, "FF0000": 3, "00FF00": 4, "0000FF": 5, "FFFF00": 6, "FF00FF": 7, "00FFFF": 8,
    "800000": 9, "008000": 10, "000080": 11, "808000": 12, "800080": 13, "008080": 14, "C0C0C0": 15, "808080": 16,
  ]
  private static let horizontals = [
    "left": 2, "center": 3, "right": 4, "fill": 5, "justify": 6, "centerContinuous": 7,
  ]
  private static let verticals = ["top": 1, "center": 2, "bottom": 3, "justify": 4]
  private static let patterns = [
    "solid": 1, "mediumGray": 2, "darkGray": 3, "lightGray": 4, "darkHorizontal": 5, "darkVertical": 6, "darkDown": 7,
    "darkUp": 8, "darkGrid": 9, "darkTrellis": 10, "lightHorizontal": 11, "lightVertical": 12, "lightDown": 13,
    "lightUp": 14, "lightGrid": 15, "lightTrellis": 16, "gray125": 17, "gray0625": 18,
  ]
}
