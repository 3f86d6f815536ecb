import Foundation
import MailTestSupport
import Testing
import Yams

@testable import SweepPipeline

@Suite("The schema of pipeline files")
struct PipelineSchemaTests {
  @Test(arguments: [
    ("pipeline.schema.json", PipelineFile.schemaDocument.json() + "\n"),
    ("pipeline-keys.md", PipelineFile.keyReference),
  ])
  func theReferenceIsWhatTheTablesSay(file: String, expected: String) throws {
    let text = try String(contentsOfFile: Fixtures.path("../docs/reference/\(file)"), encoding: .utf8)
    #expect(text == expected, "make pipelines")
  }

  @Test func allPipelinesOfTheFolderAreValid() throws {
    let folder = Fixtures.path("../pipelines")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") }
    #expect(files.count >= 5)
    for file in files {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      #expect(try Self.failures(of: text) == [], "\(file)")
      #expect(try Self.failures(of: PipelineFile(contentsOf: folder + "/" + file).value.yaml) == [], "\(file) shown")
    }
  }

  @Test(arguments: [
    "name: a", "schema: 2", "schema: 1\nlimit: {}", "schema: 1\nlimits: { parts: many }",
    "schema: 1\nlimits: { message_bytes: 5XB }", "schema: 1\nlimits: []",
    "schema: 1\nsources: [{ owner: a@b.example }]",
    "schema: 1\nfail_on: dire", "schema: 1\nstages: { scoring: { disable: [no-such-signal] } }",
    "schema: 1\noutputs: [{ type: pdf, path: a }]", "schema: 1\nerrors: { stop_after: -1 }",
    "schema: 1\ncheckpoint: { messages: 0 }", "schema: 1\nschedule: { report: some }",
    "schema: 1\nlimits: { attachments: { vba_step: 1 } }",
  ])
  func whatIsReadAsWrongIsWrongByTheSchema(text: String) throws {
    #expect(throws: PipelineFileError.self) { try PipelineFile(text, path: "a") }
    #expect(try !Self.failures(of: text).isEmpty)
  }

  @Test func valuesMayComeFromTheEnvironment() throws {
    #expect(try Self.failures(of: "schema: 1\nlimits: { parts: '${env:PARTS}' }\nfail_on: ${env:LEVEL}") == [])
  }

  private static func failures(of yaml: String) throws -> [String] {
    let schema = try JSONSerialization.jsonObject(with: Data(PipelineFile.schemaDocument.json().utf8))
    let validator = SchemaValidator(root: try #require(schema as? [String: Any]))
    return validator.failures(of: SchemaValidator.value(of: try #require(try Yams.compose(yaml: yaml))))
  }
}

/// As much of JSON Schema as the schema of pipeline files uses; a keyword that it does not know is a failure.
private struct SchemaValidator {
  let root: [String: Any]

  func failures(of value: Any) -> [String] { failures(of: value, by: root, at: "") }

  private func failures(of value: Any, by schema: [String: Any], at path: String) -> [String] {
    var failures: [String] = []
    for (keyword, rule) in schema {
      switch keyword {
      case "$schema", "title", "description", "$defs", "properties": break
      case "type": if !Self.has(value, type: rule as? String) { failures.append("\(path): no \(rule)") }
      case "$ref":
        let name = (rule as? String)?.split(separator: "/").last.map(String.init) ?? ""
        let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
        failures += target.map { self.failures(of: value, by: $0, at: path) } ?? ["\(path): no such reference"]
      case "anyOf":
        let options = rule as? [[String: Any]] ?? []
        if !options.contains(where: { self.failures(of: value, by: $0, at: path).isEmpty }) {
          failures.append("\(path): none of \(options.count)")
        }
      case "enum":
        if !((rule as? [String])?.contains(value as? String ?? "") ?? false) { failures.append("\(path): no choice") }
      case "pattern":
        if (value as? String)?.range(of: rule as? String ?? "", options: .regularExpression) == nil {
          failures.append("\(path): pattern")
        }
      case "minLength": if (value as? String)?.isEmpty == true { failures.append("\(path): empty") }
      case "minimum":
        if let number = value as? Double, number < rule as? Double ?? 0 { failures.append("\(path): low") }
      case "maximum":
        if let number = value as? Double, number > rule as? Double ?? 0 { failures.append("\(path): high") }
      case "items":
        for (index, item) in (value as? [Any] ?? []).enumerated() {
          failures += self.failures(of: item, by: rule as? [String: Any] ?? [:], at: "\(path)[\(index)]")
        }
      case "required":
        for key in rule as? [String] ?? [] where (value as? [String: Any])?[key] == nil {
          failures.append("\(path): \(key) is missing")
        }
      case "additionalProperties":
        let known = schema["properties"] as? [String: Any] ?? [:]
        for (key, item) in value as? [String: Any] ?? [:] {
          if let inner = known[key] as? [String: Any] ?? (rule as? [String: Any]) {
            failures += self.failures(of: item, by: inner, at: "\(path).\(key)")
          } else {
            failures.append("\(path).\(key): unknown")
          }
        }
      default: failures.append("\(path): keyword \(keyword)")
      }
    }
    return failures
  }

  private static func has(_ value: Any, type: String?) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "boolean": value is Bool
    case "null": value is NSNull
    case "number": value is Double
    case "integer": (value as? Double).map { $0 == $0.rounded() } ?? false
    default: false
    }
  }

  /// A node of YAML as a value of JSON, by the core schema of YAML 1.2.
  static func value(of node: Node) -> Any {
    if let mapping = node.mapping {
      return Dictionary(mapping.map { ($0.key.string ?? "", value(of: $0.value)) }) { first, _ in first }
    }
    if let sequence = node.sequence { return sequence.map(value) }
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return node.string ?? "" }
    switch scalar.string {
    case "null", "~", "": return NSNull()
    case "true": return true
    case "false": return false
    default: return Double(scalar.string) ?? scalar.string
    }
  }
}
