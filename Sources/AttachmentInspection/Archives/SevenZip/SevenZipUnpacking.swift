import ByteReading

/// Follows the coders of a folder from its output to the packed streams.
struct SevenZipUnpacking {
  private let bytes: [UInt8]
  private let folder: SevenZipHeader.Folder
  private let packed: [Range<Int>]
  private let key: [UInt8]?

  /// `packed` are the folder's packed streams, in their order; `key` is that of AES.
  init(_ bytes: [UInt8], _ folder: SevenZipHeader.Folder, packed: [Range<Int>], key: [UInt8]? = nil) {
    self.bytes = bytes
    self.folder = folder
    self.packed = packed
    self.key = key
  }

  /// What the folder gives, in full; nil where a coder is not known, or the data are damaged.
  var content: [UInt8]? {
    let bound = Set(folder.bonds.map(\.output))
    guard let last = folder.sizes.indices.first(where: { !bound.contains($0) }),
      let content = output(last, depth: 0), content.count >= folder.size
    else { return nil }
    return Array(content.prefix(folder.size))
  }

  private func output(_ number: Int, depth: Int) -> [UInt8]? {
    // Coders that feed each other in a circle would go on for ever.
    guard depth < 8, folder.sizes.indices.contains(number) else { return nil }
    var firstInput = 0
    var firstOutput = 0
    for coder in folder.coders {
      if number < firstOutput + coder.outputs {
        guard coder.outputs == 1 else { return nil }
        var inputs: [[UInt8]] = []
        for index in 0..<coder.inputs {
          guard let input = input(firstInput + index, depth: depth) else { return nil }
          inputs.append(input)
        }
        return decoded(coder, inputs, size: min(max(0, folder.sizes[number]), 256 << 20))
      }
      firstInput += coder.inputs
      firstOutput += coder.outputs
    }
    return nil
  }

  private func input(_ number: Int, depth: Int) -> [UInt8]? {
    if let bond = folder.bonds.first(where: { $0.input == number }) { return output(bond.output, depth: depth + 1) }
    guard let index = folder.packed.firstIndex(of: number), packed.indices.contains(index) else { return nil }
    return Array(bytes[packed[index].clamped(to: 0..<bytes.count)])
  }

  private func decoded(_ coder: SevenZipHeader.Coder, _ inputs: [[UInt8]], size: Int) -> [UInt8]? {
    if coder.id == [0x03, 0x03, 0x01, 0x1B], inputs.count == 4 {
      return BranchStreams.joined(main: inputs[0], calls: inputs[1], jumps: inputs[2], choices: inputs[3], size: size)
    }
    guard inputs.count == 1 else { return nil }
    return SevenZipCoders.decoded(inputs[0], coder, size: size, key: key)
  }
}

extension SevenZipHeader {
  /// Whether bytes are a header that lists files.
  static func isPlausible(_ bytes: [UInt8]) -> Bool {
    bytes.first == 0x01 && !SevenZipHeader(bytes, limit: 4_096).files.isEmpty
  }

  /// Where the packed streams of a folder lie; nil where that is outside.
  func packedRanges(ofFolder number: Int, within count: Int) -> [Range<Int>]? {
    guard folders.indices.contains(number) else { return nil }
    // Packed streams lie one behind another, in the order of their folders.
    var index = folders[0..<number].reduce(0) { $0 + max(1, $1.packed.count) }
    var start = 32
    guard index < packedSizes.count else { return nil }
    for size in [position] + packedSizes[0..<index] {
      let (sum, overflow) = start.addingReportingOverflow(size)
      guard !overflow else { return nil }
      start = sum
    }
    var ranges: [Range<Int>] = []
    for _ in 0..<max(1, folders[number].packed.count) {
      guard index < packedSizes.count, start <= count, packedSizes[index] >= 0, packedSizes[index] <= count - start
      else { return nil }
      ranges.append(start..<start + packedSizes[index])
      start += packedSizes[index]
      index += 1
    }
    return ranges
  }
}
