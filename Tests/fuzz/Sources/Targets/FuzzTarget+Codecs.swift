@testable import AttachmentInspection

extension FuzzTarget {
  /// Decompressors on bare streams; the first bytes of an input are the parameters.
  static let codecs = [
    codec("lzx") { head, bytes in
      LZXDecoder.decode(bytes, windowBits: 15 + Int(head) % 7, resetFrames: Int(head) / 64, size: limit)
    },
    codec("ppmd") { head, bytes in
      var out: [UInt8] = []
      guard var model = PPMdModel(order: 2 + Int(head) % 15, memorySize: 1 << (11 + Int(head) / 32)) else { return [] }
      if var decoder = SevenZipRangeDecoder(bytes, from: 0) {
        while out.count < 1 << 14, !decoder.isExhausted, let byte = model.next(&decoder) { out.append(byte) }
      }
      return out
    },
    codec("lzma") { head, bytes in
      LZMADecoder.decode(bytes, from: 0, to: bytes.count, properties: [head % 225, 0, 0, 1, 0], size: limit)
    },
    codec("lzma2") { _, bytes in LZMADecoder.decodeChunks(bytes, from: 0, to: bytes.count, size: limit) },
    codec("quantum") { head, bytes in
      guard var decoder = QuantumDecoder(windowBits: 10 + Int(head) % 12, limit: limit) else { return [] }
      _ = decoder.decodeFrame(bytes, size: 32_768)
      return []
    },
    codec("lzh") { head, bytes in
      let methods: [LZHDecoder.Method] = [
        .unary, .blocks(distanceSymbols: 14, countBits: 4), .blocks(distanceSymbols: 17, countBits: 5),
      ]
      return LZHDecoder.decode(bytes, method: methods[Int(head) % methods.count], size: limit)
    },
    codec("zstandard") { _, bytes in ZstandardDecoder.decode(bytes, from: 0, limit: limit).bytes },
    codec("bzip2") { _, bytes in Bzip2Decoder.decode(bytes, from: 0, limit: limit).bytes },
    codec("xz") { _, bytes in XZReader.decode(bytes, limit: limit).bytes },
    codec("rar5") { head, bytes in
      var decoder = Rar5Decoder(limit: limit, hasLargeDistances: head & 1 != 0)
      return decoder.decode(bytes, size: limit / 2) + decoder.decode(bytes, size: limit / 2)
    },
    codec("rar3") { _, bytes in
      var decoder = Rar3Decoder(limit: limit)
      return decoder.decode(bytes, size: limit / 2) + decoder.decode(bytes, size: limit / 2)
    },
    FuzzTarget("rar-filters") { bytes in
      guard bytes.count > 4 else { return }
      var filters: [RarFilter] = []
      var programs = RarPrograms()
      programs.add(Int(bytes[0]), Array(bytes.dropFirst(1)), at: 0, to: &filters)
      let kinds: [RarFilter.Kind] = [
        .delta(channels: Int(bytes[1])), .calls(andJumps: true, wrapsOffset: true), .arm, .itanium,
        .picture(row: Int(bytes[1]) * 3, red: Int(bytes[2])), .sound(channels: Int(bytes[1])),
      ]
      filters.append(
        RarFilter(kind: kinds[Int(bytes[0]) % kinds.count], start: Int(bytes[2]), length: bytes.count - Int(bytes[3])))
      for filter in filters {
        var content = bytes
        filter.apply(to: &content)
        hold(content.count == bytes.count, "a filter keeps the length")
      }
      _ = SevenZipCoders.delta(bytes, distance: Int(bytes[0]) + 1)
      _ = SevenZipCoders.branches(bytes)
    },
    FuzzTarget("pdf-filters") { bytes in
      guard let end = bytes.firstIndex(of: 0x0A) else { return }
      var parser = PDFParser(bytes, at: 0, to: end)
      guard let dictionary = parser.value() else { return }
      let content = PDFFilters.decoded(Array(bytes[(end + 1)...]), dictionary, limit: limit)
      hold(content.count <= limit, "the limit holds")
    },
  ]

  private static let limit = 1 << 18

  private static func codec(_ name: String, _ decode: @escaping @Sendable (UInt8, [UInt8]) -> [UInt8]) -> FuzzTarget {
    FuzzTarget(name) { bytes in
      guard let head = bytes.first else { return }
      let content = decode(head, Array(bytes.dropFirst()))
      hold(content.count <= limit, "the limit holds: \(content.count)")
      hold(decode(head, Array(bytes.dropFirst())) == content, "the same bytes give the same content")
    }
  }
}
