/// A colour as a style or an attribute writes it (CSS Color 3 §4).
struct StyleColor: Equatable {
  var red: Int
  var green: Int
  var blue: Int
  /// Whether nothing is seen of it.
  var isTransparent = false

  static let white = StyleColor(red: 255, green: 255, blue: 255)

  private init(red: Int, green: Int, blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads a colour that stands at the beginning of `value`; nil where none does, or one by an unusual name.
  init?(_ value: ByteView) {
    if value[0] == 0x23 {
      self.init(digits: value[1..<value.count])
    } else if value.matches(lowercase: "rgb", at: 0) {
      self.init(function: value)
    } else if let name = Self.names.first(where: { value.begins(withWord: $0.name) }) {
      self = name.color
    } else {
      return nil
    }
  }

  /// Reads the colour of an attribute such as `bgcolor`, where the `#` may be missing.
  init?(attribute value: ByteView) {
    if let color = StyleColor(value) {
      self = color
    } else {
      self.init(digits: value)
    }
  }

  private init?(digits value: ByteView) {
    var digits: [Int] = []
    while digits.count < 9, let digit = ASCII.hexValue(value[digits.count]) { digits.append(Int(digit)) }
    switch digits.count {
    case 3, 4: self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
    case 6, 8:
      self.init(
        red: digits[0] * 16 + digits[1], green: digits[2] * 16 + digits[3], blue: digits[4] * 16 + digits[5])
    default: return nil
    }
    isTransparent = digits.count == 4 && digits[3] == 0 || digits.count == 8 && digits[6] + digits[7] == 0
  }

  /// `rgb(255, 255, 255)` and `rgba(0 0 0 / 0)`.
  private init?(function value: ByteView) {
    guard let open = value.firstIndex(of: 0x28, from: 3, to: 6) else { return nil }
    var numbers: [Double] = []
    var at = open + 1
    while numbers.count < 4, at < value.count, value[at] != 0x29 {
      guard let (number, end) = StyleNumber.read(value, at: at) else {
        at += 1
        continue
      }
      numbers.append(value[end] == 0x25 && numbers.count < 3 ? number * 2.55 : number)
      at = end
    }
    guard numbers.count >= 3 else { return nil }
    self.init(red: Self.channel(numbers[0]), green: Self.channel(numbers[1]), blue: Self.channel(numbers[2]))
    isTransparent = numbers.count == 4 && numbers[3] < 0.05
  }

  private static func channel(_ number: Double) -> Int { Int(min(max(number, 0), 255)) }

  /// Whether text of this colour on that one is seen by nobody.
  func vanishes(on background: StyleColor) -> Bool {
    abs(red - background.red) <= 8 && abs(green - background.green) <= 8 && abs(blue - background.blue) <= 8
  }

  private static let names: [(name: StaticString, color: StyleColor)] = {
    var clear = StyleColor(red: 0, green: 0, blue: 0)
    clear.isTransparent = true
    return [
      ("white", .white), ("transparent", clear), ("black", StyleColor(red: 0, green: 0, blue: 0)),
      ("snow", StyleColor(red: 255, green: 250, blue: 250)), ("ivory", StyleColor(red: 255, green: 255, blue: 240)),
      ("red", StyleColor(red: 255, green: 0, blue: 0)), ("green", StyleColor(red: 0, green: 128, blue: 0)),
      ("blue", StyleColor(red: 0, green: 0, blue: 255)), ("yellow", StyleColor(red: 255, green: 255, blue: 0)),
      ("gray", StyleColor(red: 128, green: 128, blue: 128)), ("grey", StyleColor(red: 128, green: 128, blue: 128)),
      ("silver", StyleColor(red: 192, green: 192, blue: 192)), ("navy", StyleColor(red: 0, green: 0, blue: 128)),
    ]
  }()
}

/// Numbers of style sheets (CSS 2.2 §4.3.1).
enum StyleNumber {
  /// The number that begins at `start`, and the index behind it; nil where none does.
  static func read(_ bytes: ByteView, at start: Int) -> (number: Double, end: Int)? {
    var at = start
    let isNegative = bytes[at] == 0x2D
    if isNegative || bytes[at] == 0x2B { at += 1 }
    var number = 0.0
    var scale = 1.0
    var digits = 0
    var hasPoint = false
    // Digits beyond any precision are stepped over.
    while at < bytes.count {
      if ASCII.isDigit(bytes[at]) {
        if digits < 15 {
          number = number * 10 + Double(bytes[at] &- 0x30)
          if hasPoint { scale *= 10 }
        }
        digits += 1
      } else if bytes[at] == 0x2E, !hasPoint {
        hasPoint = true
      } else {
        break
      }
      at += 1
    }
    guard digits > 0 else { return nil }
    return ((isNegative ? -number : number) / scale, at)
  }
}

extension ByteView {
  /// Whether the view begins with `word` (lower case), and the word ends there.
  func begins(withWord word: StaticString) -> Bool {
    guard matches(lowercase: word, at: 0) else { return false }
    let next = self[word.utf8CodeUnitCount]
    return !ASCII.isLetter(next) && !ASCII.isDigit(next) && next != 0x2D
  }
}
