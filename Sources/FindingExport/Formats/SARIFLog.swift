import CaseStore
import HijackDetection
import MailModel

/// Findings as a log of SARIF 2.1.0 (OASIS): a rule for each signal, a result for each finding, bytes as regions.
struct SARIFLog {
  private let findings: [FindingRow]
  private let version: String

  init(_ findings: [FindingRow], version: String) {
    self.findings = findings
    self.version = version
  }

  private static let rules: [(id: String, text: String)] = [
    ("hijack", "A message hijacks a conversation."),
    ("attachment", "A message carries a dangerous attachment."),
    ("exposure", "A mail server ran a build that was open to attack."),
  ]

  /// The log.
  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.field("version", "2.1.0")
      json.key("runs")
      json.array { json in json.object { run(&$0) } }
    }
    json.endLine()
    return json.bytes
  }

  private func run(_ json: inout JSONWriter) {
    json.key("tool")
    json.object { json in
      json.key("driver")
      json.object { json in
        json.field("name", "threadsweep")
        json.field("semanticVersion", version)
        json.key("rules")
        json.array(Self.rules) { json, rule in
          json.object { json in
            json.field("id", rule.id)
            json.key("shortDescription")
            json.object { $0.field("text", rule.text) }
          }
        }
      }
    }
    json.key("invocations")
    json.array { json in json.object { $0.field("executionSuccessful", true) } }
    json.field("columnKind", "unicodeCodePoints")
    json.key("artifacts")
    let sources = Set(findings.map(\.message.place.source)).sorted()
    json.array(sources) { json, source in
      json.object { json in
        json.key("location")
        json.object { $0.field("uri", EvidenceURL.path(source)) }
      }
    }
    let index = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1, $0) })
    json.key("results")
    json.array(findings) { json, finding in
      json.object { result(finding, artifact: index[finding.message.place.source] ?? 0, &$0) }
    }
  }

  private func result(_ finding: FindingRow, artifact: Int, _ json: inout JSONWriter) {
    json.field("ruleId", finding.kind)
    json.field("ruleIndex", Self.rules.firstIndex { $0.id == finding.kind } ?? 0)
    json.field("level", finding.level >= .high ? "error" : finding.level >= .medium ? "warning" : "note")
    json.field("rank", (finding.score * 1_000).rounded() / 10)
    json.key("message")
    let why = finding.signals.prefix(5).map { "\($0.id): \($0.evidence)" }.joined(separator: "; ")
    json.object { $0.field("text", finding.headline + ". " + why) }
    json.key("locations")
    json.array { json in
      json.object { json in
        json.key("physicalLocation")
        json.object { json in
          json.key("artifactLocation")
          json.object { json in
            json.field("uri", EvidenceURL.path(finding.message.place.source))
            json.field("index", artifact)
          }
          json.key("region")
          json.object { json in
            json.field("byteOffset", finding.message.place.range.offset)
            json.field("byteLength", finding.message.place.range.length)
          }
        }
      }
    }
    json.key("partialFingerprints")
    json.object { $0.field("threadsweep/1", finding.fingerprint) }
    if let state = Self.baselineState(finding.state) { json.field("baselineState", state) }
    if finding.state == .accepted {
      json.key("suppressions")
      json.array { json in
        json.object { json in
          json.field("kind", "external")
          json.field("status", "accepted")
        }
      }
    }
    json.key("properties")
    json.object { json in
      json.field("id", finding.id)
      json.field("family", finding.family)
      json.field("conversation", finding.message.conversation)
      json.field("messageSha256", finding.message.digest.hex)
    }
  }

  private static func baselineState(_ state: FindingState) -> String? {
    switch state {
    case .new: "new"
    case .updated: "updated"
    case .unchanged: "unchanged"
    case .accepted: nil
    }
  }
}
