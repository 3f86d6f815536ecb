import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct PasswordTests {
  private func ids(_ verdict: AttachmentVerdict) -> Set<String> { Set(verdict.techniques.map(\.id)) }

  @Test(arguments: ["SHA1", "SHA256", "SHA384", "SHA512"])
  func agilePackagesOpen(hash: String) {
    let package = PackageBuilder.package(
      main: "word/document.xml", type: PackageBuilder.wordType,
      rels: [("r1", "attachedTemplate", "https://x.example/t.dotm", "External")],
      parts: [("word/vbaProject.bin", VBABuilder.project([("M", "Sub AutoOpen()\r\nShell \"x\"\r\nEnd Sub\r\n")]))])
    let sealed = EncryptedDocuments.agile(package, password: "U523", hash: hash)
    let verdict = AttachmentInspector().inspect(sealed, passwords: ["U523"])
    #expect(verdict.type == .oleOther)
    #expect(verdict.encrypted)
    #expect(verdict.vba?.modules.map(\.name) == ["M"])
    #expect(ids(verdict).isSuperset(of: ["remote-template", "vba-autoexec-process", "opens-with-mail-password"]))
    #expect(AttachmentInspector().inspect(sealed, passwords: ["other"]).vba == nil)
  }

  @Test func standardPackagesOpen() {
    let package = PackageBuilder.package(
      main: "word/document.xml", type: PackageBuilder.wordType,
      rels: [("r1", "attachedTemplate", "https://x.example/t.dotm", "External")])
    let sealed = EncryptedDocuments.standard(package, password: "U523")
    #expect(
      ids(AttachmentInspector().inspect(sealed, passwords: ["U523"]))
        .isSuperset(of: ["remote-template", "opens-with-mail-password"]))
    #expect(!ids(AttachmentInspector().inspect(sealed, passwords: ["U524"])).contains("remote-template"))
  }

  @Test func aPDFOpensWithTheEmptyPasswordAndWithOneOfTheMail() {
    #expect(ids(AttachmentInspector().inspect(EncryptedDocuments.pdf(password: ""))).contains("pdf-launch"))
    let sealed = EncryptedDocuments.pdf(password: "U523")
    #expect(!ids(AttachmentInspector().inspect(sealed)).contains("pdf-launch"))
    #expect(
      ids(AttachmentInspector().inspect(sealed, passwords: ["U523"]))
        .isSuperset(of: ["pdf-launch", "opens-with-mail-password"]))
  }

  @Test func whatAnArchiveHidesBehindAPasswordIsInspected() {
    let sealed = Samples.encryptedZip(
      "a.js", Array("x = new ActiveXObject('WScript.Shell'); WScript.Echo('powershell')".utf8), password: "U523")
    let verdict = AttachmentInspector().inspect(sealed, passwords: ["0000", "U523"])
    #expect(verdict.encrypted)
    #expect(verdict.children.first?.digest != nil)
    #expect(verdict.level == .critical)
  }

  /// What msoffcrypto-tool computes of the same passwords.
  @Test func theKeysOfObfuscation() {
    #expect(XORObfuscation.key(of: Array("VelvetSweatshop".utf8)) == 0xB359)
    #expect(XORObfuscation.key(of: Array("abc".utf8)) == 0x514A)
    #expect(
      XORObfuscation.array(of: Array("abc".utf8), key: 0x514A)
        == [149, 153, 148, 117, 218, 87, 120, 87, 218, 116, 101, 168, 122, 47, 37, 119])
  }

  @Test func passwordsCostNoMoreThanTheLimit() {
    var limits = InspectionLimits()
    limits.passwordHashes = 10
    limits.hashesForEachPassword = 0
    let sealed = EncryptedDocuments.agile([0x50, 0x4B], password: "U523")
    let verdict = AttachmentInspector(limits: limits).inspect(sealed, passwords: ["U523"])
    #expect(verdict.limitsHit.contains("password-hashes"))
  }

  @Test(arguments: [
    ("Invoice", "Please see attached. Password: U523\nThanks", "U523"),
    ("Re: offer", "Das Passwort lautet Sommer2021.", "Sommer2021"),
    ("docs", "zip pw - \"kfe82\"", "kfe82"), ("Archive pass 7H1", "see below", "7H1"),
    ("x", "mot de passe : abc-123", "abc-123"), ("x", "Пароль: 4455", "4455"), ("x", "PASSWORD:XYZ1", "XYZ1"),
  ])
  func findsThePasswordInAMail(subject: String, text: String, password: String) {
    #expect(PasswordCandidates.candidates(subject: subject, text: text).contains(password))
  }

  @Test func candidatesAreFew() {
    let text = (0..<5_000).map { "password word\($0)" }.joined(separator: " ")
    #expect(PasswordCandidates.candidates(subject: "", text: text).count == 32)
  }
}
