import ByteReading

/// The records of a BIFF stream ([MS-XLS] §2.1.4): a type, a length, data.
struct BIFFRecords: Sequence, IteratorProtocol {
  struct Record {
    let type: Int
    /// Where the data begin.
    let start: Int
    let length: Int
  }

  private let bytes: [UInt8]
  private(set) var at: Int

  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    at = start
  }

  mutating func next() -> Record? {
    guard let type = bytes.u16(at: at), let length = bytes.u16(at: at + 2) else { return nil }
    let start = at + 4
    at = Swift.min(start + length, bytes.count)
    return Record(type: type, start: start, length: at - start)
  }
}
