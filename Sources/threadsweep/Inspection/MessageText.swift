import FindingExport
import MailModel

/// An inspected message as a person reads it.
enum MessageText {
  static func text(of message: Message, at place: Place) -> String {
    lines(of: message, at: place).map { $0.printable + "\n" }.joined()
  }

  private static func lines(of message: Message, at place: Place) -> [String] {
    var lines = [
      "message \(message.digest.hex)",
      "  place       \(place.source), byte \(place.range.offset), \(place.range.length) bytes",
      "  message id  \(message.messageID?.rawValue ?? "none")",
      "  date        \(message.date?.rfc3339 ?? "unknown")",
      "  from        \(mailboxes(message.from))",
      "  to          \(mailboxes(message.to))",
      "  subject     \(message.subject ?? "")",
    ]
    for part in message.parts { lines.append("  part \(part.path)  \(description(of: part))") }
    for embedded in message.embedded {
      lines.append("  embedded (\(embedded.via)) \(embedded.part.path)  \(description(of: embedded.part))")
    }
    for defect in message.defects {
      let place = [defect.part.map { "part \($0)" }, defect.offset.map { "byte \($0)" }].compactMap { $0 }
      lines.append("  defect \(defect.code.rawValue) \(place.joined(separator: ", "))")
    }
    return lines
  }

  private static func mailboxes(_ mailboxes: [MailAddress]) -> String {
    mailboxes.prefix(10).map { $0.name.isEmpty ? $0.address : "\($0.name) <\($0.address)>" }.joined(separator: ", ")
      + (mailboxes.count > 10 ? ", … (\(mailboxes.count))" : "")
  }

  private static func description(of part: BodyPart) -> String {
    var words = [part.contentType, part.charset, part.transferEncoding, "\(part.decodedSize) bytes"].compactMap { $0 }
    if let disposition = part.disposition { words.append(disposition) }
    if let filename = part.filename { words.append("\"\(filename)\"") }
    return words.joined(separator: "  ")
  }
}
