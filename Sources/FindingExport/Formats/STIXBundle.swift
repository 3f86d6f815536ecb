import CaseStore
import HijackDetection
import MailModel

/// Findings as a bundle of STIX 2.1 (OASIS, 10 June 2021): for each one the observed mail, its attachments and links, and
/// indicators and sightings where there is something to look for elsewhere.
///
/// Identifiers are UUIDs of this project's namespace over the message's digest: those that the standard derives from
/// sender, subject and body (§3.4) are one for all multipart replies of one person in one thread.
struct STIXBundle {
  private var objects: [(id: String, json: [UInt8])] = []
  private var known: Set<String> = []
  private static let identity = "identity--" + NamedUUID("identity", "threadsweep").description
  private let name: String

  init(_ findings: [FindingRow]) {
    name = findings.map(\.id).joined(separator: " ")
    add(Self.identity) { json, id in
      json.head(id, "identity", created: MailDate(seconds: 0))
      json.field("name", "threadsweep")
      json.field("identity_class", "system")
    }
    for finding in findings where finding.kind != "exposure" { add(finding) }
  }

  /// The bundle.
  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("type", "bundle")
      json.field("id", "bundle--" + NamedUUID("bundle", name).description)
      json.key("objects")
      json.array(objects) { $0.raw($1.json) }
    }
    json.endLine()
    return json.bytes
  }

  private mutating func add(_ id: String, _ body: (inout JSONWriter, String) -> Void) {
    guard known.insert(id).inserted else { return }
    var json = JSONWriter()
    json.object { body(&$0, id) }
    objects.append((id, json.bytes))
  }

  private mutating func add(_ finding: FindingRow) {
    let mail = addMail(finding)
    var observed = [mail]
    let files = finding.attachments.prefix(32).map { addFile($0) }
    observed += files
    let links = finding.suspectLinks.map { addLink($0.url) }
    observed += links
    let seen = "observed-data--" + NamedUUID("observed-data", finding.message.digest.hex).description
    add(seen) { json, id in
      json.head(id, "observed-data", created: finding.moment, by: Self.identity)
      json.field("first_observed", finding.moment.rfc3339)
      json.field("last_observed", finding.moment.rfc3339)
      json.field("number_observed", 1)
      json.strings("object_refs", Self.unique(observed))
    }
    for attachment in finding.dangerousAttachments.prefix(32) {
      let name = attachment.name ?? attachment.type.rawValue
      indicate("[file:hashes.'SHA-256' = '\(attachment.digest.hex)']", name, finding, seen: seen)
    }
    for link in finding.suspectLinks {
      let value = link.url.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      indicate("[url:value = '\(value)']", link.host, finding, seen: seen)
    }
  }

  private mutating func indicate(_ pattern: String, _ name: String, _ finding: FindingRow, seen: String) {
    let indicator = "indicator--" + NamedUUID("indicator", pattern).description
    add(indicator) { json, id in
      json.head(id, "indicator", created: finding.moment, by: Self.identity)
      json.field("name", name)
      json.field("description", finding.headline)
      json.strings("indicator_types", ["malicious-activity"])
      json.field("pattern", pattern)
      json.field("pattern_type", "stix")
      json.field("valid_from", finding.moment.rfc3339)
    }
    add("sighting--" + NamedUUID("sighting", finding.id + pattern).description) { json, id in
      json.head(id, "sighting", created: finding.moment, by: Self.identity)
      json.field("first_seen", finding.moment.rfc3339)
      json.field("last_seen", finding.moment.rfc3339)
      json.field("count", 1)
      json.field("sighting_of_ref", indicator)
      json.strings("observed_data_refs", [seen])
    }
    add("relationship--" + NamedUUID("relationship", finding.id + pattern).description) { json, id in
      json.head(id, "relationship", created: finding.moment, by: Self.identity)
      json.field("relationship_type", "based-on")
      json.field("source_ref", indicator)
      json.field("target_ref", seen)
    }
  }

  private mutating func addMail(_ finding: FindingRow) -> String {
    let facts = finding.facts
    let message = finding.message
    let from = addAddress(facts?.from ?? MailAddress(address: message.author))
    let to = Self.unique((facts?.to ?? []).compactMap { addAddress($0) })
    let cc = Self.unique((facts?.cc ?? []).compactMap { addAddress($0) })
    let files = finding.attachments.prefix(32).map { ($0, addFile($0)) }
    let raw = "artifact--" + NamedUUID("artifact", message.digest.hex).description
    add(raw) { json, id in
      json.observable(id, "artifact")
      json.field("mime_type", "message/rfc822")
      json.field("url", EvidenceURL.of(message.place))
      json.key("hashes")
      json.object { $0.field("SHA-256", message.digest.hex) }
    }
    let mail = "email-message--" + NamedUUID("email-message", message.digest.hex).description
    add(mail) { json, id in
      json.observable(id, "email-message")
      json.field("is_multipart", !files.isEmpty)
      if message.date != nil { json.field("date", finding.moment.rfc3339) }
      if let messageID = message.messageID { json.field("message_id", "<\(messageID)>") }
      if !message.subject.isEmpty { json.field("subject", message.subject) }
      if let from { json.field("from_ref", from) }
      if !to.isEmpty { json.strings("to_refs", to) }
      if !cc.isEmpty { json.strings("cc_refs", cc) }
      json.threadFields(finding)
      if !files.isEmpty {
        json.key("body_multipart")
        json.array(files) { json, file in
          json.object { json in
            json.field("content_type", file.0.declaredType.isEmpty ? "application/octet-stream" : file.0.declaredType)
            json.field("body_raw_ref", file.1)
          }
        }
      }
      json.field("raw_email_ref", raw)
    }
    return mail
  }

  private mutating func addAddress(_ mailbox: MailAddress) -> String? {
    guard mailbox.address.contains("@") else { return nil }
    let address = "email-addr--" + NamedUUID("email-addr", mailbox.key).description
    add(address) { json, id in
      json.observable(id, "email-addr")
      json.field("value", mailbox.address)
      if !mailbox.name.isEmpty { json.field("display_name", mailbox.name) }
    }
    return address
  }

  private mutating func addFile(_ attachment: AttachmentFact) -> String {
    let key = attachment.digest.hex + "/" + (attachment.name ?? "")
    let file = "file--" + NamedUUID("file", key).description
    add(file) { json, id in
      json.observable(id, "file")
      json.key("hashes")
      json.object { $0.field("SHA-256", attachment.digest.hex) }
      json.field("size", attachment.size)
      if let name = attachment.name, !name.isEmpty { json.field("name", name) }
      if !attachment.declaredType.isEmpty { json.field("mime_type", attachment.declaredType) }
    }
    return file
  }

  private mutating func addLink(_ value: String) -> String {
    let link = "url--" + NamedUUID("url", value).description
    add(link) { json, id in
      json.observable(id, "url")
      json.field("value", value)
    }
    return link
  }

  private static func unique(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }
}

