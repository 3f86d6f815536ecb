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

/// The C library's conversion (POSIX `iconv`) from one charset to UTF-8; used by one task at a time.
final class CodePageConverter {
  private let handle: iconv_t

  /// Opens the conversion from the charset that the library knows by that name; nil where it knows none.
  init?(_ name: String) {
    guard let handle = iconv_open("UTF-8", name), Int(bitPattern: handle) != -1 else { return nil }
    self.handle = handle
  }

  deinit { iconv_close(handle) }

  // Unsafe by need: iconv is a C function. The input pointer lives inside `withUnsafeBytes` of the array and is never
  // written through; the output goes to a chunk whose rest the library counts down.
  /// The text as UTF-8; U+FFFD stands for each byte that belongs to no character.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    iconv(handle, nil, nil, nil, nil)
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
