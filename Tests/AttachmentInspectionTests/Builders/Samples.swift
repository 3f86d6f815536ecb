import MailTestSupport

@testable import AttachmentInspection

/// Small inert files of formats that need no builder of their own.
enum Samples {
  /// The headers of a Windows program, and nothing that could run.
  static let program: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    bytes[0] = 0x4D
    bytes[1] = 0x5A
    bytes[0x3C] = 0x80
    bytes.replaceSubrange(0x80..<0x84, with: [0x50, 0x45, 0, 0])
    return bytes
  }()

  /// A library whose export table names one function.
  static func library(exporting name: String) -> [UInt8] {
    var bytes = program
    bytes[0x84] = 0x4C
    bytes[0x85] = 0x01
    bytes[0x86] = 1
    bytes[0x94] = 96 + 16
    bytes[0x96] = 0x02
    bytes[0x97] = 0x20
    let optional = 0x98
    bytes[optional] = 0x0B
    bytes[optional + 1] = 0x01
    bytes.put(u32: 0x1000, at: optional + 96)
    let section = optional + 96 + 16
    bytes.put(u32: 0x1000, at: section + 12)
    bytes.put(u32: 0x200, at: section + 16)
    bytes.put(u32: 0x200, at: section + 20)
    bytes.put(u32: 1, at: 0x200 + 24)
    bytes.put(u32: 0x1040, at: 0x200 + 32)
    bytes.put(u32: 0x1050, at: 0x240)
    bytes.replaceSubrange(0x250..<0x250 + name.utf8.count, with: Array(name.utf8))
    return bytes
  }

  /// A shortcut to a relative path with arguments and an icon.
  static func shortcut(_ target: String, _ arguments: String, icon: String = "") -> [UInt8] {
    var bytes: [UInt8] = [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
    bytes.append(u32: 0x08 | (arguments.isEmpty ? 0 : 0x20) | (icon.isEmpty ? 0 : 0x40) | 0x80)
    while bytes.count < 76 { bytes.append(0) }
    for text in [target, arguments, icon] where !text.isEmpty {
      bytes.append(u16: text.utf16.count)
      bytes.append(utf16: text)
    }
    return bytes
  }

  /// A packaged file as `\1Ole10Native` holds it.
  static func native(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var native: [UInt8] = [0, 0, 0, 0, 2, 0]
    native += Array("\(name)\0C:\\\(name)\0".utf8) + [0, 0, 3, 0]
    native.append(u32: 4)
    native += Array("C:\\\0".utf8)
    native.append(u32: content.count)
    return native + content
  }

  /// A OneNote section with one file.
  static func section(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [
      0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3,
    ]
    bytes += [UInt8](repeating: 0, count: 100) + OneNoteStore.fileDataObject
    bytes.append(u32: content.count)
    return bytes + [UInt8](repeating: 0, count: 16) + content
  }

  /// An ISO 9660 image with one file.
  static func image(_ name: String, _ content: [UInt8], isHidden: Bool = false) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 20 * 2_048)
    func record(_ name: [UInt8], sector: Int, size: Int, flags: UInt8) -> [UInt8] {
      var record = [UInt8](repeating: 0, count: 33)
      record.put(u32: sector, at: 2)
      record.put(u32: size, at: 10)
      record[25] = flags
      record[32] = UInt8(name.count)
      record += name
      if record.count % 2 == 1 { record.append(0) }
      record[0] = UInt8(record.count)
      return record
    }
    bytes[16 * 2_048] = 1
    bytes.replaceSubrange(16 * 2_048 + 1..<16 * 2_048 + 6, with: Array("CD001".utf8))
    let root = record([0], sector: 18, size: 2_048, flags: 2)
    bytes.replaceSubrange(16 * 2_048 + 156..<16 * 2_048 + 156 + root.count, with: root)
    bytes[17 * 2_048] = 255
    bytes.replaceSubrange(17 * 2_048 + 1..<17 * 2_048 + 6, with: Array("CD001".utf8))
    let file = record(Array(name.utf8), sector: 19, size: content.count, flags: isHidden ? 1 : 0)
    bytes.replaceSubrange(18 * 2_048..<18 * 2_048 + file.count, with: file)
    bytes.replaceSubrange(19 * 2_048..<19 * 2_048 + min(content.count, 2_048), with: content.prefix(2_048))
    return bytes
  }

  /// A Rich Text document with one OLE 1 object; `noise` stands between its digits.
  static func richText(_ className: String, _ content: [UInt8], noise: String = "", controls: String = "") -> [UInt8] {
    var object: [UInt8] = []
    object.append(u32: 0x501)
    object.append(u32: 2)
    object.append(u32: className.utf8.count + 1)
    object += Array(className.utf8) + [0] + [UInt8](repeating: 0, count: 8)
    object.append(u32: content.count)
    object += content
    let digits = object.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: noise)
    return Array("{\\rtf1{\\object\(controls){\\*\\objdata \(digits)}}}".utf8)
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var out = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = Array(bytes[start..<min(start + 3, bytes.count)])
      var value = 0
      for index in 0..<3 { value = value << 8 | Int(index < piece.count ? piece[index] : 0) }
      for index in 0..<4 { out.append(index <= piece.count ? digits[value >> (18 - 6 * index) & 63] : "=") }
    }
    return out
  }

  /// A ZIP file with one entry that ZipCrypto encrypts.
  static func encryptedZip(_ name: String, _ content: [UInt8], password: String, comment: String = "") -> [UInt8] {
    let sum = ZipChecksum.crc32(of: content)
    var cipher = ZipCryptoWriter(password: password)
    var header = [UInt8](repeating: 7, count: 11)
    header.append(UInt8(sum >> 24 & 0xFF))
    let data = (header + content).map { cipher.encrypted($0) }
    var builder = ZipBuilder([(name, data)])
    builder.entries[0].flags = 1
    var bytes = builder.build()
    // CRC and size of the content, in both headers.
    let directory = bytes.lastIndex(of: [0x50, 0x4B, 0x01, 0x02]) ?? 0
    for at in [14, directory + 16] { bytes.put(u32: sum, at: at) }
    for at in [22, directory + 24] { bytes.put(u32: content.count, at: at) }
    if !comment.isEmpty {
      bytes[bytes.count - 2] = UInt8(comment.utf8.count)
      bytes += Array(comment.utf8)
    }
    return bytes
  }

  /// An ARJ archive with one file.
  static func arj(_ name: String) -> [UInt8] {
    func header(_ name: String) -> [UInt8] {
      var body = [UInt8](repeating: 0, count: 30)
      body[0] = 30
      body += Array(name.utf8) + [0, 0]
      var bytes: [UInt8] = [0x60, 0xEA]
      bytes.append(u16: body.count)
      return bytes + body + [0, 0, 0, 0, 0, 0]
    }
    return header("a.arj") + header(name) + [0x60, 0xEA, 0, 0]
  }

  /// A tar archive of one file.
  static func tar(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    header.replaceSubrange(0..<name.utf8.count, with: Array(name.utf8))
    let size = String(content.count, radix: 8)
    let padded = String(repeating: "0", count: 11 - size.count) + size
    header.replaceSubrange(124..<135, with: Array(padded.utf8))
    header[156] = 0x30
    header.replaceSubrange(257..<262, with: Array("ustar".utf8))
    for index in 148..<156 { header[index] = 0x20 }
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    let text = String(repeating: "0", count: 6 - sum.count) + sum + "\0 "
    header.replaceSubrange(148..<156, with: Array(text.utf8))
    var bytes = header + content
    bytes.pad(to: 512)
    return bytes + [UInt8](repeating: 0, count: 1_024)
  }
}

/// The writing side of ZipCrypto (APPNOTE.TXT 6.1), for tests.
struct ZipCryptoWriter {
  private var cipher: ZipCrypto

  init(password: String) { cipher = ZipCrypto(password: Array(password.utf8)) }

  /// Encrypting a byte is finding the one that decrypts to it.
  mutating func encrypted(_ byte: UInt8) -> UInt8 {
    var probe = cipher
    let mask = probe.clear(0)
    let coded = mask ^ byte
    _ = cipher.clear(coded)
    return coded
  }
}
