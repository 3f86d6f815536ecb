import HijackDetection
import MailModel

/// Something that was seen in an attack, and is looked for in a case.
public enum Indicator: Sendable, Hashable {
  /// The digest of a message or of an attachment.
  case digest(ContentDigest)
  /// A link, as it stands or wrapped by a protection service.
  case url(String)
  /// A host of links, and all hosts below it; lower case.
  case host(String)
  /// A mailbox, lower case.
  case address(String)
  /// The identifier of a message, without angle brackets.
  case messageID(String)
}

/// How an indicator stands in a message.
public enum IndicatorMatch: String, Sendable, Hashable, CaseIterable {
  /// It is the message.
  case message
  /// It is one of its attachments.
  case attachment
  /// It wrote the message.
  case sender
  /// The message was addressed to it.
  case recipient
  /// Answers shall go to it.
  case replyTo = "reply-to"
  /// The new text links to it.
  case link
  /// The quoted text links to it.
  case quotedLink = "quoted-link"
  /// An attachment links to it.
  case attachmentLink = "attachment-link"
  /// The message answers it.
  case answer
}

extension Indicator {
  /// How the indicator stands in the links of a message; empty where it does not.
  func matches(inLinksOf facts: MessageFacts) -> [IndicatorMatch] {
    var found: [IndicatorMatch] = []
    if facts.newLinks.contains(where: leads) { found.append(.link) }
    if facts.quotedLinks.contains(where: leads) { found.append(.quotedLink) }
    let urls = facts.attachments.lazy.flatMap(\.urls)
    if urls.contains(where: { url in LinkFact(target: url).map(leads) ?? false }) { found.append(.attachmentLink) }
    return found
  }

  private func leads(_ link: LinkFact) -> Bool {
    switch self {
    case .url(let url): link.url == url || LinkFact(target: url)?.url == link.url
    case .host(let host): link.host == host || link.host.hasSuffix("." + host)
    case .digest, .address, .messageID: false
    }
  }
}
