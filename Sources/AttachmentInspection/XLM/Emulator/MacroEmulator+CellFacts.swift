extension MacroEmulator {
  /// `GET.CELL(kind, reference)`: what is written in the workbook is told as it is; what is not depends on the machine,
  /// and both ways of a choice on it are taken.
  mutating func cellFact(_ kind: Int, of area: MacroArea) -> MacroOperand {
    let place = area.first
    let formats = workbook.formats
    switch kind {
    case 1: return MacroOperand(area: MacroArea(place), value: value(of: place).value)
    case 2: return MacroOperand(.number(Double(place.row + 1)))
    case 3: return MacroOperand(.number(Double(place.column + 1)))
    case 4: return MacroOperand(.number(kindOfValue(at: place)))
    case 5: return MacroOperand(value(of: place).value)
    case 6, 41:
      let text = workbook.cells[place]?.formula ?? value(of: place).text
      return MacroOperand(.text(text))
    case 16:
      let width = formats.width(ofColumn: place.column, sheet: place.sheet)
      return MacroOperand(.number(width ?? 8.43), isEnvironment: width == nil)
    case 17:
      let height = formats.height(ofRow: place.row, sheet: place.sheet)
      return MacroOperand(.number(height ?? 15), isEnvironment: height == nil)
    case 48: return MacroOperand(.bool(workbook.cells[place]?.formula != nil))
    case 53: return MacroOperand(.text(value(of: place).text))
    case 32, 62, 66: return MacroOperand(.text("Book1.xls"), isEnvironment: true)
    default: break
    }
    let style = formats.style(of: place)
    guard let value = Self.look(style ?? MacroFormats.Style(), kind) else {
      return MacroOperand(.number(0), isEnvironment: true)
    }
    return MacroOperand(value, isEnvironment: style == nil)
  }

  private static func look(_ style: MacroFormats.Style, _ kind: Int) -> MacroValue? {
    switch kind {
    case 7: .text(style.numberFormat)
    case 8: .number(Double(style.horizontal))
    case 13: .number(Double(style.pattern))
    case 14: .bool(style.isLocked)
    case 15: .bool(style.isHidden)
    case 18: .text(style.fontName)
    case 19: .number(style.fontSize)
    case 20: .bool(style.isBold)
    case 21: .bool(style.isItalic)
    case 22: .bool(style.isUnderlined)
    case 23: .bool(style.isStruck)
    case 24: .number(Double(style.fontColour))
    case 38, 63: .number(Double(style.fillColour))
    case 39, 64: .number(Double(style.fillBackground))
    case 50: .number(Double(style.vertical))
    default: nil
    }
  }

  /// As TYPE tells it: 1 number, 2 text, 4 truth value, 16 error.
  private mutating func kindOfValue(at place: MacroWorkbook.Place) -> Double {
    switch value(of: place).value {
    case .empty, .number: 1
    case .text: 2
    case .bool: 4
    case .error: 16
    }
  }

  /// `ROW.HEIGHT(height, row)`, `FORMAT.FONT(name, size, …)` and their kind change what cells say of themselves.
  mutating func setCellFact(_ name: String, _ operands: [MacroOperand], active: MacroWorkbook.Place?) -> Bool {
    guard name == "ROW.HEIGHT" || name == "COLUMN.WIDTH", let number = operands.first?.number else { return false }
    let area = operands.count > 1 ? operands[1].area : nil
    guard let place = area?.first ?? active, !isFolding else { return true }
    if name == "ROW.HEIGHT" {
      workbook.formats.set(height: number, ofRow: place.row, sheet: place.sheet)
    } else {
      workbook.formats.set(width: number, ofColumn: place.column, sheet: place.sheet)
    }
    return true
  }
}
