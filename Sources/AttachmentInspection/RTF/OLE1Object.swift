import ByteReading
import CompoundFiles

/// An OLE 1 object as it is stored in a document ([MS-OLEDS] §2.2.4 to §2.2.6).
struct OLE1Object {
  let className: String
  let data: [UInt8]
  /// The file or address that a linked object stands for (its topic).
  let link: String?

  init?(_ bytes: [UInt8]) {
    guard let format = bytes.u32(at: 4), format == 1 || format == 2 else {
      // Parsers of exploits look for the compound file wherever it begins.
      guard let at = bytes.firstIndex(of: CompoundFile.magic) else { return nil }
      className = ""
      link = nil
      data = bytes.bytes(at: at, count: bytes.count)
      return
    }
    var at = 8
    func text() -> String {
      guard let length = bytes.u32(at: at), length <= bytes.count - min(bytes.count, at) else { return "" }
      defer { at += 4 + length }
      return Array(bytes.bytes(at: at + 4, count: length).prefix { $0 != 0 }).lenientText
    }
    className = text()
    let topic = text()
    _ = text()
    link = format == 1 ? topic : nil
    data = format == 2 ? bytes.bytes(at: at + 4, count: bytes.u32(at: at) ?? 0) : []
  }
}
