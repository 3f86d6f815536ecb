import MailTestSupport

/// Builds a cabinet of one folder with one block.
enum CabinetBuilder {
  /// `method` is that of the folder; `packed` what it holds of the files' bytes.
  static func cabinet(_ files: [(name: String, content: [UInt8])], method: Int, packed: [UInt8]) -> [UInt8] {
    var entries: [UInt8] = []
    var offset = 0
    for file in files {
      entries.append(u32: file.content.count)
      entries.append(u32: offset)
      entries += [0, 0, 0x21, 0x4A, 0, 0, 0x20, 0] + Array(file.name.utf8) + [0]
      offset += file.content.count
    }
    let start = 36 + 8 + entries.count
    var bytes = Array("MSCF\0\0\0\0".utf8)
    bytes.append(u32: start + 8 + packed.count)
    for value in [0, 44, 0] { bytes.append(u32: value) }
    bytes += [3, 1]
    for value in [1, files.count, 0, 0, 0] { bytes.append(u16: value) }
    bytes.append(u32: start)
    bytes.append(u16: 1)
    bytes.append(u16: method)
    bytes += entries
    bytes.append(u32: 0)
    bytes.append(u16: packed.count)
    bytes.append(u16: offset)
    return bytes + packed
  }
}
