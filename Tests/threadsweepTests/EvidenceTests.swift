import Foundation
import MailModel
import MailTestSupport
import Testing

/// Bags of evidence, as the binary makes and checks them.
@Suite("Evidence")
struct EvidenceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ path: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path))) }

  /// A conversation in an mbox that quotes, with an attachment, and its case.
  private func swept() throws -> (source: String, casePath: String) {
    let source = try folder.write(
      """
      From a@corp.example Mon Sep 13 08:00:00 2021
      From: a@corp.example
      To: b@corp.example
      Subject: plan
      Date: Mon, 13 Sep 2021 08:00:00 +0000
      Message-ID: <1@corp.example>

      >From here on we agree.

      From b@corp.example Mon Sep 13 09:00:00 2021
      From: b@corp.example
      To: a@corp.example
      Subject: Re: plan
      Date: Mon, 13 Sep 2021 09:00:00 +0000
      Message-ID: <2@corp.example>
      In-Reply-To: <1@corp.example>
      References: <1@corp.example>
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      see attachment
      --b
      Content-Type: application/octet-stream; name="../../../etc/plan.js"
      Content-Disposition: attachment
      Content-Transfer-Encoding: base64

      bmV3IEFjdGl2ZVhPYmplY3QoIldTY3JpcHQuU2hlbGwiKS5SdW4oImNhbGMiKQ==
      --b--

      """, to: "mail.mbox")
    let casePath = folder.path + "/case.db"
    #expect(try Binary.run(["scan", source, "--case", casePath]).status == 0)
    return (source, casePath)
  }

  @Test func aBagHoldsTheBytesOfTheSource() throws {
    let (source, casePath) = try swept()
    let bag = folder.path + "/bag"
    let export = try Binary.run(["evidence", "export", "<2@corp.example>", "--output", bag, "--case", casePath])
    #expect(export.status == 0)
    #expect(export.output == "\(bag): 2 messages, 1 attachments\n")

    let custody = try lines(bag + "/custody.jsonl")
    let archive = try bytes(source)
    #expect(custody.map { $0["event"] as? String } == ["export", "message", "message", "source"])
    for line in custody where line["event"] as? String == "message" {
      let files = try #require(line["files"] as? [[String: Any]])
      let verbatim = try #require(files.first)
      let offset = try #require(line["offset"] as? Int)
      let length = try #require(line["length"] as? Int)
      let path = try #require(verbatim["path"] as? String)
      let content = try bytes(bag + "/" + path)
      #expect(content == Array(archive[offset..<offset + length]))
      #expect(ContentDigest(of: content).hex == verbatim["sha256"] as? String)
      let isQuoted = line["message_id"] as? String == "1@corp.example"
      #expect(files.map { $0["form"] as? String } == (isQuoted ? ["verbatim", "unquoted"] : ["verbatim"]))
      if isQuoted, let copy = files.last?["path"] as? String {
        let text = try String(contentsOfFile: bag + "/" + copy, encoding: .utf8)
        #expect(text.contains("\nFrom here on"))
        #expect(ContentDigest(of: text).hex == line["message_sha256"] as? String)
      }
    }
    #expect(custody.last?["sha256_before"] as? String == ContentDigest(of: archive).hex)
    #expect(custody.last?["sha256_after"] as? String == ContentDigest(of: archive).hex)

    let zips = try FileManager.default.subpathsOfDirectory(atPath: bag).filter { $0.hasSuffix("attachments.zip") }
    let zip = try #require(zips.first)
    let member = try #require((custody[2]["parts"] as? [[String: Any]])?.first)
    #expect(member["filename"] as? String == "../../../etc/plan.js")
    #expect(member["zip"] as? String == zip)
    let inspected = try Binary.run(["inspect", bag + "/" + zip, "--format", "json"]).objects()
    let children = try #require(inspected.first?["children"] as? [[String: Any]])
    #expect(children.map { $0["name"] as? String } == [member["member"] as? String])
    #expect(inspected.first?["encrypted"] as? Bool == true)

    let verify = try Binary.run(["evidence", "verify", bag])
    #expect(verify.status == 0)
    #expect(verify.output == "\(bag): 9 files verified, 0 problems\n")
  }

  @Test func nothingIsEverWrittenOver() throws {
    let (_, casePath) = try swept()
    let bag = folder.path + "/bag"
    let export = ["evidence", "export", "1@corp.example", "--output", bag, "--case", casePath]
    #expect(try Binary.run(export).status == 0)
    let again = try Binary.run(export)
    #expect(again.status == 73)
    #expect(again.error.contains("never written over"))
    #expect(try Binary.run(["evidence", "verify", bag]).status == 0)
  }

  @Test func anIdThatNobodyHasIsNoInput() throws {
    let (_, casePath) = try swept()
    let run = try Binary.run(["evidence", "export", "f00", "--output", folder.path + "/bag", "--case", casePath])
    #expect(run.status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/bag"))
  }

  @Test func aSourceThatChangedIsTold() throws {
    let (source, casePath) = try swept()
    let text = try String(contentsOfFile: source, encoding: .utf8)
    try folder.write(text.replacing("see attachment", with: "see attachmint"), to: "mail.mbox")
    let bag = folder.path + "/bag"
    let run = try Binary.run(["evidence", "export", "1@corp.example", "--output", bag, "--case", casePath])
    #expect(run.status == 3)
    #expect(run.error.contains("another message stands there now"))
    let custody = try lines(bag + "/custody.jsonl")
    #expect(custody.contains { $0["event"] as? String == "missing" && $0["message_id"] as? String == "2@corp.example" })
    #expect(try Binary.run(["evidence", "verify", bag]).status == 0)
    try FileManager.default.removeItem(atPath: source)
    let gone = try Binary.run(
      ["evidence", "export", "1@corp.example", "--output", bag + "2", "--case", casePath])
    #expect(gone.status == 3)
    #expect(gone.output.hasSuffix(": 0 messages, 0 attachments\n"))
  }

  /// What is done to a bag, and what `verify` says of it.
  enum Damage: String, CaseIterable {
    case altered, missing, added, custody, link, escaping

    var words: String {
      switch self {
      case .altered, .custody: "the file is not what it was"
      case .missing: "No such file"
      case .added: "no manifest lists it"
      case .link: "symbolic link"
      case .escaping: "not a digest and the path of a file in the bag"
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func everyDamageIsTold(damage: Damage) throws {
    let (_, casePath) = try swept()
    let bag = folder.path + "/bag"
    _ = try Binary.run(["evidence", "export", "1@corp.example", "--output", bag, "--case", casePath])
    let files = try FileManager.default.subpathsOfDirectory(atPath: bag)
    let mail = try #require(files.first { $0.hasSuffix("/002.eml") })
    switch damage {
    case .altered: try folder.write(try bytes(bag + "/" + mail) + [0x0A], to: "bag/" + mail)
    case .missing: try FileManager.default.removeItem(atPath: bag + "/" + mail)
    case .added: try folder.write("more", to: "bag/data/more.txt")
    case .custody: try folder.write("{}\n", to: "bag/custody.jsonl")
    case .link:
      let thread = try #require(mail.split(separator: "/").dropLast().last.map { "/data/" + $0 })
      try FileManager.default.moveItem(atPath: bag + thread, toPath: folder.path + "/elsewhere")
      try FileManager.default.createSymbolicLink(
        atPath: bag + thread, withDestinationPath: folder.path + "/elsewhere")
    case .escaping:
      let manifest = try String(contentsOfFile: bag + "/manifest-sha256.txt", encoding: .utf8)
      try folder.write(manifest + String(repeating: "0", count: 64) + "  ../case.db\n", to: "bag/manifest-sha256.txt")
    }
    let run = try Binary.run(["evidence", "verify", bag])
    #expect(run.status == 3)
    #expect(run.error.contains(damage.words), "\(run.error)")
  }

  @Test func whatIsNoBagIsSaidSo() throws {
    #expect(try Binary.run(["evidence", "verify", folder.path]).status == 65)
    #expect(try Binary.run(["evidence", "verify", folder.path + "/none"]).status == 66)
  }

  @Test func outlookItemsAreRendered() throws {
    let casePath = folder.path + "/pst.db"
    _ = try Binary.run(["scan", Fixtures.path("pst/plain.pst"), "--case", casePath])
    let rows = try Binary.run(["messages", "list", "--case", casePath, "--format", "jsonl"]).objects()
    let id = try #require(rows.compactMap { $0["conversation"] as? String }.first)
    let bag = folder.path + "/bag"
    #expect(try Binary.run(["evidence", "export", id, "--output", bag, "--case", casePath]).status == 0)
    let forms = try lines(bag + "/custody.jsonl").flatMap { ($0["files"] as? [[String: Any]] ?? []) }
    #expect(!forms.isEmpty)
    #expect(forms.allSatisfy { $0["form"] as? String == "rendered" })
  }
}
