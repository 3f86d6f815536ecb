import MailModel
import MailParsing
import Testing

@testable import SweepPipeline

/// What a limit of the pipeline file cuts of a message is a defect of it.
@Suite struct ParsingLimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// As the pipeline file names it.
    var key: String
    var limit: Int
    var fields = ""
    var body = "text\n"
    var defect: DefectCode
    var testDescription: String { key }
  }

  private static let multipart = "Content-Type: multipart/mixed; boundary=b\n"

  static let cases: [Case] = [
    Case(key: "headers", limit: 9, fields: String(repeating: "X-A: b\n", count: 20), defect: .tooManyHeaders),
    Case(
      key: "header_bytes", limit: 300, fields: "X-Long: " + String(repeating: "a", count: 400) + "\n",
      defect: .headerTooLarge),
    Case(
      key: "addresses", limit: 3, fields: "To: " + (0..<5).map { "u\($0)@x.example" }.joined(separator: ", ") + "\n",
      defect: .tooManyAddresses),
    Case(
      key: "references", limit: 3, fields: "References: <1@x> <2@x> <3@x> <4@x> <5@x>\n", defect: .tooManyReferences),
    Case(
      key: "parameters", limit: 3, fields: "Content-Type: text/plain; a=1; b=2; c=3; d=4; e=5\n",
      defect: .malformedParameter),
    Case(
      key: "parts", limit: 3, fields: multipart, body: String(repeating: "--b\n\nx\n", count: 6) + "--b--\n",
      defect: .tooManyParts),
    Case(
      key: "part_depth", limit: 2, fields: "Content-Type: message/rfc822\n",
      body: String(repeating: "Content-Type: message/rfc822\n\n", count: 5) + "Subject: x\n\nend\n",
      defect: .nestedTooDeep),
    Case(
      key: "part_bytes", limit: 300, fields: "Content-Type: application/x\nContent-Transfer-Encoding: base64\n",
      body: String(repeating: "QUJD", count: 400) + "\n", defect: .partTooLarge),
    Case(key: "text_bytes", limit: 300, body: String(repeating: "a word ", count: 100) + "\n", defect: .textTruncated),
    Case(
      key: "links", limit: 3, fields: "Content-Type: text/html\n",
      body: (0..<6).map { "<a href='http://h\($0).example/'>x</a>" }.joined() + "\n", defect: .tooManyLinks),
  ]

  @Test(arguments: cases) func whatIsCutIsTold(_ example: Case) throws {
    let head = "From: a@x.example\nDate: Tue, 14 Sep 2021 08:03:11 +0000\nMessage-ID: <1@x>\nSubject: s\n"
    let mail = MailBytes(Array((head + "MIME-Version: 1.0\n" + example.fields + "\n" + example.body).utf8))
    let file = try PipelineFile(
      "schema: 1\nlimits: { \(example.key): \(example.limit) }", path: "test.yaml")
    let cut = MIMEParser(limits: file.configuration.parsing).parse(mail)
    #expect(cut.defects.contains { $0.code == example.defect }, "\(cut.defects)")
    let whole = MIMEParser(limits: ParsingLimits()).parse(mail)
    #expect(!whole.defects.contains { $0.code == example.defect }, "\(whole.defects)")
  }
}
