import ByteReading
import CompoundFiles

/// The encryption of a binary Word document ([MS-DOC] §2.2.6): XOR obfuscation, or RC4 with its header in the table stream.
struct WordEncryption {
  private static let blockSize = 512
  /// The head of the document stream that stays in the clear.
  private static let clearHead = 68

  private enum Scheme {
    /// By the header in the table stream.
    case header([UInt8])
    /// By the verifier in the document's head (`fObfuscated`, [MS-DOC] §2.2.6.1).
    case obfuscation(key: Int, verifier: Int)
  }

  private let document: [UInt8]
  private let scheme: Scheme

  /// nil where the document is not encrypted.
  init?(_ file: CompoundFile) {
    guard let word = file.content(at: "WordDocument"), let flags = word.u16(at: 10), flags & 0x0100 != 0 else {
      return nil
    }
    document = word
    if flags & 0x8000 != 0 {
      // lKey ([MS-DOC] §2.5.2): the verifier of method 2, the key in its upper half.
      guard let verifier = word.u16(at: 14), let key = word.u16(at: 16) else { return nil }
      scheme = .obfuscation(key: key, verifier: verifier)
    } else {
      guard let size = word.u32(at: 14), size >= 8, size < 4_096 else { return nil }
      let table = file.content(at: flags & 0x0200 == 0 ? "0Table" : "1Table") ?? []
      scheme = .header(table.bytes(at: 0, count: size))
    }
  }

  /// The document stream in the clear; nil where the password is wrong.
  func decrypted(_ password: PasswordCandidate, limit: Int) -> [UInt8]? {
    let head = document.bytes(at: 0, count: Self.clearHead)
    var body = document.bytes(at: Self.clearHead, count: limit)
    switch scheme {
    case .header(let header):
      guard let key = BinaryKey(header: header, password: password) else { return nil }
      return head + key.decrypt(body, at: Self.clearHead, blockSize: Self.blockSize)
    case .obfuscation(let key, let verifier):
      guard let mask = XORObfuscation(key: key, verifier: verifier, password: password) else { return nil }
      for place in body.indices { body[place] = mask.clearOfWord(body[place], at: place + Self.clearHead) }
      return head + body
    }
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
