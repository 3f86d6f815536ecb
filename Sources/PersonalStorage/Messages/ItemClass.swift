import ByteReading

/// What the class of an item says of it (PidTagMessageClass, [MS-OXCMSG] §2.2.1.3).
enum ItemClass {
  /// Classes of items that are no mail: contacts, appointments, tasks, settings.
  private static let others = [
    "ipm.contact", "ipm.distlist", "ipm.abchperson", "ipm.appointment", "ipm.activity", "ipm.task", "ipm.stickynote",
    "ipm.configuration", "ipm.microsoft", "ipm.rule", "ipm.extendedrule", "ipm.outlook.recall", "ipm.ole.class",
    "ipm.taskrequest.settings", "ipm.conversationaction", "ipm.aggregation", "ipm.storage", "ipm.whiteboard",
  ]

  /// Whether an item of that class is mail; one without a class is.
  static func isMail(_ name: String?) -> Bool {
    guard let name = name?.lowercasedASCII, !name.isEmpty else { return true }
    return !others.contains { name == $0 || name.hasPrefix($0 + ".") }
  }

  /// Whether a folder of that class holds mail as a rule (PidTagContainerClass, [MS-OXOSFLD] §2.2.5).
  static func isMailFolder(_ name: String?) -> Bool {
    guard let name = name?.lowercasedASCII, !name.isEmpty else { return true }
    return name == "ipf" || name == "ipf.note" || name.hasPrefix("ipf.note.") || name.hasPrefix("ipf.imap")
  }
}
