import Conversations
import MailModel
import MailTestSupport

/// Shorthand for the edges of a message: `day` is its date, in days since some day in 2021; nil is undated.
func mail(
  _ id: String?, day: Double? = 0, refs: [String] = [], irt: [String] = [], subject: String = "topic",
  from: String = "ann@x.example", to: [String] = [], content: String? = nil, index: [UInt8] = [], gmail: String? = nil,
  new: [UInt64] = [], quoted: [UInt64] = []
) -> ThreadEdges {
  ThreadEdges(
    message: ContentDigest(of: content ?? "content of \(id ?? "nothing")"), messageID: id.map { MessageID($0) },
    inReplyTo: irt.map { MessageID($0) }, references: refs.map { MessageID($0) }, threadIndex: index,
    gmailThread: gmail, subject: ThreadSubject(subject),
    date: day.map { MailDate(seconds: 1_600_000_000 + Int64($0 * 86_400)) }, author: from, recipients: to,
    newText: new, quotedText: quoted)
}

/// The trees of all conversations, one line a node: two blanks for each step of depth, the identifier, `?` for a
/// placeholder, and the reason of the link unless it is References.
func trees(_ edges: [ThreadEdges], originals: [ContentDigest: ContentDigest] = [:]) -> [String] {
  let blocks = ThreadReconstruction(edges, originals: originals).conversations.map { conversation in
    conversation.nodes.map { node in
      let id = node.messageID?.rawValue ?? "-"
      let reason = node.link == .root || node.link == .references ? "" : " \(node.link.rawValue)"
      return String(repeating: "  ", count: node.depth) + id + (node.message == nil ? "?" : "") + reason
    }
  }
  return Array(blocks.sorted { ($0.first ?? "") < ($1.first ?? "") }.joined())
}
