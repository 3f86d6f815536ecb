import Foundation
import MailTestSupport
import Testing

/// What a password in the mail opens.
@Suite("Passwords in the mail")
struct PasswordTests {
  @Test func theDocumentOpensWhereTheMailNamesItsPasswordAndStaysShutElsewhere() throws {
    let folder = try TemporaryFolder()
    let path = Fixtures.path("documents/pdf-r6-user.pdf")
    let document = try Data(contentsOf: URL(fileURLWithPath: path)).base64EncodedString()
    func mail(_ name: String, _ text: String) throws -> String {
      try folder.write(
        """
        From: Ann <ann@corp.example>
        To: bob@corp.example
        Date: Tue, 14 Sep 2021 08:00:00 +0000
        Message-ID: <\(name)@corp.example>
        Subject: \(name)
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        \(text)
        --b
        Content-Type: application/pdf; name=scan.pdf
        Content-Disposition: attachment; filename=scan.pdf
        Content-Transfer-Encoding: base64

        \(document)
        --b--

        """, to: name + ".eml")
    }
    let file = folder.path + "/c.db"
    let shut = try mail("shut", "see the document, the key comes by telephone")
    let opened = try mail("opened", "see the document, password: U523")
    // The order must not matter: what the case keeps by content follows from the bytes alone.
    for order in [[shut, opened], [opened, shut]] {
      #expect(try Binary.run(["scan", "--restart"] + order + ["--case", file]).status == 0)
      let findings = try Binary.run(
        ["findings", "list", "--kind", "attachment", "--min-level", "info", "--case", file, "--format", "jsonl"]
      ).objects()
      let scores = Dictionary(
        findings.map { ($0["subject"] as? String ?? "", $0["score"] as? Double ?? 0) }, uniquingKeysWith: max)
      #expect((scores["opened"] ?? 0) >= 0.8)
      #expect((scores["shut"] ?? 0) < 0.8)
    }
  }
}
