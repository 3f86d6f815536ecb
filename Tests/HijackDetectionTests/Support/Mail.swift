import AttachmentInspection
import Conversations
import MailModel

@testable import HijackDetection

/// Makes parsed messages for tests, by what matters in them.
struct Mail {
  /// The identifier; empty for none.
  var id: String
  var from: String
  var name = ""
  var to: [String] = ["bob@corp.example"]
  var cc: [String] = []
  var subject = "tender"
  var day: Double = 0
  var zone: Int16? = 120
  var inReplyTo: [String] = []
  var references: [String] = []
  var mailer: String? = "Mozilla Thunderbird 78"
  var origin: String? = "198.51.100.7"
  var helo = "mail.corp.example"
  var replyTo: [String] = []
  var returnPath: String?
  var sender: String?
  var text = "Thank you, that is what we had agreed on."
  var links: [HyperLink] = []
  var header: [HeaderField] = []
  /// The names of header fields in the order of the message; each is taken for twenty bytes.
  var fieldOrder: [HeaderName] = [
    "received", "date", "from", "mime-version", "to", "subject", "message-id", "content-type",
  ]
  var attachments: [AttachmentFact] = []
  var threadIndex: [UInt8] = []
  var newText: [UInt64] = []
  var quotedText: [UInt64] = []
  /// The transfer encoding and the charset of its text; nil where no part is known.
  var encoding: (transfer: String, charset: String)?
  /// What else makes the bytes differ from another copy's.
  var variant = ""

  /// The copy that Outlook's store keeps of what was sent: without identifier, references, program and way.
  var outlookItem: Mail {
    var copy = self
    (copy.id, copy.inReplyTo, copy.references, copy.mailer, copy.origin, copy.zone) = ("", [], [], nil, nil, 0)
    copy.returnPath = nil
    return copy
  }

  /// The mail with something changed.
  func changed(_ change: (inout Mail) -> Void) -> Mail {
    var mail = self
    change(&mail)
    return mail
  }

  /// The facts that the sweep would draw from the message.
  var facts: MessageFacts {
    let seconds = Archive.start + Int64(day * 86_400)
    var message = Message(
      digest: ContentDigest(of: id + from + to.joined() + text + String(day) + (origin ?? "-") + variant),
      size: text.utf8.count)
    message.messageID = id.isEmpty ? nil : MessageID(id)
    message.subject = subject
    message.date = MailDate(seconds: seconds, zoneMinutes: zone)
    message.from = [MailAddress(name: name, address: from)]
    message.to = to.map { MailAddress(address: $0) }
    message.cc = cc.map { MailAddress(address: $0) }
    message.sender = sender.map { MailAddress(address: $0) }
    message.replyTo = replyTo.map { MailAddress(address: $0) }
    message.inReplyTo = inReplyTo.map { MessageID($0) }
    message.references = references.map { MessageID($0) }
    message.text = text
    message.links = links
    message.header = header
    if let encoding {
      var part = BodyPart(
        path: "1", contentType: "text/plain", charset: encoding.charset, transferEncoding: encoding.transfer,
        decodedSize: text.utf8.count, decodedDigest: ContentDigest(of: text), range: ByteRange(offset: 0, length: 0))
      part.role = .body
      message.parts = [part]
    }
    message.fieldPlaces = fieldOrder.enumerated().map { number, name in
      HeaderPlace(name: name, range: ByteRange(offset: number * 22, length: 20))
    }
    if let mailer { message.header.append(HeaderField(name: "X-Mailer", value: mailer)) }
    if let returnPath { message.header.append(HeaderField(name: "Return-Path", value: returnPath)) }
    if let origin {
      message.header.append(
        HeaderField(
          name: "Received", value: "from \(helo) (\(helo) [\(origin)]) by mx.corp.example with ESMTPS id 4711"))
    }
    var prefixes = 0
    var base = subject[...]
    while base.lowercased().hasPrefix("re: ") {
      prefixes += 1
      base = base.dropFirst(4)
    }
    var edges = ThreadEdges(
      message: message.digest, messageID: message.messageID, inReplyTo: message.inReplyTo,
      references: message.references, threadIndex: threadIndex, date: message.date, author: from,
      recipients: to + cc, newText: newText.sorted(), quotedText: quotedText.sorted())
    edges.subject.base = base.lowercased()
    edges.subject.replyPrefixes = prefixes
    return MessageFacts(
      extracting: message, history: QuotedHistory(message.text), edges: edges, attachments: attachments)
  }
}

extension AttachmentFact {
  /// An attachment of that name and type, whose bytes are told by `content`.
  static func made(
    _ name: String, _ type: AttachmentType, score: Double = 0, encrypted: Bool = false, techniques: [String] = [],
    content: String = ""
  ) -> AttachmentFact {
    var verdict = AttachmentVerdict(
      digest: ContentDigest(of: content.isEmpty ? name : content), size: 1000, type: type, name: name)
    verdict.score = score
    verdict.encrypted = encrypted
    verdict.techniques = techniques.map { Technique(id: $0, evidence: "", weight: 1) }
    return AttachmentFact(verdict, declaredType: "application/octet-stream")
  }
}

extension AttachmentFact {
  /// The attachment with links in it.
  func leading(to urls: [String]) -> AttachmentFact {
    var fact = self
    fact.urls = urls
    return fact
  }
}

extension Archive {
  /// An archive in which Ann has written to Bob for weeks, from one program and place.
  static func ordinary(messages count: Int = 12) -> Archive {
    var archive = Archive()
    for number in 0..<count {
      archive.begin(
        Mail(
          id: "old\(number)@corp.example", from: "ann@corp.example", name: "Ann Example", subject: "matter \(number)",
          day: Double(number), text: "Good morning, here is what came of matter \(number)."
        ).facts)
      archive.reply(
        in: archive.threads.count - 1,
        Mail(
          id: "oldre\(number)@corp.example", from: "bob@corp.example", name: "Bob Sample", to: ["ann@corp.example"],
          subject: "Re: matter \(number)", day: Double(number) + 0.2, inReplyTo: ["old\(number)@corp.example"]
        ).facts)
    }
    return archive
  }
}
