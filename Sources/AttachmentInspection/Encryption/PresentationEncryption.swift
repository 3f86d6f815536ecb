import ByteReading
import CompoundFiles

/// The encryption of a binary presentation ([MS-PPT] §2.3.7): each object of the persist directory for itself.
struct PresentationEncryption {
  private let bytes: [UInt8]
  /// Where the objects begin, by their number.
  private var offsets: [Int: Int] = [:]
  private let session: Int
  /// The encryption header.
  let header: [UInt8]

  /// nil where no edit of the presentation names an encryption session.
  init?(_ file: CompoundFile) {
    guard let user = file.content(at: "Current User"), let edit = user.u32(at: 16),
      let bytes = file.content(at: "PowerPoint Document")
    else { return nil }
    self.bytes = bytes
    var edits = edit
    var session: Int?
    var seen: Set<Int> = []
    // UserEditAtom (§2.3.3): the last edit, the persist directory, and the session where the record is longer.
    while seen.count < 1_000, seen.insert(edits).inserted, bytes.u16(at: edits &+ 2) == 0x0FF5,
      let length = bytes.u32(at: edits &+ 4), let previous = bytes.u32(at: edits &+ 16),
      let directory = bytes.u32(at: edits &+ 20)
    {
      if length >= 32, session == nil { session = bytes.u32(at: edits &+ 36) }
      Self.readDirectory(bytes, at: directory, into: &offsets)
      guard previous != 0 else { break }
      edits = previous
    }
    guard let session, let place = offsets[session], bytes.u16(at: place &+ 2) == 0x2F14,
      let length = bytes.u32(at: place &+ 4)
    else { return nil }
    self.session = session
    header = bytes.bytes(at: place + 8, count: min(length, 4_096))
  }

  /// PersistDirectoryAtom (§2.3.4): runs of numbers with the offsets of their objects; newer edits win.
  private static func readDirectory(_ bytes: [UInt8], at start: Int, into offsets: inout [Int: Int]) {
    guard bytes.u16(at: start &+ 2) == 0x1772, let length = bytes.u32(at: start &+ 4) else { return }
    var at = start + 8
    let end = min(bytes.count, at + length)
    while at + 4 <= end, let word = bytes.u32(at: at), offsets.count < 200_000 {
      at += 4
      for index in 0..<(word >> 20) {
        guard at + 4 <= end, let offset = bytes.u32(at: at) else { return }
        at += 4
        let number = (word & 0xF_FFFF) + index
        if offsets[number] == nil { offsets[number] = offset }
      }
    }
  }

  /// The stream in the clear; nil where the password is wrong.
  func decrypted(_ password: PasswordCandidate, limit: Int) -> [UInt8]? {
    guard let key = BinaryKey(header: header, password: password) else { return nil }
    var out = bytes
    var left = limit
    // In the order of the stream: objects that overlap are a trick, and the first wins.
    var end = 0
    for (number, offset) in offsets.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      guard number != session, offset >= end, offset <= bytes.count - 8, left > 0 else { continue }
      var cipher = key.cipher(ofBlock: number)
      let head = cipher.decrypt(bytes.bytes(at: offset, count: 8))
      guard let length = head.u32(at: 4) else { continue }
      let body = bytes.bytes(at: offset + 8, count: min(length, left))
      left -= body.count
      out.replaceSubrange(offset..<offset + 8, with: head)
      out.replaceSubrange(offset + 8..<offset + 8 + body.count, with: cipher.decrypt(body))
      end = offset + 8 + body.count
    }
    return out
  }
}

extension Inspection {
  /// Opens an encrypted presentation and goes through its objects.
  mutating func inspectEncryptedPresentation(_ file: CompoundFile) {
    guard let encryption = PresentationEncryption(file),
      let result = tryPasswords(
        costing: 20, first: [PasswordTrials.ofPowerPoint],
        { [limit = entryAllowance] in encryption.decrypted($0, limit: limit) })
    else { return }
    spend(inflated: result.opened.count)
    opened("the presentation", with: result.password)
    match(result.opened, inside: Self.openedName)
    inspectPresentation(result.opened)
  }
}
