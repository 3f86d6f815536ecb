import MailTestSupport

/// Builds compiled help: the files lie in the LZX section, or as they are.
struct HelpBuilder {
  var files: [(name: String, content: [UInt8])] = []
  var isPacked = true

  func build() -> [UInt8] {
    var section: [UInt8] = []
    var stored: [UInt8] = []
    var entries: [UInt8] = []
    func add(_ name: String, _ number: Int, _ offset: Int, _ size: Int) {
      for value in [name.utf8.count] { entries += Self.number(value) }
      entries += Array(name.utf8)
      for value in [number, offset, size] { entries += Self.number(value) }
    }
    for file in files {
      add("/" + file.name, isPacked ? 1 : 0, isPacked ? section.count : stored.count, file.content.count)
      if isPacked { section += file.content } else { stored += file.content }
    }
    let folder = "::DataSpace/Storage/MSCompressed/"
    let packed = LZXWriter.packed(section)
    add(folder + "Content", 0, stored.count, packed.count)
    stored += packed
    var control: [UInt8] = []
    control.append(u32: 6)
    control += Array("LZXC".utf8)
    for value in [2, 1, 1, 0] { control.append(u32: value) }
    add(folder + "ControlData", 0, stored.count, control.count)
    stored += control

    let chunkSize = 4_096
    var chunk = Array("PMGL".utf8)
    chunk.append(u32: chunkSize - 20 - entries.count)
    for _ in 0..<3 { chunk.append(u32: 0) }
    chunk += entries
    chunk.pad(to: chunkSize)
    var directory = Array("ITSP".utf8)
    for value in [1, 0x54, 10, chunkSize] { directory.append(u32: value) }
    directory += [UInt8](repeating: 0, count: 0x54 - directory.count)
    directory.put(u32: 1, at: 0x2C)
    directory += chunk

    var bytes = Array("ITSF".utf8)
    bytes.append(u32: 3)
    bytes += [UInt8](repeating: 0, count: 0x60 - bytes.count)
    bytes.put(u32: 0x60, at: 0x48)
    bytes.put(u32: directory.count, at: 0x50)
    bytes.put(u32: 0x60 + directory.count, at: 0x58)
    return bytes + directory + stored
  }

  private static func number(_ value: Int) -> [UInt8] {
    var bytes = [UInt8(value & 0x7F)]
    var rest = value >> 7
    while rest > 0 {
      bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
      rest >>= 7
    }
    return bytes
  }
}
