import ByteReading

/// The records of a part of a binary workbook ([MS-XLSB] §2.1.4): type and length in seven-bit pieces, data.
struct XLSBRecords: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> BIFFRecords.Record? {
    guard let first = bytes.byte(at: at) else { return nil }
    var type = Int(first)
    at += 1
    if first & 0x80 != 0 {
      guard let second = bytes.byte(at: at) else { return nil }
      type = (type & 0x7F) | Int(second & 0x7F) << 7
      at += 1
    }
    var length = 0
    for shift in stride(from: 0, to: 28, by: 7) {
      guard let byte = bytes.byte(at: at) else { return nil }
      at += 1
      length |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
    }
    let start = at
    at = Swift.min(start + length, bytes.count)
    return BIFFRecords.Record(type: type, start: start, length: at - start)
  }
}
