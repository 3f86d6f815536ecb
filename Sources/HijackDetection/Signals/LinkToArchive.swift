/// A link to something that is unpacked and run.
enum LinkToArchive: SignalRule {
  static let definition = SignalDefinition(
    id: "link-to-archive", group: .payload, defaultWeight: 2.2,
    summary:
      "The new text links to an archive, a disk image or a program on a host that is strange to the conversation.",
    benignRate: "developers who share builds",
    rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeTargets {
      let path = link.path.lowercased()
      guard let ending = endings.first(where: { path.hasSuffix($0) }) else { continue }
      let isNew = NewLinkDomain.isNew(link, message)
      return SignalEvidence(
        text: "\(link.url) leads to a \(ending) file", strength: isNew ? 0.3 + 0.7 * message.history.depth : 0.3,
        shows: [.link(link)])
    }
    return nil
  }

  private static let endings = [
    ".zip", ".rar", ".7z", ".iso", ".img", ".vhd", ".exe", ".msi", ".js", ".vbs", ".hta", ".lnk", ".xll", ".docm",
    ".xlsm",
    ".xlsb", ".one", ".cab", ".scr", ".bat", ".ps1",
  ]
}