extension JSONWriter {
  /// Writes the properties that every domain and relationship object begins with (§3.2).
  fileprivate mutating func head(_ id: String, _ type: String, created: MailDate, by author: String? = nil) {
    field("type", type)
    field("spec_version", "2.1")
    field("id", id)
    if let author { field("created_by_ref", author) }
    // The moment of the mail: nothing here depends on when the export ran.
    field("created", Self.precise(created))
    field("modified", Self.precise(created))
  }

  /// Milliseconds are demanded there; mail has none.
  private static func precise(_ date: MailDate) -> String { date.rfc3339.dropLast() + ".000Z" }

  fileprivate mutating func observable(_ id: String, _ type: String) {
    field("type", type)
    field("spec_version", "2.1")
    field("id", id)
    field("defanged", false)
  }

  /// The fields that place a message in its conversation; the standard has no properties for them.
  fileprivate mutating func threadFields(_ finding: FindingRow) {
    guard let edges = finding.facts?.edges else { return }
    let index = edges.threadIndex.isEmpty ? nil : Base64Encoding.text(of: edges.threadIndex)
    let fields: [(name: String, values: [String])] = [
      ("In-Reply-To", edges.inReplyTo.map { "<\($0.rawValue)>" }),
      ("References", edges.references.map { "<\($0.rawValue)>" }), ("Thread-Index", index.map { [$0] } ?? []),
    ].filter { !$0.values.isEmpty }
    guard !fields.isEmpty else { return }
    key("additional_header_fields")
    object { json in
      for field in fields {
        // One value is a string, several are a list.
        if field.values.count == 1 {
          json.field(field.name, field.values[0])
        } else {
          json.strings(field.name, field.values)
        }
      }
    }
  }
}
