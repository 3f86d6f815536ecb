import ByteReading
import CompoundFiles

/// The encryption of a binary Word document ([MS-DOC] §2.2.6): RC4 over three streams, its header in the table stream.
struct WordEncryption {
  private static let blockSize = 512
  /// The head of the document stream that stays in the clear.
  private static let clearHead = 68

  private let document: [UInt8]
  /// The encryption header.
  let header: [UInt8]

  /// nil where the document is not encrypted, or obfuscated in another way.
  init?(_ file: CompoundFile) {
    guard let word = file.content(at: "WordDocument"), let flags = word.u16(at: 10), flags & 0x0100 != 0,
      flags & 0x8000 == 0, let size = word.u32(at: 14), size >= 8, size < 4_096
    else { return nil }
    let table = file.content(at: flags & 0x0200 == 0 ? "0Table" : "1Table") ?? []
    header = table.bytes(at: 0, count: size)
    document = word
  }

  /// The document stream in the clear; nil where the password is wrong.
  func decrypted(_ password: PasswordCandidate, limit: Int) -> [UInt8]? {
    guard let key = BinaryKey(header: header, password: password) else { return nil }
    let body = document.bytes(at: Self.clearHead, count: limit)
    return document.bytes(at: 0, count: Self.clearHead)
      + key.decrypt(body, at: Self.clearHead, blockSize: Self.blockSize)
  }
}

extension Inspection {
  /// Opens an encrypted Word document and reads the fields and addresses of its text.
  mutating func inspectEncryptedWord(_ file: CompoundFile) {
    guard let encryption = WordEncryption(file),
      let result = tryPasswords(costing: 20, { [limit = entryAllowance] in encryption.decrypted($0, limit: limit) })
    else { return }
    spend(inflated: result.opened.count)
    opened("the document", with: result.password)
    match(result.opened, inside: Self.openedName)
    inspectFields(inWordStream: result.opened)
    foundURLs(in: result.opened)
  }
}
