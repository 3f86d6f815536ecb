import ByteReading

/// Extensions that decide what happens when a file is opened.
enum DangerousExtensions {
  enum Kind {
    case program, script, shellScript, shortcut, macroDocument, diskImage
  }

  /// The last extension of a name, in lower case, with blanks and dots at its end left out as Windows does.
  static func lastExtension(of name: String) -> String {
    var text = Substring(name)
    while let last = text.unicodeScalars.last, last == "." || last.properties.isWhitespace {
      text = Substring(text.dropLast())
    }
    guard let dot = text.lastIndex(of: "."), text.index(after: dot) < text.endIndex else { return "" }
    return String(text[text.index(after: dot)...]).lowercasedASCII
  }

  /// What opening a file of that name does; nil where nothing runs.
  static func kind(of name: String) -> Kind? { kinds[lastExtension(of: name)] }

  /// Whether opening a file of that name runs it.
  static func runs(_ name: String) -> Bool {
    switch kind(of: name) {
    case .program, .script, .shortcut: true
    default: false
    }
  }

  /// Whether a file of that name is of a kind that may hold macros.
  static func holdsMacros(_ name: String) -> Bool { kind(of: name) == .macroDocument }

  private static let kinds: [String: Kind] = {
    var kinds: [String: Kind] = [:]
    for word in "exe com scr pif cpl dll msi msp msix appx xll ocx sys jar gadget application".split(separator: " ") {
      kinds[String(word)] = .program
    }
    for word in "js jse vbs vbe wsf wsh wsc hta ps1 psm1 bat cmd sct chm reg scf inf".split(separator: " ") {
      kinds[String(word)] = .script
    }
    for word in "sh py pl rb".split(separator: " ") { kinds[String(word)] = .shellScript }
    for word in "lnk url library-ms search-ms settingcontent-ms website rdp".split(separator: " ") {
      kinds[String(word)] = .shortcut
    }
    for word in "doc dot docm dotm xls xlt xlm xlsm xltm xlsb xlam ppt pps pot pptm potm ppsm ppam one".split(
      separator: " ")
    {
      kinds[String(word)] = .macroDocument
    }
    for word in "iso img vhd vhdx udf".split(separator: " ") { kinds[String(word)] = .diskImage }
    return kinds
  }()
}
