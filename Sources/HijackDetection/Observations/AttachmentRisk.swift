import AttachmentInspection

/// Why an attachment can do harm by its kind, whatever inspection found in it.
struct AttachmentRisk {
  /// The kind in words.
  let summary: String
  /// The name under which an author's habit of sending such things is kept.
  let habit: String

  /// Tells the risk of an attachment; nil where its kind has none and its score is low.
  init?(_ attachment: AttachmentFact) {
    let hasMacros = attachment.techniques.contains { $0.hasPrefix("vba") || $0.hasPrefix("xlm") }
    // Who sends VBA workbooks every month does not therefore send Excel 4.0 macros: hardly anybody has since 1995.
    if attachment.techniques.contains(where: { $0.hasPrefix("xlm") }) {
      (summary, habit) = ("document with Excel 4.0 macros", "xlm")
      return
    }
    switch attachment.type {
    case .ooxmlDocm, .ooxmlXlsm, .ooxmlXlsb, .ooxmlPptm:
      (summary, habit) = ("macro document", "macro")
    case .oleDoc, .oleXls, .olePpt, .ooxmlDocx, .ooxmlXlsx, .ooxmlPptx, .oleOther, .ooxmlOther, .rtf:
      if hasMacros {
        (summary, habit) = ("macro document", "macro")
      } else if attachment.encrypted {
        (summary, habit) = ("encrypted document", "encrypted")
      } else if attachment.score >= 0.2 {
        (summary, habit) = ("suspicious document", "document")
      } else {
        return nil
      }
    case .pe, .script, .lnk, .iso, .onenote, .cab, .elf:
      (summary, habit) = ("\(attachment.type.rawValue) file", attachment.type.rawValue)
    case .zip, .rar, .sevenZip:
      if attachment.encrypted {
        (summary, habit) = ("encrypted archive", "encrypted")
      } else if attachment.score >= 0.2 {
        (summary, habit) = ("suspicious archive", "archive")
      } else {
        return nil
      }
    case .html, .svg:
      guard attachment.score >= 0.2 else { return nil }
      (summary, habit) = ("active \(attachment.type.rawValue) file", attachment.type.rawValue)
    default:
      guard attachment.score >= 0.5 else { return nil }
      (summary, habit) = ("suspicious \(attachment.type.rawValue) file", attachment.type.rawValue)
    }
  }
}
