import AttachmentInspection
import FindingExport
import MailModel
import SweepPipeline

/// An inspected object as a person reads it.
enum InspectionText {
  static func text(of object: InspectionInput.Object) -> String {
    let lines =
      switch object {
      case .message(let message, let place): lines(of: message, at: place)
      case .attachment(let verdict, let path): lines(of: verdict, path: path)
      }
    return lines.map { $0.printable + "\n" }.joined()
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

  private static func lines(of verdict: AttachmentVerdict, path: String) -> [String] {
    var lines = [
      "\(path): \(verdict.type.rawValue), \(verdict.level.rawValue), score "
        + FindingListing.decimals(verdict.score) + (verdict.encrypted ? ", encrypted" : ""),
      "  sha256  \(verdict.digest.hex), \(verdict.size) bytes",
    ]
    for technique in verdict.techniques {
      let attack = technique.attack.isEmpty ? "" : " (\(technique.attack.joined(separator: ", ")))"
      lines.append("  \(FindingText.weight(technique.weight))  \(technique.id)\(attack): \(technique.evidence)")
    }
    for module in verdict.vba?.modules ?? [] {
      let autoexec = module.autoexec.isEmpty ? "" : "  runs by itself: \(module.autoexec.joined(separator: ", "))"
      lines.append("  VBA module \(module.name)\(autoexec)")
    }
    for sheet in verdict.xlm?.sheets ?? [] { lines.append("  Excel 4.0 macrosheet \(sheet.name), \(sheet.visibility)") }
    for formula in verdict.xlm?.formulas.prefix(50) ?? [] { lines.append("    \(formula)") }
    for url in verdict.urls { lines.append("  url \(url)") }
    for child in verdict.children { lines.append("  contains \(child.name)") }
    for limit in verdict.limitsHit { lines.append("  limit reached: \(limit)") }
    return lines
  }
}
