/// `format=flowed` (RFC 3676): paragraphs that were broken into lines are put together again.
enum FlowedText {
  /// Joins lines that end with a space to the next of the same quote depth; `deletesSpace` is the `delsp` parameter.
  static func unwrapped(_ text: String, deletesSpace: Bool) -> String {
    var text = text
    return text.withUTF8 { buffer in
      let bytes = ByteView(UnsafeRawBufferPointer(buffer))
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      var at = 0
      var openDepth: Int?
      while at < bytes.count {
        let lineEnd = bytes.firstIndex(of: ASCII.lineFeed, from: at, to: bytes.count) ?? bytes.count
        let next = min(lineEnd + 1, bytes.count)
        let end = lineEnd > at && bytes[lineEnd - 1] == ASCII.carriageReturn ? lineEnd - 1 : lineEnd
        var start = at
        while start < end, bytes[start] == 0x3E { start += 1 }
        let depth = start - at
        let mark = at..<start
        if start < end, bytes[start] == ASCII.space { start += 1 }
        // `-- ` is the signature's separator, and never flows (RFC 3676 §4.3).
        let isSignature = end - start == 3 && bytes.matches(lowercase: "-- ", at: start)
        let flows = !isSignature && end > start && bytes[end - 1] == ASCII.space
        if let open = openDepth, open != depth || isSignature {
          out.append(ASCII.lineFeed)
          openDepth = nil
        }
        if openDepth == nil, depth > 0 {
          out.append(contentsOf: bytes[mark].raw)
          out.append(ASCII.space)
        }
        out.append(contentsOf: bytes[start..<(flows && deletesSpace ? end - 1 : end)].raw)
        if flows {
          openDepth = depth
        } else {
          openDepth = nil
          if next > lineEnd { out.append(ASCII.lineFeed) }
        }
        at = next
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}
