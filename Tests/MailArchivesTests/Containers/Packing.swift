import CZlib

/// Packs bytes for tests with zlib's deflate.
enum Packing {
  /// Bare deflate data.
  static func deflate(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] { pack(bytes, windowBits: -15, level: level) }

  /// A gzip file.
  static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] { pack(bytes, windowBits: 31, level: level) }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
  }

  private static func pack(_ bytes: [UInt8], windowBits: Int32, level: Int32) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, zlibVersion(), size) == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let room = output.count
    let left = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        _ = CZlib.deflate(&stream, Z_FINISH)
        return Int(stream.avail_out)
      }
    }
    return Array(output.prefix(room - left))
  }
}

extension [UInt8] {
  /// Appends a number, the low byte first.
  mutating func append(_ value: UInt64, bytes: Int) {
    for index in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8))) }
  }
}

/// Builds a ZIP for tests.
struct ZipText {
  /// How an entry is written.
  struct Options: OptionSet {
    var rawValue: Int
    static let stored = Options(rawValue: 1)
    static let encrypted = Options(rawValue: 2)
    /// Sizes stand in ZIP64 fields.
    static let long = Options(rawValue: 4)
    /// Sizes stand behind the content.
    static let descriptor = Options(rawValue: 8)
  }

  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  private var isLong = false

  /// Adds an entry; `method`, `checksum` and `size` may lie.
  func entry(
    _ name: String, _ content: [UInt8], _ options: Options = [], method: Int? = nil, checksum: UInt32? = nil,
    size: Int? = nil, at header: Int? = nil
  ) -> ZipText {
    entry(
      bytes: Array(name.utf8), content, options, method: method, checksum: checksum, size: size, at: header,
      isUTF8: true)
  }

  /// Adds an entry whose name is bytes, with Info-ZIP's name in UTF-8 beside it where that is given.
  func entry(
    bytes name: [UInt8], _ content: [UInt8], _ options: Options = [], method: Int? = nil, checksum: UInt32? = nil,
    size: Int? = nil, at header: Int? = nil, isUTF8: Bool, unicode: String? = nil
  ) -> ZipText {
    var copy = self
    let isStored = options.contains(.stored)
    let packed = isStored ? content : Packing.deflate(content)
    let flags = UInt64(
      (options.contains(.encrypted) ? 1 : 0) | (options.contains(.descriptor) ? 8 : 0) | (isUTF8 ? 0x800 : 0))
    let method = UInt64(method ?? (isStored ? 0 : 8))
    let sum = UInt64(checksum ?? Packing.checksum(content))
    let size = UInt64(size ?? content.count)
    let start = UInt64(header ?? body.count)
    if header == nil {
      let isOpen = options.contains(.descriptor)
      copy.body.append(0x0403_4B50, bytes: 4)
      copy.body.append(20, bytes: 2)
      copy.body.append(flags, bytes: 2)
      copy.body.append(method, bytes: 2)
      copy.body.append(0, bytes: 4)
      copy.body.append(isOpen ? 0 : sum, bytes: 4)
      copy.body.append(isOpen ? 0 : UInt64(packed.count), bytes: 4)
      copy.body.append(isOpen ? 0 : size, bytes: 4)
      copy.body.append(UInt64(name.count), bytes: 2)
      copy.body.append(5, bytes: 2)
      copy.body += name + [0x55, 0x54, 1, 0, 0] + packed
      if isOpen {
        copy.body.append(0x0807_4B50, bytes: 4)
        copy.body.append(sum, bytes: 4)
        copy.body.append(UInt64(packed.count), bytes: 4)
        copy.body.append(size, bytes: 4)
      }
    }
    let long = options.contains(.long)
    copy.isLong = isLong || long
    copy.directory.append(0x0201_4B50, bytes: 4)
    copy.directory.append(45, bytes: 2)
    copy.directory.append(20, bytes: 2)
    copy.directory.append(flags, bytes: 2)
    copy.directory.append(method, bytes: 2)
    copy.directory.append(0, bytes: 4)
    copy.directory.append(sum, bytes: 4)
    copy.directory.append(long ? 0xFFFF_FFFF : UInt64(packed.count), bytes: 4)
    copy.directory.append(long ? 0xFFFF_FFFF : size, bytes: 4)
    var extra: [UInt8] = []
    if let unicode {
      extra.append(0x7075, bytes: 2)
      extra.append(UInt64(unicode.utf8.count + 5), bytes: 2)
      extra.append(1, bytes: 1)
      extra.append(UInt64(Packing.checksum(name)), bytes: 4)
      extra += Array(unicode.utf8)
    }
    copy.directory.append(UInt64(name.count), bytes: 2)
    copy.directory.append((long ? 28 : 0) + UInt64(extra.count), bytes: 2)
    copy.directory.append(0, bytes: 10)
    copy.directory.append(long ? 0xFFFF_FFFF : start, bytes: 4)
    copy.directory += name + extra
    if long {
      copy.directory.append(1, bytes: 2)
      copy.directory.append(24, bytes: 2)
      for value in [size, UInt64(packed.count), start] { copy.directory.append(value, bytes: 8) }
    }
    copy.count += 1
    return copy
  }

