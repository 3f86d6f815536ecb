extension PropertyValue {
  /// The text as UTF-8 without closing zeros; nil for what is no text.
  ///
  /// Eight-bit text is read in that page.
  public func utf8(_ page: CodePage) -> [UInt8]? {
    var text: [UInt8]
    switch type {
    case .text16: text = CodePage.utf8(ofUTF16: bytes)
    case .text8: text = page.utf8(bytes)
    default: return nil
    }
    while text.last == 0 { text.removeLast() }
    return text
  }
}

extension PropertyBag {
  /// The text of a property as UTF-8; nil where it is absent, empty or no text.
  public func utf8(_ id: PropertyID, _ page: CodePage) -> [UInt8]? {
    guard let text = self[id]?.utf8(page), !text.isEmpty else { return nil }
    return text
  }
}

extension OutlookItem {
  /// The code page of the item's eight-bit text: what the store says, else what the message says, else Windows-1252.
  public var textPage: CodePage {
    if let codePage, let page = Self.usable(Int64(codePage)) { return page }
    if let page = properties[.messageCodepage]?.integer.flatMap(Self.usable) { return page }
    // What came over the wire in some charset, the store keeps in the code page of Windows for the same script.
    return htmlPage?.ofWindows ?? .windows1252
  }

  /// The code page in which HTML stands as bytes; nil where the item does not say.
  var htmlPage: CodePage? { properties[.internetCodepage]?.integer.flatMap(Self.usable) }

  private static func usable(_ number: Int64) -> CodePage? {
    let page = CodePage(rawValue: Int(clamping: number))
    // Eight-bit text is not UTF-16, whatever the message says.
    return page.charset == nil || page == .utf16 || page == .utf16BigEndian ? nil : page
  }

  /// The message class, in the case of the store; empty where there is none.
  public var messageClass: String {
    String(decoding: properties.utf8(.messageClass, textPage) ?? [], as: UTF8.self)
  }

  /// Whether the item is something that was sent or will be: mail, a report, a meeting request.
  ///
  /// Appointments, contacts, tasks, notes and the like are none.
  public var isMail: Bool {
    let name = messageClass.lowercased()
    let families = [
      "ipm.note", "ipm.schedule.meeting", "ipm.post", "ipm.recall", "ipm.outlook.recall", "ipm.taskrequest",
      "ipm.sharing", "ipm.infopathform", "ipm.document", "ipm.resend",
    ]
    if name.isEmpty || name == "ipm" || name.hasPrefix("report.") { return true }
    return families.contains { name == $0 || name.hasPrefix($0 + ".") }
  }
}
