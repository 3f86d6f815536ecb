/// What a style says on whether a reader sees an element's content (CSS 2.2, CSS Color 3; Outlook's `mso-hide`).
struct ElementStyle {
  /// A value, and whether `!important` stands behind it.
  struct Declared<Value> {
    var value: Value
    var isImportant: Bool
  }

  /// `display`, `mso-hide`: whether there is a box.
  var isDisplayed: Declared<Bool>?
  /// `visibility`, which descendants can undo.
  var isVisible: Declared<Bool>?
  /// Whether letters of `font-size` can be read; descendants can undo it.
  var isReadable: Declared<Bool>?
  /// Whether `opacity` leaves anything to see.
  var isOpaque: Declared<Bool>?
  /// `overflow: hidden`, and a height or width of nothing.
  var isClipped: Declared<Bool>?
  var hasNoRoom: Declared<Bool>?
  /// Moved out of the page, clipped or scaled to nothing.
  var isAway: Declared<Bool>?
  var isPositioned: Declared<Bool>?
  var isShifted: Declared<Bool>?
  var color: Declared<StyleColor>?
  /// The colour behind the content; a nil value where it is an image or cannot be told.
  var background: Declared<StyleColor?>?

  /// Whether nothing was declared that matters here.
  var isEmpty: Bool {
    isDisplayed == nil && isVisible == nil && isReadable == nil && isOpaque == nil && isClipped == nil
      && hasNoRoom == nil && isAway == nil && isPositioned == nil && isShifted == nil && color == nil
      && background == nil
  }

  /// Whether the content is gone whatever its descendants say.
  var removes: Bool {
    isDisplayed?.value == false || isOpaque?.value == false || isAway?.value == true
      || (isClipped?.value == true && hasNoRoom?.value == true)
      || (isPositioned?.value == true && isShifted?.value == true)
  }

  /// Takes what `other` declares, which comes later or is more specific.
  mutating func merge(_ other: ElementStyle) {
    Self.merge(&isDisplayed, other.isDisplayed)
    Self.merge(&isVisible, other.isVisible)
    Self.merge(&isReadable, other.isReadable)
    Self.merge(&isOpaque, other.isOpaque)
    Self.merge(&isClipped, other.isClipped)
    Self.merge(&hasNoRoom, other.hasNoRoom)
    Self.merge(&isAway, other.isAway)
    Self.merge(&isPositioned, other.isPositioned)
    Self.merge(&isShifted, other.isShifted)
    Self.merge(&color, other.color)
    Self.merge(&background, other.background)
  }

  private static func merge<Value>(_ mine: inout Declared<Value>?, _ other: Declared<Value>?) {
    guard let other else { return }
    if let mine, mine.isImportant, !other.isImportant { return }
    mine = other
  }

  /// Reads declarations, those of a `style` attribute or of a rule; comments must be gone.
  init(_ declarations: ByteView) {
    var at = 0
    while at < declarations.count {
      let end = declarations.firstIndex(of: 0x3B, from: at, to: declarations.count) ?? declarations.count
      if let colon = declarations.firstIndex(of: 0x3A, from: at, to: end) {
        let name = declarations[declarations.trimmed(at..<colon)]
        take(name, declarations[declarations.trimmed(colon + 1..<end)])
      }
      at = end + 1
    }
  }

  init() {}

