import Synchronization

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

/// The C library's character conversion (POSIX `iconv`), with descriptors that are used again.
///
/// A descriptor has state, so one conversion owns it while it runs; idle ones wait in a pool shared by all threads.
enum CharsetConverter {
  /// Converts `bytes` from the charset of that name to UTF-8; nil where the library does not know the charset.
  ///
  /// What cannot be converted becomes U+FFFD, a byte at a time; `isRepaired` says whether there was any.
  static func string(_ bytes: ByteView, from charset: String) -> (text: String, isRepaired: Bool)? {
    guard let descriptor = idle.withLock({ $0.take(charset) }) ?? open(charset) else { return nil }
    let result = convert(bytes, with: descriptor.handle)
    idle.withLock { $0.put(descriptor, for: charset) }
    return result
  }

  private struct Descriptor: @unchecked Sendable {
    // Safe to send: whoever took it out of the pool is its only user.
    let handle: iconv_t
  }

  private struct Pool {
    var byCharset: [String: [Descriptor]] = [:]
    var unknown: Set<String> = []

    mutating func take(_ charset: String) -> Descriptor? { byCharset[charset]?.popLast() }

    mutating func put(_ descriptor: Descriptor, for charset: String) {
      let isFull = byCharset[charset] == nil ? byCharset.count >= 64 : (byCharset[charset]?.count ?? 0) >= 16
      if isFull {
        iconv_close(descriptor.handle)
      } else {
        byCharset[charset, default: []].append(descriptor)
      }
    }
  }

  private static let idle = Mutex(Pool())

  private static func open(_ charset: String) -> Descriptor? {
    if idle.withLock({ $0.unknown.contains(charset) }) { return nil }
    if let handle = iconv_open("UTF-8", charset), Int(bitPattern: handle) != -1 { return Descriptor(handle: handle) }
    idle.withLock { pool in
      if pool.unknown.count < 1_000 { pool.unknown.insert(charset) }
    }
    return nil
  }

  private static func convert(_ bytes: ByteView, with handle: iconv_t) -> (text: String, isRepaired: Bool) {
    // The library wants a pointer to mutable input, and never writes through it.
    guard let start = bytes.raw.baseAddress else { return ("", false) }
    iconv(handle, nil, nil, nil, nil)
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
      mutating: start.assumingMemoryBound(to: CChar.self))
    var inputLeft = bytes.count
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 2)
    var isRepaired = false
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 8_192) { chunk in
      var isFlushing = false
      while true {
        var output = chunk.baseAddress
        var outputLeft = chunk.count
        let result =
          isFlushing
          ? iconv(handle, nil, nil, &output, &outputLeft) : iconv(handle, &input, &inputLeft, &output, &outputLeft)
        let problem = errno
        out.append(
          contentsOf: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: chunk[..<(chunk.count - outputLeft)])))
        if result != -1 {
          if isFlushing { break }
          isFlushing = true
        } else if problem == E2BIG, outputLeft < chunk.count {
          continue
        } else if isFlushing || inputLeft == 0 {
          break
        } else {
          // EILSEQ at this byte, or EINVAL: the input ends within a character.
          isRepaired = true
          out.append(utf8Of: 0xFFFD)
          if problem == EINVAL { break }
          input = input?.advanced(by: 1)
          inputLeft -= 1
        }
      }
    }
    return (String(decoding: out, as: UTF8.self), isRepaired)
  }
}
