import ByteReading

extension Inspection {
  /// Files embedded in a OneNote section, in either of its store formats ([MS-ONESTORE] §2.6.13, §2.8).
  mutating func inspectOneNote(_ bytes: [UInt8]) {
    let embedded = inspectFileDataObjects(bytes)
    let isPackage = bytes.matches(OneNoteStore.packageFormat, at: 48)
    if isPackage { inspectPackagedFiles(bytes) }
    if embedded || isPackage, let name = OneNoteStore.dangerousName(in: bytes) { found(.oneNoteExecutable, name) }
  }

  /// Goes through the FileDataStoreObjects: each stands behind its GUID and length.
  ///
  /// Tells whether one is no picture.
  private mutating func inspectFileDataObjects(_ bytes: [UInt8]) -> Bool {
    var from = 0
    var index = 0
    var hasFile = false
    while let at = bytes.firstIndex(of: OneNoteStore.fileDataObject, from: from), takeEntry() {
      from = at + 16
      guard let length = bytes.clampedU64(at: at + 16), length > 0,
        length <= bytes.count - min(at + 36, bytes.count)
      else { continue }
      index += 1
      let content = bytes.bytes(at: at + 36, count: length)
      let type = TypeSniffer.type(of: content)
      from = at + 36 + length
      if type == .image { continue }
      hasFile = true
      let name = "file-\(index)"
      inspectChild(name, content)
      found(.oneNoteEmbeddedFile, "\(name), \(type.rawValue)")
      if type.runs || type == .html { found(.oneNoteExecutable, "\(name), \(type.rawValue)") }
    }
    return hasFile
  }

  /// In the package format the bytes of a file stand in a data element as they are: programs and shortcuts are found by
  /// their magic numbers.
  private mutating func inspectPackagedFiles(_ bytes: [UInt8]) {
    for (magic, type) in OneNoteStore.payloads {
      var from = 0
      var tries = 0
      while tries < 64, let at = bytes.firstIndex(of: magic, from: from), takeEntry() {
        tries += 1
        from = at + magic.count
        let content = bytes.bytes(at: at, count: min(bytes.count - at, entryAllowance))
        spend(inflated: content.count)
        guard TypeSniffer.type(of: content) == type else { continue }
        inspectChild("file-at-\(at)", content)
        found(.oneNoteExecutable, type.rawValue)
        break
      }
    }
  }
}

/// What is looked for in the store of OneNote.
enum OneNoteStore {
  /// {BDE316E7-2665-4511-A4C4-8D4D0B7A9EAC}, the header of a FileDataStoreObject.
  static let fileDataObject: [UInt8] = [
    0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC,
  ]
  /// {638DE92F-A6D4-4BC1-9A36-B3FC2511A5B7}, the package format.
  static let packageFormat: [UInt8] = [
    0x2F, 0xE9, 0x8D, 0x63, 0xD4, 0xA6, 0xC1, 0x4B, 0x9A, 0x36, 0xB3, 0xFC, 0x25, 0x11, 0xA5, 0xB7,
  ]
  static let payloads: [([UInt8], AttachmentType)] = [
    ([0x4D, 0x5A, 0x90, 0x00], .pe), ([0x4C, 0, 0, 0, 1, 0x14, 2, 0], .lnk),
  ]

  /// A file name with an extension that runs, in UTF-16 with a NUL behind it: how the names of embedded files stand.
  static func dangerousName(in bytes: [UInt8]) -> String? {
    for ending in ["hta", "cmd", "wsf", "vbs", "vbe", "jse", "lnk", "chm", "scr", "bat", "exe"] {
      var pattern: [UInt8] = []
      for byte in ("." + ending).utf8 { pattern += [byte, 0] }
      pattern += [0, 0]
      guard let at = bytes.firstIndex(of: pattern) else { continue }
      var start = at
      while start >= 2, at - start < 128, bytes[start - 1] == 0, bytes[start - 2] >= 0x20 { start -= 2 }
      return bytes.utf16Text(at: start, units: (at - start) / 2 + 1 + ending.utf8.count)
    }
    return nil
  }
}
