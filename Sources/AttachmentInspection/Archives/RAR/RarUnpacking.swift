import ByteReading

/// Unpacks the members of a RAR archive in their order, as solid ones need it.
struct RarUnpacking {
  struct Content {
    var bytes: [UInt8]
    var ending: Inflated.Ending
    /// Whether a check value or checksum says that the key was right.
    var isProven: Bool
  }

  /// The keys that were found.
  var keys: [RarEncryption: RarEncryption.Key] = [:]
  private let bytes: [UInt8]
  private var decoder: Decoder?

  private enum Decoder {
    case version3(Rar3Decoder)
    case version5(Rar5Decoder)
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Gives up what members before have left: solid ones behind it cannot be unpacked.
  mutating func breakOff() { decoder = nil }

  /// The content of a member, at most `limit` bytes; nil where it cannot be unpacked.
  mutating func content(of file: RarArchive.File, key: RarEncryption.Key?, limit: Int) -> Content? {
    guard !file.isSplit, file.encryption == nil || key != nil, file.packed.lowerBound <= bytes.count else {
      breakOff()
      return nil
    }
    var packed = Array(bytes[file.packed.clamped(to: 0..<bytes.count)])
    if let key {
      let vector = file.vector.isEmpty ? key.vector : file.vector
      guard let clear = AESCipher.decryptCBC(packed, key: key.key, vector: vector) else { return nil }
      packed = clear
    }
    let size = file.size ?? .max
    let wanted = min(size, limit)
    let own = unpacked(packed, file, size: wanted, limit: limit)
    guard let own else { return nil }
    let isComplete = file.size.map { own.count == $0 } ?? true
    let ending: Inflated.Ending = isComplete ? .complete : own.count >= wanted ? .limit : .broken
    return Content(bytes: own, ending: ending, isProven: isProven(file, own, ending))
  }

  private mutating func unpacked(_ packed: [UInt8], _ file: RarArchive.File, size: Int, limit: Int) -> [UInt8]? {
    switch file.method {
    case .stored: return Array(packed.prefix(size))
    case .version5(let hasLargeDistances):
      var own = Rar5Decoder(limit: limit, hasLargeDistances: hasLargeDistances)
      if file.isSolid {
        guard case .version5(let before) = decoder else { return nil }
        own = before
      }
      // One owner of the window: else each member would copy it.
      decoder = nil
      let content = own.decode(packed, size: size)
      if content.count == size || file.size == nil { decoder = .version5(own) }
      return content
    case .version3:
      var own = Rar3Decoder(limit: limit)
      if file.isSolid {
        guard case .version3(let before) = decoder else { return nil }
        own = before
      }
      decoder = nil
      let content = own.decode(packed, size: size)
      if content.count == size || file.size == nil { decoder = .version3(own) }
      return content
    case .unknown:
      breakOff()
      return nil
    }
  }

  private func isProven(_ file: RarArchive.File, _ content: [UInt8], _ ending: Inflated.Ending) -> Bool {
    if case .version5(_, _, .some) = file.encryption { return true }
    if ending == .complete, let sum = file.sum { return RarArchive.sum(of: content) == sum }
    // What is cut at a limit, or has no checksum, has grown to its size, as the wrong key seldom lets it.
    return ending != .broken && file.method != .stored
  }
}
