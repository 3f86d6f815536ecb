import ByteReading

/// What the headers of a Windows program say (PE/COFF specification).
struct PortableExecutable {
  let isLibrary: Bool
  let machine: Int
  /// The names it exports.
  private(set) var exports: [String] = []

  /// Whether `MZ` at the start is one of a program: with a PE, NE or LE header, or a plausible DOS header.
  static func isPlausible(_ bytes: [UInt8]) -> Bool {
    guard let header = bytes.u32(at: 0x3C) else { return false }
    if bytes.matches([0x50, 0x45, 0, 0], at: header) { return true }
    if bytes.matches([0x4E, 0x45], at: header) || bytes.matches([0x4C, 0x45], at: header) { return true }
    // A DOS program: blocks, header paragraphs and relocation offset within bounds, and no text.
    guard let blocks = bytes.u16(at: 4), let paragraphs = bytes.u16(at: 8), let last = bytes.u16(at: 2) else {
      return false
    }
    return last < 512 && blocks > 0 && paragraphs > 0 && paragraphs < 0x1000
      && (bytes.prefix(64).contains(0) || bytes.count < 64)
  }

  init?(_ bytes: [UInt8]) {
    guard let header = bytes.u32(at: 0x3C), bytes.matches([0x50, 0x45, 0, 0], at: header),
      let machine = bytes.u16(at: header + 4), let flags = bytes.u16(at: header + 22)
    else { return nil }
    self.machine = machine
    isLibrary = flags & 0x2000 != 0
    readExports(bytes, header: header)
  }

  private mutating func readExports(_ bytes: [UInt8], header: Int) {
    let optional = header + 24
    let directories = optional + (bytes.u16(at: optional) == 0x20B ? 112 : 96)
    guard let address = bytes.u32(at: directories), address > 0, let size = bytes.u16(at: header + 20),
      let count = bytes.u16(at: header + 6)
    else { return }
    let sections = optional + size
    func offset(of address: Int) -> Int? {
      for index in 0..<min(count, 96) {
        let section = sections + index * 40
        guard let start = bytes.u32(at: section + 12), let length = bytes.u32(at: section + 16),
          let raw = bytes.u32(at: section + 20)
        else { return nil }
        if address >= start, address < start + length { return raw + address - start }
      }
      return nil
    }
    guard let table = offset(of: address), let names = bytes.u32(at: table + 24), let total = bytes.u32(at: table + 32),
      let list = offset(of: total)
    else { return }
    for index in 0..<min(names, 4_096) {
      guard let name = bytes.u32(at: list + index * 4), let at = offset(of: name),
        let end = bytes.firstIndex(ofByte: 0, from: at, to: at + 256)
      else { return }
      exports.append(bytes.bytes(at: at, count: end - at).latin1Text())
    }
  }
}

extension Inspection {
  /// Judges a Windows program.
  mutating func inspectExecutable(_ bytes: [UInt8]) {
    let program = PortableExecutable(bytes)
    found(
      collections > 0 ? .executableInCollection : .executable,
      program.map { $0.isLibrary ? "a library" : "a program" } ?? "a DOS program")
    if let export = program?.exports.first(where: { $0.lowercasedASCII == "xlautoopen" }) {
      found(.executableAddIn, export)
    }
  }
}
