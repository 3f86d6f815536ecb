import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct EncryptionTests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// RFC 6229, key 0102030405.
  @Test func rc4() {
    var cipher = RC4(key: [1, 2, 3, 4, 5])
    #expect(hex(cipher.decrypt([UInt8](repeating: 0, count: 16))) == "b2396305f03dc027ccc3524a0a1118a8")
  }

  @Test func aWorkbookThatExcelOpensWithoutAskingIsRead() {
    // Encrypts the records of a macrosheet with the well-known password, as Excel would.
    var stream = BIFFBuilder(
      state: 1, builtInName: 1, formulas: [BIFFBuilder.text("x") + BIFFBuilder.call(110, 1)], isEncrypted: true
    )
    .build()
    let salt = (0..<16).map { UInt8($0) }
    var password: [UInt8] = []
    password.append(utf16: "VelvetSweatshop")
    let short = Array(KeyHash.md5.digest(of: password).prefix(5))
    let base = Array(KeyHash.md5.digest(of: (0..<16).flatMap { _ in short + salt }).prefix(5))
    var cipher = RC4(key: KeyHash.md5.digest(of: base + [0, 0, 0, 0]))
    let keys = (0..<1_024).map { _ in cipher.next() }
    var proof = RC4(key: KeyHash.md5.digest(of: base + [0, 0, 0, 0]))
    let verifier = [UInt8](repeating: 9, count: 16)
    for record in BIFFRecords(stream) {
      if record.type == 0x2F {
        let fields = salt + proof.decrypt(verifier) + proof.decrypt(KeyHash.md5.digest(of: verifier))
        stream.replaceSubrange(record.start + 6..<record.start + 54, with: fields)
      } else if record.type != 0x0809 {
        for place in record.start + (record.type == 0x85 ? 4 : 0)..<record.start + record.length {
          stream[place] ^= keys[place]
        }
      }
    }
    let verdict = AttachmentInspector().inspect(CompoundFileBuilder([("Workbook", stream)]).build())
    #expect(verdict.encrypted)
    #expect(verdict.xlm?.sheets.map(\.name) == ["Macro1"])
    #expect(verdict.xlm?.formulas == ["=EXEC(\"x\")"])
    #expect(verdict.level >= .high)
  }
}
