import AttachmentInspection
import Conversations
import MailModel
import MailParsing

@testable import HijackDetection

extension FuzzTarget {
  /// What judgement reads out of messages.
  static let conversations = [
    FuzzTarget("message-facts") { bytes in
      let message = MIMEParser().parse(MailBytes(bytes))
      let history = QuotedHistory(message.text)
      let edges = ThreadEdges(message, history: history)
      let facts = MessageFacts(extracting: message, history: history, edges: edges, attachments: [])
      hold(
        MessageFacts(packed: facts.packed())?.packed() == facts.packed(), "facts that are packed are read as the same")
    },
    FuzzTarget(text: "quoted-history") { text in
      let history = QuotedHistory(text)
      hold(history.quotedBlocks.count <= 201, "the limit holds")
      _ = Shingles.fingerprints(of: history.newText, limit: 64)
      _ = QuotedAddresses.found(in: history)
    },
    FuzzTarget(text: "links") { text in
      _ = LinkFact(target: text, visibleText: text)
      _ = LinkExtraction.links(new: text, quoted: text, hyperlinks: [])
      _ = RegistrableDomain(host: text)
      _ = Punycode.decoded(Array(text.utf8)[...])
    },
    FuzzTarget(text: "requests") { text in
      _ = RequestFacts(in: text, ibans: IBAN.found(in: text))
      _ = MoneyAmount.found(in: text)
      _ = PasswordMention.mentions(in: text)
      _ = PasswordCandidates.candidates(subject: text, text: text)
      _ = TextProfile(Array(text.utf8))
    },
  ]
}
