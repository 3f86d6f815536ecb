import Foundation
import MailTestSupport
import Testing

/// The findings of the demo in the forms of other tools.
@Suite("Exports")
struct ExportTests {
  let folder: TemporaryFolder
  let casePath: String

  init() throws {
    folder = try TemporaryFolder()
    casePath = try sweptDemo.get().casePath
  }

  private func export(_ format: String) throws -> String {
    let path = folder.path + "/out." + format
    let run = try Binary.run(["export", format, "--output", path, "--case", casePath])
    #expect(run.status == 0 && run.output.isEmpty)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func document(_ format: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(export(format).utf8)) as? [String: Any])
  }

  private func lines(_ format: String) throws -> [[String: Any]] {
    try export(format).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private var findings: [[String: Any]] {
    get throws { try Binary.run(["findings", "list", "--case", casePath, "--format", "jsonl"]).objects() }
  }

  @Test func theSameCaseGivesTheSameFile() throws {
    for format in ["stix", "misp", "ecs", "ocsf", "sarif", "timesketch", "jsonl", "csv"] {
      let first = try export(format)
      try FileManager.default.removeItem(atPath: folder.path + "/out." + format)
      #expect(try export(format) == first)
    }
  }

  @Test func everyReferenceOfTheBundleIsThere() throws {
    let bundle = try document("stix")
    let objects = try #require(bundle["objects"] as? [[String: Any]])
    let ids = objects.compactMap { $0["id"] as? String }
    #expect(Set(ids).count == ids.count)
    for object in objects {
      for (name, value) in object {
        if name.hasSuffix("_ref") { #expect(ids.contains(value as? String ?? "")) }
        if name.hasSuffix("_refs") { #expect(Set(value as? [String] ?? ["?"]).isSubset(of: ids)) }
      }
      #expect((object["id"] as? String)?.hasPrefix((object["type"] as? String ?? "?") + "--") == true)
    }
    let mails = Set(
      try findings.filter { $0["kind"] as? String != "exposure" }.compactMap { $0["message_sha256"] as? String })
    #expect(objects.count { $0["type"] as? String == "email-message" } == mails.count)
    #expect(objects.contains { $0["type"] as? String == "indicator" })
    // No mailbox of a victim is ever an indicator.
    #expect(!objects.contains { ($0["pattern"] as? String)?.contains("email") == true })
  }

  @Test func mispIsToldToDetectDigestsAndLinksOnly() throws {
    let event = try #require(try document("misp")["Event"] as? [String: Any])
    let objects = try #require(event["Object"] as? [[String: Any]])
    #expect(Set(objects.compactMap { $0["name"] as? String }) == ["email", "file", "url"])
    for object in objects {
      for attribute in object["Attribute"] as? [[String: Any]] ?? [] where attribute["to_ids"] as? Bool == true {
        #expect(["sha256", "url", "ip-src"].contains(attribute["type"] as? String ?? ""))
      }
    }
  }

  @Test func alertsCarryWhatTheSchemasDemand() throws {
    let count = try findings.count
    let alerts = try lines("ecs")
    #expect(alerts.count == count)
    for alert in alerts {
      let event = try #require(alert["event"] as? [String: Any])
      #expect(event["kind"] as? String == "alert" && event["category"] as? [String] == ["email"])
      #expect(alert["@timestamp"] is String && (alert["email"] as? [String: Any])?["subject"] is String)
    }
    let detections = try lines("ocsf")
    #expect(detections.count == count)
    for detection in detections {
      #expect(detection["class_uid"] as? Int == 2_004 && detection["type_uid"] as? Int == 200_401)
      let evidence = try #require((detection["evidences"] as? [[String: Any]])?.first)
      #expect(evidence["data"] != nil && (evidence["email"] as? [String: Any])?["uid"] is String)
    }
  }

  @Test func regionsOfTheLogHoldTheMessages() throws {
    let log = try document("sarif")
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(try results.count == findings.count)
    for result in results.prefix(3) {
      let location = try #require(
        (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
      let uri = try #require((location["artifactLocation"] as? [String: Any])?["uri"] as? String)
      let region = try #require(location["region"] as? [String: Int])
      let path = try #require(uri.hasPrefix("file://") ? uri.dropFirst(7).removingPercentEncoding : nil)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let offset = try #require(region["byteOffset"])
      let message = bytes[offset..<offset + (region["byteLength"] ?? 0)]
      #expect(String(decoding: message.prefix(400), as: UTF8.self).contains(": "))
    }
  }

  @Test func timelineEventsHaveTheirThreeFieldsAndNoLineEnds() throws {
    let events = try lines("timesketch")
    #expect(try events.count > findings.count)
    for event in events {
      let message = try #require(event["message"] as? String)
      #expect(!message.contains("\n") && (event["datetime"] as? String)?.hasSuffix("+00:00") == true)
      #expect(event["timestamp_desc"] is String && event["timestamp"] is Int)
    }
  }

  @Test func nothingIsReplacedUnasked() throws {
    let path = try folder.write("mine", to: "kept.json")
    #expect(try Binary.run(["export", "stix", "--output", path, "--case", casePath]).status == 73)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try Binary.run(["export", "stix", "--output", path, "--overwrite", "--case", casePath]).status == 0)
    #expect(try Binary.run(["export", "yaml", "--output", path, "--case", casePath]).status == 64)
    #expect(try Binary.run(["export", "csv", "--output", casePath, "--overwrite", "--case", casePath]).status == 73)
    #expect(try Binary.run(["export", "csv", "--output", path, "--case", folder.path + "/none.db"]).status == 66)
  }
}