  /// The ZIP, with `prefix` before it.
  func bytes(prefix: [UInt8] = [], comment: [UInt8] = [], count stated: Int? = nil) -> [UInt8] {
    var zip = prefix + body + directory
    let count = UInt64(stated ?? count)
    if isLong {
      let end = UInt64(zip.count - prefix.count)
      zip.append(0x0606_4B50, bytes: 4)
      zip.append(44, bytes: 8)
      zip.append(0x2D_002D, bytes: 4)
      zip.append(0, bytes: 8)
      zip.append(count, bytes: 8)
      zip.append(count, bytes: 8)
      zip.append(UInt64(directory.count), bytes: 8)
      zip.append(UInt64(body.count), bytes: 8)
      zip.append(0x0706_4B50, bytes: 4)
      zip.append(0, bytes: 4)
      zip.append(end, bytes: 8)
      zip.append(1, bytes: 4)
    }
    zip.append(0x0605_4B50, bytes: 4)
    zip.append(0, bytes: 4)
    zip.append(isLong ? 0xFFFF : count, bytes: 2)
    zip.append(isLong ? 0xFFFF : count, bytes: 2)
    zip.append(isLong ? 0xFFFF_FFFF : UInt64(directory.count), bytes: 4)
    zip.append(isLong ? 0xFFFF_FFFF : UInt64(body.count), bytes: 4)
    zip.append(UInt64(comment.count), bytes: 2)
    return zip + comment
  }
}

/// Builds a tar for tests.
struct TarText {
  private var blocks: [UInt8] = []

  /// Adds a file in a ustar header; `size` may lie.
  func file(_ name: String, _ content: [UInt8], size: Int? = nil, time: Int = 1_600_000_000) -> TarText {
    entry(name, type: "0", content, size: octal(size ?? content.count, digits: 11), time: time)
  }

  /// Adds a file whose name is bytes.
  func file(bytes name: [UInt8], _ content: [UInt8]) -> TarText {
    entry(bytes: name, type: "0", content, size: octal(content.count, digits: 11))
  }

  /// Adds a file with GNU's header for long names.
  func longFile(_ name: String, _ content: [UInt8]) -> TarText {
    entry("././@LongLink", type: "L", Array(name.utf8) + [0], size: octal(name.utf8.count + 1, digits: 11))
      .file(String(name.prefix(100)), content)
  }

  /// Adds a file with pax fields; the header itself names another size.
  func paxFile(_ name: String, _ content: [UInt8], fields: [(String, String)] = []) -> TarText {
    let records = ([("path", name), ("size", "\(content.count)")] + fields).map { key, value -> String in
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count + 1
      while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
      return "\(length)\(rest)"
    }.joined()
    return entry("PaxHeaders/x", type: "x", Array(records.utf8), size: octal(records.utf8.count, digits: 11))
      .entry("short", type: "0", content, size: octal(0, digits: 11))
  }

  /// Adds an entry of any type; `size` is the field as it stands.
  func entry(_ name: String, type: Character, _ content: [UInt8], size: [UInt8], time: Int = 1_600_000_000) -> TarText {
    entry(bytes: Array(name.utf8), type: type, content, size: size, time: time)
  }

  private func entry(
    bytes name: [UInt8], type: Character, _ content: [UInt8], size: [UInt8], time: Int = 1_600_000_000
  ) -> TarText {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], at offset: Int) { header.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
    put(Array(name.prefix(100)), at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(size, at: 124)
    put(octal(time, digits: 11), at: 136)
    put(Array("        ".utf8), at: 148)
    put([type.asciiValue ?? 0x30], at: 156)
    put(Array("ustar\u{0}00".utf8), at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + [0x20], at: 148)
    var copy = self
    copy.blocks += header + content
    copy.blocks += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    return copy
  }

  /// The tar, with its end blocks.
  var bytes: [UInt8] { blocks + [UInt8](repeating: 0, count: 1_024) }

  private func octal(_ value: Int, digits: Int) -> [UInt8] {
    let text = String(value, radix: 8)
    return Array((String(repeating: "0", count: max(digits - text.count, 0)) + text).utf8) + [0]
  }
}