  private mutating func take(_ name: ByteView, _ value: ByteView) {
    guard (3...16).contains(name.count), !value.isEmpty else { return }
    let isImportant = value.firstIndex(of: 0x21, from: 0, to: value.count) != nil
    func set<Value>(_ declared: inout Declared<Value>?, _ value: Value) {
      Self.merge(&declared, Declared(value: value, isImportant: isImportant))
    }
    switch ASCII.lowercased(name[0]) {
    case 0x62:
      if name.equals(lowercase: "background-color") || name.equals(lowercase: "background") {
        set(&background, Self.background(value))
      } else if name.equals(lowercase: "background-image"), !value.begins(withWord: "none") {
        set(&background, nil)
      } else if name.equals(lowercase: "bottom") {
        if Self.isFarAway(value) { set(&isShifted, true) }
      }
    case 0x63:
      if name.equals(lowercase: "color") {
        if let color = StyleColor(value) { set(&self.color, color) }
      } else if name.equals(lowercase: "clip") {
        set(&isAway, value.matches(lowercase: "rect(0", at: 0) || value.matches(lowercase: "rect(1px", at: 0))
      } else if name.equals(lowercase: "clip-path") {
        set(&isAway, value.matches(lowercase: "inset(50%", at: 0) || value.matches(lowercase: "inset(100%", at: 0))
      }
    case 0x64:
      if name.equals(lowercase: "display") { set(&isDisplayed, !value.begins(withWord: "none")) }
    case 0x66:
      if name.equals(lowercase: "font-size") {
        if let isReadable = Self.isReadable(value) { set(&self.isReadable, isReadable) }
      } else if name.equals(lowercase: "font") {
        if let isReadable = Self.isReadable(shorthand: value) { set(&self.isReadable, isReadable) }
      }
    case 0x68, 0x77:
      if name.equals(lowercase: "height") || name.equals(lowercase: "width") { set(&hasNoRoom, Self.isZero(value)) }
    case 0x6C, 0x72, 0x74:
      if name.equals(lowercase: "left") || name.equals(lowercase: "top") || name.equals(lowercase: "right") {
        if Self.isFarAway(value) { set(&isShifted, true) }
      } else if name.equals(lowercase: "text-indent") {
        set(&isAway, Self.isFarAway(value))
      } else if name.equals(lowercase: "transform") {
        set(&isAway, value.matches(lowercase: "scale(0)", at: 0) || value.matches(lowercase: "scale(0,", at: 0))
      }
    case 0x6D:
      if name.equals(lowercase: "max-height") || name.equals(lowercase: "max-width") {
        set(&hasNoRoom, Self.isZero(value))
      } else if name.equals(lowercase: "mso-hide") {
        set(&isDisplayed, !value.begins(withWord: "all"))
      } else if name.equals(lowercase: "margin-left") || name.equals(lowercase: "margin-top") {
        if Self.isFarAway(value) { set(&isAway, true) }
      }
    case 0x6F:
      if name.equals(lowercase: "opacity") {
        if let (number, _) = StyleNumber.read(value, at: 0) { set(&isOpaque, number >= 0.05) }
      } else if name.equals(lowercase: "overflow") {
        set(&isClipped, value.begins(withWord: "hidden") || value.begins(withWord: "clip"))
      }
    case 0x70:
      if name.equals(lowercase: "position") {
        set(&isPositioned, !value.begins(withWord: "static"))
      }
    case 0x76:
      if name.equals(lowercase: "visibility") {
        set(&isVisible, !value.begins(withWord: "hidden") && !value.begins(withWord: "collapse"))
      }
    default: break
    }
  }

  // MARK: Values

  private static func isZero(_ value: ByteView) -> Bool { StyleNumber.read(value, at: 0)?.number == 0 }

  private static func isFarAway(_ value: ByteView) -> Bool {
    guard let (number, end) = StyleNumber.read(value, at: 0) else { return false }
    let isRelative = value.matches(lowercase: "em", at: end) || value[end] == 0x25 || value[end] == 0x76
    return number <= (isRelative ? -50 : -500)
  }

  /// Whether letters of that size can be read; nil where that depends on what stands around.
  private static func isReadable(_ value: ByteView) -> Bool? {
    guard let (number, end) = StyleNumber.read(value, at: 0) else {
      let isRelative =
        value.begins(withWord: "inherit") || value.begins(withWord: "smaller") || value.begins(withWord: "larger")
      return isRelative ? nil : true
    }
    if value[end] == 0x25 { return number < 10 ? false : nil }
    if value.matches(lowercase: "em", at: end) { return number < 0.1 ? false : nil }
    if value.matches(lowercase: "rem", at: end) { return number >= 0.1 }
    return number >= 2
  }

  /// The size in `bold 12px/1.2 Arial`.
  private static func isReadable(shorthand value: ByteView) -> Bool? {
    var at = 0
    while at < value.count {
      if let (number, end) = StyleNumber.read(value, at: at) {
        let isWeight = number >= 100 && (end == value.count || ASCII.isSpace(value[end]))
        if !isWeight { return isReadable(value[at..<value.count]) }
        at = end
      } else {
        while at < value.count, !ASCII.isSpace(value[at]) { at += 1 }
      }
      while at < value.count, ASCII.isSpace(value[at]) { at += 1 }
    }
    return nil
  }

  /// The colour in `#fff url(x) no-repeat`; nil where there is an image or none that is known.
  private static func background(_ value: ByteView) -> StyleColor? {
    if value.firstIndex(of: 0x28) != nil, !value.matches(lowercase: "rgb", at: 0) { return nil }
    return StyleColor(value)
  }
}
