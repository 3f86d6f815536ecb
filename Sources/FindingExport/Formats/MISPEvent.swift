import CaseStore
import HijackDetection
import MailModel

/// Findings as one event of MISP: an email object a mail, with file and url objects beside it (templates of the MISP
/// objects repository: email 19, file 25, url 10).
///
/// Only digests, links and addresses in numbers are marked for intrusion detection: the mailboxes are the victims'.
struct MISPEvent {
  private let findings: [FindingRow]

  init(_ findings: [FindingRow]) { self.findings = findings.filter { $0.kind != "exposure" } }

  /// The event.
  var bytes: [UInt8] {
    let worst = findings.map(\.level).max() ?? .info
    let name = findings.map(\.id).joined(separator: " ")
    let last = findings.map(\.moment).max() ?? MailDate(seconds: 0)
    var json = JSONWriter()
    json.object { json in
      json.key("Event")
      json.object { json in
        json.field("uuid", NamedUUID("misp-event", name).description)
        json.field("info", "threadsweep: \(findings.count) findings in exported mailboxes")
        json.field("date", String(last.rfc3339.prefix(10)))
        // 1 high, 2 medium, 3 low, 4 undefined.
        json.field("threat_level_id", worst >= .high ? "1" : worst >= .medium ? "2" : "3")
        json.field("analysis", "1")
        json.field("distribution", "0")
        json.field("published", false)
        json.key("Tag")
        json.array(["tlp:amber", "threadsweep:hijacked-conversation"]) { json, tag in
          json.object { $0.field("name", tag) }
        }
        json.key("Object")
        json.array { json in
          var written: Set<String> = []
          for finding in findings { Self.objects(of: finding, &written, &json) }
        }
      }
    }
    json.endLine()
    return json.bytes
  }

  private static func objects(of finding: FindingRow, _ written: inout Set<String>, _ json: inout JSONWriter) {
    let files = finding.attachments.prefix(32).map { file in
      (
        file: file,
        uuid: NamedUUID("misp-file", finding.message.digest.hex + file.digest.hex + (file.name ?? "")).description
      )
    }
    let links = finding.suspectLinks.map { link in
      (link: link, uuid: NamedUUID("misp-url", finding.message.digest.hex + link.url).description)
    }
    let mail = NamedUUID("misp-email", finding.message.digest.hex).description
    // A message can have two findings, of which one has written its objects already.
    guard written.insert(mail).inserted else { return }
    json.mispObject("email", "network", "a0c666e0-fc65-4be8-b48f-3423d788b552", 19, uuid: mail) { object in
      attributes(of: finding, &object)
      object.comment(
        "\(finding.kind), \(finding.level.rawValue), score \(finding.score): "
          + finding.signals.prefix(8).map(\.id).joined(separator: ", "))
    } references: { json in
      for file in files { json.mispReference(to: file.uuid, "includes", from: mail) }
      for link in links { json.mispReference(to: link.uuid, "includes", from: mail) }
    }
    for entry in files where written.insert(entry.uuid).inserted {
      json.mispObject("file", "file", "688c46fb-5edb-40a3-8273-1af7923e2215", 25, uuid: entry.uuid) { object in
        object.add("sha256", "sha256", "Payload delivery", entry.file.digest.hex, toIDs: entry.file.isProven)
        if let name = entry.file.name { object.add("filename", "filename", "Payload delivery", name) }
        object.add("size-in-bytes", "size-in-bytes", "Other", String(entry.file.size))
        if !entry.file.declaredType.isEmpty {
          object.add("mimetype", "mime-type", "Artifacts dropped", entry.file.declaredType)
        }
      } references: { _ in
      }
    }
    for entry in links where written.insert(entry.uuid).inserted {
      json.mispObject("url", "network", "60efb77b-40b5-4c46-871b-ed1ed999fce5", 10, uuid: entry.uuid) { object in
        object.add("url", "url", "Network activity", entry.link.url, toIDs: true)
        object.add("host", "hostname", "Network activity", entry.link.host)
      } references: { _ in
      }
    }
  }

