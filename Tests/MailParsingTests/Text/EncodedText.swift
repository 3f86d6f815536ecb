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

/// Text in other charsets, made by the C library.
enum EncodedText {
  /// `text` in `charset`; empty where the library cannot write it so.
  static func bytes(of text: String, in charset: String) -> [UInt8] {
    guard let handle = iconv_open(charset, "UTF-8"), Int(bitPattern: handle) != -1 else { return [] }
    defer { iconv_close(handle) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    let written = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int in
        var from = input.baseAddress
        var left = input.count
        var to = output.baseAddress
        var room = output.count
        guard iconv(handle, &from, &left, &to, &room) != -1 else { return 0 }
        return output.count - room
      }
    }
    return output[..<written].map { UInt8(bitPattern: $0) }
  }
}
