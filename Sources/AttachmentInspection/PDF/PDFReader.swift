import ByteReading

/// A stream of a PDF with the dictionary before it.
struct PDFStream {
  let range: Range<Int>
  let dictionary: PDFValue
  /// The object's number and generation; nil where they do not stand before it.
  let object: (number: Int, generation: Int)?

  /// Whether it holds objects (ISO 32000-1 §7.5.7).
  var isObjects: Bool { dictionary["Type"]?.name == "ObjStm" }
  /// Whether it is an embedded file (§7.11.4).
  var isFile: Bool { dictionary["Type"]?.name == "EmbeddedFile" || dictionary["Params"] != nil }
}

/// A PDF read from its start to its end, object by object, without regard to its cross-reference table: a reader that
/// trusts the table misses what another reader repairs.
struct PDFReader {
  private static let mostStreams = 200_000

  let bytes: [UInt8]
  var names = PDFNames()
  private(set) var streams: [PDFStream] = []
  var encryption: PDFEncryption?
  /// The key of the file, once a password opened it.
  var key: [UInt8]?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var scanner = PDFScanner(bytes)
    while let piece = scanner.next() {
      switch piece {
      case .text(let range): names.read(bytes, range, object: nil)
      case .stream(let range, let before):
        guard streams.count < Self.mostStreams else { break }
        if let stream = stream(range, before: before) { streams.append(stream) }
      }
    }
  }

  /// The dictionary of a stream, where it says that the stream matters: pictures and fonts are most of a file.
  private func stream(_ range: Range<Int>, before: Range<Int>) -> PDFStream? {
    let head = bytes.bytes(at: before.lowerBound, count: before.count)
    let start = head.lastIndex(of: [0x6F, 0x62, 0x6A]).map { before.lowerBound + $0 + 3 }
    guard let place = start ?? bytes.firstIndex(of: "<<", from: before.lowerBound, to: before.upperBound) else {
      return nil
    }
    var parser = PDFParser(bytes, at: place, to: before.upperBound)
    guard let dictionary = parser.value() else { return nil }
    return PDFStream(
      range: range, dictionary: dictionary, object: start.flatMap { PDFSyntax.numbers(before: $0, in: bytes) })
  }

  /// The stream of an object; the last one by that number.
  func stream(ofObject number: Int) -> PDFStream? { streams.last { $0.object?.number == number } }

  /// The content of a stream, decrypted and with its filters undone.
  func content(of stream: PDFStream, limit: Int) -> [UInt8] {
    var content = bytes.bytes(at: stream.range.lowerBound, count: min(stream.range.count, limit))
    if let encryption, let key, let object = stream.object, stream.dictionary["Type"]?.name != "XRef" {
      // The declared length is exact where the cipher needs it.
      if let length = stream.dictionary["Length"]?.number, length > 0, length < content.count {
        content = content.bytes(at: 0, count: length)
      } else {
        while content.count % 16 != 0, let last = content.last, last == 0x0A || last == 0x0D { content.removeLast() }
      }
      content = encryption.stream(content, key: key, object: object)
    }
    return PDFFilters.decoded(content, stream.dictionary, limit: limit)
  }

  /// A string of an object in the clear.
  func string(_ bytes: [UInt8], of object: (number: Int, generation: Int)?) -> [UInt8] {
    guard let encryption, let key, let object else { return bytes }
    return encryption.string(bytes, key: key, object: object)
  }
}
