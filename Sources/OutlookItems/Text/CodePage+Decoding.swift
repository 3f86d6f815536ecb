#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
  #if canImport(iconv)
    import iconv
  #endif
#endif

extension CodePage {
  /// The text as UTF-8; U+FFFD stands for what the code page does not know.
  ///
  /// A page that neither this program nor the C library knows is read as Windows-1252.
  public func utf8(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .utf16: return Self.utf8(ofUTF16: bytes)
    case .utf16BigEndian: return Self.utf8(ofUTF16: Self.swapped(bytes))
    default: break
    }
    // The escapes of ISO-2022, HZ and UTF-7 are ASCII.
    let isStateful = (50_220...52_936).contains(rawValue) || rawValue == 65_000
    if !isStateful, !bytes.contains(where: { $0 >= 0x80 }) { return bytes }
    if self == .utf8 { return Array(String(decoding: bytes, as: UTF8.self).utf8) }
    if self != .windows1252, let name = libraryName, let text = Self.convert(bytes, from: name) { return text }
    return Self.utf8(ofWindows1252: bytes)
  }

  /// UTF-16 of little end as UTF-8; an odd last byte is left out.
  static func utf8(ofUTF16 bytes: [UInt8]) -> [UInt8] {
    let units = bytes.count / 2
    let text = String(
      decoding: (0..<units).lazy.map { UInt16(bytes[$0 * 2]) | UInt16(bytes[$0 * 2 + 1]) << 8 }, as: UTF16.self)
    return Array(text.utf8)
  }

  private static func swapped(_ bytes: [UInt8]) -> [UInt8] {
    var swapped: [UInt8] = []
    swapped.reserveCapacity(bytes.count)
    for unit in 0..<bytes.count / 2 { swapped += [bytes[unit * 2 + 1], bytes[unit * 2]] }
    return swapped
  }

  private static let windows1252Upper: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  private static func utf8(ofWindows1252 bytes: [UInt8]) -> [UInt8] {
    let text = String(
      decoding: bytes.lazy.map { 0x80..<0xA0 ~= $0 ? windows1252Upper[Int($0) - 0x80] : UInt16($0) }, as: UTF16.self)
    return Array(text.utf8)
  }

  // Unsafe by need: iconv is a C function. The input pointer lives inside `withUnsafeBytes` of the array and is never
  // written through; the output goes to a chunk whose rest the library counts down.
  private static func convert(_ bytes: [UInt8], from name: String) -> [UInt8]? {
    guard let handle = iconv_open("UTF-8", name), Int(bitPattern: handle) != -1 else { return nil }
    defer { iconv_close(handle) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 2)
    bytes.withUnsafeBytes { raw in
      guard let start = raw.baseAddress else { return }
      var input: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
        mutating: start.assumingMemoryBound(to: CChar.self))
      var inputLeft = raw.count
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4_096) { chunk in
        while inputLeft > 0 {
          var output = chunk.baseAddress
          var outputLeft = chunk.count
          let result = iconv(handle, &input, &inputLeft, &output, &outputLeft)
          let problem = errno
          let written = chunk.count - outputLeft
          out.append(contentsOf: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: chunk[..<written])))
          if result != -1 || (problem == E2BIG && written > 0) { continue }
          // EILSEQ at this byte, or EINVAL: the text ends within a character.
          out += [0xEF, 0xBF, 0xBD]
          guard problem == EILSEQ, inputLeft > 0 else { break }
          input = input?.advanced(by: 1)
          inputLeft -= 1
        }
      }
    }
    return out
  }
}