  private static func attributes(of finding: FindingRow, _ object: inout MISPObject) {
    let message = finding.message
    let facts = finding.facts
    object.add("from", "email-src", "Payload delivery", message.author)
    if let name = facts?.from?.name {
      object.add("from-display-name", "email-src-display-name", "Payload delivery", name)
    }
    for mailbox in facts?.to ?? [] { object.add("to", "email-dst", "Network activity", mailbox.address) }
    for mailbox in facts?.cc ?? [] { object.add("cc", "email-dst", "Network activity", mailbox.address) }
    object.add("subject", "email-subject", "Payload delivery", message.subject)
    if let id = message.messageID { object.add("message-id", "email-message-id", "Payload delivery", "<\(id)>") }
    if message.date != nil { object.add("send-date", "datetime", "Other", finding.moment.rfc3339) }
    for address in facts?.replyTo ?? [] { object.add("reply-to", "email-reply-to", "Payload delivery", address) }
    if let path = facts?.returnPath { object.add("return-path", "email-src", "Payload delivery", path) }
    if let index = facts?.edges.threadIndex, !index.isEmpty {
      object.add("thread-index", "email-thread-index", "Payload delivery", Base64Encoding.text(of: index))
    }
    // The templates have no place for what makes a thread but whole header fields.
    for id in facts?.edges.inReplyTo ?? [] {
      object.add("header", "email-header", "Payload delivery", "In-Reply-To: <\(id.rawValue)>")
    }
    if !finding.references.isEmpty {
      let list = finding.references.map { "<\($0)>" }.joined(separator: " ")
      object.add("header", "email-header", "Payload delivery", "References: " + list)
    }
    for address in finding.networkAddresses.prefix(16) {
      object.add("received-header-ip", "ip-src", "Network activity", address)
    }
    for host in finding.hosts.prefix(16) {
      object.add("received-header-hostname", "hostname", "Network activity", host)
    }
    for attachment in finding.attachments.prefix(32) {
      if let name = attachment.name { object.add("attachment", "email-attachment", "Payload delivery", name) }
    }
  }
}

/// The attributes of one object.
struct MISPObject {
  struct Attribute {
    var relation: String
    var type: String
    var category: String
    var value: String
    var toIDs: Bool
  }

  private(set) var attributes: [Attribute] = []
  private(set) var note = ""

  mutating func add(_ relation: String, _ type: String, _ category: String, _ value: String, toIDs: Bool = false) {
    // MISP refuses empty values.
    guard !value.allSatisfy(\.isWhitespace) else { return }
    attributes.append(Attribute(relation: relation, type: type, category: category, value: value, toIDs: toIDs))
  }

  mutating func comment(_ text: String) { note = text }
}

extension JSONWriter {
  fileprivate mutating func mispObject(
    _ name: String, _ metaCategory: String, _ template: String, _ version: Int, uuid: String,
    _ fill: (inout MISPObject) -> Void, references: (inout JSONWriter) -> Void
  ) {
    var content = MISPObject()
    fill(&content)
    object { json in
      json.field("name", name)
      json.field("meta-category", metaCategory)
      json.field("template_uuid", template)
      json.field("template_version", String(version))
      json.field("uuid", uuid)
      json.field("distribution", "5")
      json.field("comment", content.note)
      json.key("Attribute")
      json.array(content.attributes.enumerated()) { json, entry in
        let attribute = entry.element
        json.object { json in
          json.field("uuid", NamedUUID("misp-attribute", "\(uuid) \(entry.offset) \(attribute.value)").description)
          json.field("object_relation", attribute.relation)
          json.field("type", attribute.type)
          json.field("category", attribute.category)
          json.field("value", attribute.value)
          json.field("to_ids", attribute.toIDs)
          json.field("distribution", "5")
        }
      }
      json.key("ObjectReference")
      json.array { references(&$0) }
    }
  }

  fileprivate mutating func mispReference(to target: String, _ relation: String, from source: String) {
    object { json in
      json.field("uuid", NamedUUID("misp-reference", source + target).description)
      json.field("referenced_uuid", target)
      json.field("relationship_type", relation)
    }
  }
}
