extension Inspection {
  /// Files embedded in a OneNote section: each stands behind the GUID of FileDataStoreObject ([MS-ONESTORE] §2.6.13).
  mutating func inspectOneNote(_ bytes: [UInt8]) {
    let guid: [UInt8] = [
      0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC,
    ]
    var from = 0
    var index = 0
    while let at = bytes.firstIndex(of: guid, from: from), takeEntry() {
      from = at + 16
      guard let length = bytes.clampedU64(at: at + 16), length > 0, length <= bytes.count - min(at + 36, bytes.count)
      else { continue }
      index += 1
      let content = bytes.bytes(at: at + 36, count: length)
      let type = TypeSniffer.type(of: content)
      from = at + 36 + length
      if type == .image { continue }
      let name = "file-\(index)"
      inspectChild(name, content)
      found(.oneNoteEmbeddedFile, "\(name), \(type.rawValue)")
      if type.runs || type == .html { found(.oneNoteExecutable, "\(name), \(type.rawValue)") }
    }
  }
}
