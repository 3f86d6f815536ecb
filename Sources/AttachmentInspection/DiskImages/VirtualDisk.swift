import ByteReading

/// A disk as a machine sees it, whichever way a file keeps it; what the file does not keep reads as zeros.
struct VirtualDisk {
  enum Layout {
    /// All of it, from the start of the file.
    case flat
    /// Blocks of one size, each somewhere in the file, or nowhere.
    case blocks(size: Int, places: [Int?])
  }

  /// The kind, as evidence names it.
  let kind: String
  let size: Int
  private let layout: Layout
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], kind: String, size: Int, layout: Layout) {
    self.bytes = bytes
    self.kind = kind
    self.size = max(0, size)
    self.layout = layout
  }

  /// The bytes at a place, as many as were asked for or as the disk has behind it.
  func read(at start: Int, count: Int) -> [UInt8] {
    guard start >= 0, start < size, count > 0 else { return [] }
    let count = min(count, size - start)
    switch layout {
    case .flat:
      // A file may be shorter than the disk that it says it is: nothing is made up for what it lacks.
      return bytes.bytes(at: start, count: count)
    case .blocks(let blockSize, let places):
      var out: [UInt8] = []
      out.reserveCapacity(min(count, bytes.count))
      var at = start
      while out.count < count {
        let within = at % blockSize
        let wanted = min(blockSize - within, count - out.count)
        let index = at / blockSize
        var piece: [UInt8] = []
        if places.indices.contains(index), let place = places[index] {
          piece = bytes.bytes(at: place + within, count: wanted)
        }
        out += piece
        if piece.count < wanted { out.append(contentsOf: repeatElement(0, count: wanted - piece.count)) }
        at += wanted
      }
      return out
    }
  }

  func u16(at index: Int) -> Int? { read(at: index, count: 2).u16(at: 0) }
  func u32(at index: Int) -> Int? { read(at: index, count: 4).u32(at: 0) }
}
