import CaseStore
import HijackDetection
import MailModel

extension JSONWriter {
  /// Writes a mail server as `threadsweep.server/1`: its builds with first and last sighting, and what was open in each.
  public mutating func server(_ server: ServerRow) {
    object { json in
      json.field("schema", "threadsweep.server/1")
      json.field("host", server.host)
      json.field("product", server.builds.last?.build.product)
      json.field("first_seen", server.builds.compactMap(\.firstSeen).min().map { MailDate(seconds: $0).rfc3339 })
      json.field("last_seen", server.builds.compactMap(\.lastSeen).max().map { MailDate(seconds: $0).rfc3339 })
      json.field("messages", server.builds.reduce(0) { $0 + $1.messages })
      json.field("own", server.builds.contains { $0.delivered > 0 })
      json.strings("exposure", server.vulnerabilities.map(\.rawValue))
      json.key("builds")
      json.array(server.builds) { $0.serverBuild($1) }
    }
  }

  private mutating func serverBuild(_ entry: ServerBuildRow) {
    object { json in
      json.field("build", entry.build.text)
      json.field("first_seen", entry.firstSeen.map { MailDate(seconds: $0).rfc3339 })
      json.field("last_seen", entry.lastSeen.map { MailDate(seconds: $0).rfc3339 })
      json.field("messages", entry.messages)
      json.key("exposure")
      json.array(entry.build.vulnerabilities) { json, hole in
        json.object { json in
          json.field("id", hole.rawValue)
          json.strings("cves", hole.cves)
          // Whether the server was seen with the hole when attacks were known; false tells nothing of later days.
          json.field("in_time_of_attacks", (entry.lastSeen ?? .min) >= hole.attackedSince)
        }
      }
      // The message that shows the build last: the evidence.
      json.field("source", entry.witness.source)
      json.field("offset", entry.witness.range.offset)
      json.field("length", entry.witness.range.length)
      json.field("message_sha256", entry.witnessDigest.hex)
    }
  }
}
