import ByteReading

/// What the `dir` stream of a VBA project says ([MS-OVBA] §2.3.4.2).
struct VBADirectory {
  struct Module {
    var name = ""
    var streamName = ""
    /// Where the compressed source begins in the module's stream.
    var offset: Int?
  }

  private(set) var modules: [Module] = []
  /// The code page of names and source.
  private(set) var codePage = 1_252

  /// Reads the decompressed stream.
  init(_ bytes: [UInt8]) {
    var at = 0
    var open: Module?
    while let id = bytes.u16(at: at), let size = bytes.u32(at: at + 2), modules.count < 4_096 {
      let data = at + 6
      // PROJECTVERSION (§2.3.4.2.1.11) has six bytes where its size field says four.
      let length = id == 0x0009 ? 6 : size
      guard length <= bytes.count - min(data, bytes.count) else { break }
      switch id {
      case 0x0003: codePage = bytes.u16(at: data) ?? codePage
      case 0x0019:
        if let module = open { modules.append(module) }
        open = Module(name: bytes.bytes(at: data, count: length).lenientText)
      case 0x0047: open?.name = bytes.utf16Text(at: data, units: length / 2)
      case 0x001A: open?.streamName = bytes.bytes(at: data, count: length).lenientText
      case 0x0032: open?.streamName = bytes.utf16Text(at: data, units: length / 2)
      case 0x0031: open?.offset = bytes.u32(at: data)
      case 0x002B:
        if let module = open { modules.append(module) }
        open = nil
      default: break
      }
      at = data + length
    }
    if let module = open { modules.append(module) }
  }
}
