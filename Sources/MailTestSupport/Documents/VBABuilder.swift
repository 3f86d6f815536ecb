/// Builds VBA projects ([MS-OVBA]) whose source is compressed with literal tokens only.
public enum VBABuilder {
  /// A compressed container of `bytes`.
  public static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [1]
    var at = 0
    while at < bytes.count {
      let piece = bytes[at..<min(at + 3_600, bytes.count)]
      var chunk: [UInt8] = []
      var index = piece.startIndex
      while index < piece.endIndex {
        chunk.append(0)
        chunk += piece[index..<min(index + 8, piece.endIndex)]
        index += 8
      }
      out.append(u16: (chunk.count + 2 - 3) | 0xB000)
      out += chunk
      at += 3_600
    }
    return out
  }

  /// The `dir` stream of a project with those modules, their source at `offset`.
  public static func directory(_ modules: [String], offset: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    func record(_ id: Int, _ data: [UInt8], size: Int? = nil) {
      bytes.append(u16: id)
      bytes.append(u32: size ?? data.count)
      bytes += data
    }
    func word(_ value: Int) -> [UInt8] {
      var word: [UInt8] = []
      word.append(u32: value)
      return word
    }
    record(0x01, word(1))
    record(0x03, [0xE4, 0x04])
    record(0x09, [1, 0, 0, 0, 1, 0], size: 4)
    record(0x0F, [UInt8(modules.count), 0])
    for name in modules {
      var wide: [UInt8] = []
      wide.append(utf16: name)
      record(0x19, Array(name.utf8))
      record(0x47, wide)
      record(0x1A, Array(name.utf8))
      record(0x32, wide)
      record(0x31, word(offset))
      record(0x2B, [])
    }
    record(0x10, [])
    return compressed(bytes)
  }

  /// The streams of a project below `storage` (with its slash).
  public static func streams(_ modules: [(name: String, source: String)], below storage: String) -> [(String, [UInt8])]
  {
    var streams = [(storage + "VBA/dir", directory(modules.map(\.name), offset: 16))]
    for module in modules {
      streams.append(
        (
          storage + "VBA/" + module.name,
          [UInt8](repeating: 0xAA, count: 16)
            + compressed(Array(attributes(module.name).utf8) + Array(module.source.utf8))
        ))
    }
    return streams
  }

  /// A project with one module whose compiled form is that of another source.
  public static func stomped(source: String, compiledFrom original: String) -> [UInt8] {
    let cache = cache(of: original)
    return CompoundFileBuilder([
      ("VBA/dir", directory(["Module1"], offset: cache.count)),
      ("VBA/_VBA_PROJECT", [0xCC, 0x61, 0xB5, 0, 0, 0, 0]),
      ("VBA/Module1", cache + compressed(Array(attributes("Module1").utf8) + Array(source.utf8))),
    ]).build()
  }

  /// A compiled form: the table of lines and code that holds their literals, in a shell of other bytes.
  public static func cache(of source: String) -> [UInt8] {
    var lines = source.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var table: [UInt8] = []
    var code: [UInt8] = []
    for line in lines {
      let start = code.count
      if !line.allSatisfy({ $0 == " " }) {
        code += [0x96, 0x04]
        for (index, literal) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        where index % 2 == 1 {
          code += [0xB9, 0]
          code.append(u16: literal.utf8.count)
          code += Array(literal.utf8)
          if literal.utf8.count % 2 == 1 { code.append(0) }
        }
      }
      table.append(u32: 0)
      table.append(u16: code.count - start)
      table.append(u16: 0)
      table.append(u32: start)
    }
    var bytes = [UInt8](repeating: 0xAA, count: 64) + [0xFE, 0xCA, 0x01, 0x00]
    bytes.append(u16: lines.count)
    return bytes + table + [UInt8](repeating: 0xFF, count: 10) + code + [UInt8](repeating: 0xBB, count: 32)
  }

  /// What every module begins with.
  public static func attributes(_ name: String) -> String {
    "Attribute VB_Name = \"\(name)\"\r\nAttribute VB_Base = \"0{00020820-0000-0000-C000-000000000046}\"\r\n"
  }

  /// A `vbaProject.bin`.
  public static func project(_ modules: [(name: String, source: String)]) -> [UInt8] {
    CompoundFileBuilder(streams(modules, below: "")).build()
  }
}
