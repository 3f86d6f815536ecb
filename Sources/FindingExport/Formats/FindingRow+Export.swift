import CaseStore
import HijackDetection
import MailModel

extension FindingRow {
  /// What the finding says, in one sentence without line breaks.
  var headline: String {
    switch kind {
    case "attachment": "Dangerous attachment in “\(message.subject)” from \(message.author)"
    case "exposure": "Mail server that was open to attack: " + (signals.first?.evidence ?? "")
    default: "“\(message.subject)” from \(message.author) hijacks a conversation"
    }
  }

  /// The moment to which the finding belongs: its message's date, or the epoch where it has none.
  var moment: MailDate { MailDate(seconds: message.date ?? 0) }

  /// The attachments that are dangerous themselves.
  var dangerousAttachments: [AttachmentFact] { attachments.filter(\.isProven) }

  /// The links of the new text where a signal of the finding speaks of links; else none.
  ///
  /// A link is an indicator only where it is part of the attack: replies are full of harmless ones.
  var suspectLinks: [LinkFact] {
    guard kind == "hijack", level >= .high,
      signals.contains(where: { $0.weight > 0 && Self.linkSignals.contains($0.id) })
    else { return [] }
    return Array((facts?.newLinks ?? []).filter { !$0.isOpaque }.prefix(20))
  }

  private static let linkSignals: Set<String> = [
    "new-link-domain", "campaign-link-path", "link-to-archive", "link-to-address", "misleading-link-text",
  ]

  /// The hosts that took the message on its way, each once, the latest first.
  var hosts: [String] {
    var seen: Set<String> = []
    return (facts?.hops ?? []).compactMap(\.by).filter { seen.insert($0).inserted }
  }

  /// The addresses in numbers from which it was taken, each once, the latest first.
  var networkAddresses: [String] {
    var seen: Set<String> = []
    return (facts?.hops ?? []).compactMap(\.address).filter { seen.insert($0).inserted }
  }

  /// The identifiers that the message says it continues.
  var references: [String] { (facts?.edges.references ?? []).map(\.rawValue) }
}

extension AttachmentFact {
  /// What follows the last dot of the name, lower case; nil where there is none.
  var fileExtension: String? {
    guard let name, let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...]
    return ending.isEmpty || ending.count > 12 ? nil : ending.lowercased()
  }
}
