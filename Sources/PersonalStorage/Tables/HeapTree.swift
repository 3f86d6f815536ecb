import ByteReading

/// A B-tree in a heap ([MS-PST] 2.3.2).
struct HeapTree: Sendable {
  private static let signature: UInt8 = 0xB5
  private static let deepestLevel = 8

  let keyBytes: Int
  let valueBytes: Int
  private let levels: Int
  private let root: UInt32

  /// Reads the head of the tree at `id`; nil where there is none, or its records have other sizes.
  init?(
    _ id: UInt32, in heap: Heap, keyBytes: Int, valueBytes: Int, _ log: inout DamageLog
  ) throws(StorageError) {
    guard let head = try heap.allocation(id, &log) else { return nil }
    guard head.byte(at: 0) == Self.signature, head.byte(at: 1) == UInt8(truncatingIfNeeded: keyBytes),
      head.byte(at: 2) == UInt8(truncatingIfNeeded: valueBytes), let levels = head.byte(at: 3),
      levels <= Self.deepestLevel, let root = head.u32(at: 4)
    else {
      log.note(.structure)
      return nil
    }
    self.keyBytes = keyBytes
    self.valueBytes = valueBytes
    self.levels = Int(levels)
    self.root = UInt32(truncatingIfNeeded: root)
  }

  /// Hands the leaves to `body`, each as the bytes of its records, until it says that it has enough.
  ///
  /// An allocation that is named twice is read once.
  func forEachLeaf(
    in heap: Heap, _ log: inout DamageLog, _ body: ([UInt8], inout DamageLog) throws(StorageError) -> Bool
  ) throws(StorageError) {
    guard root != 0 else { return }
    var seen: Set<UInt32> = []
    var open: [(id: UInt32, level: Int)] = [(root, levels)]
    while let (id, level) = open.popLast() {
      guard seen.insert(id).inserted, let page = try heap.allocation(id, &log) else {
        log.note(.structure)
        continue
      }
      guard log.spend(page.count / (keyBytes + 4) + 1) else { return }
      if level == 0 {
        guard try body(page, &log) else { return }
        continue
      }
      let entry = keyBytes + 4
      for index in (0..<page.count / entry).reversed() {
        guard let child = page.u32(at: index * entry + keyBytes) else { continue }
        open.append((UInt32(truncatingIfNeeded: child), level - 1))
      }
    }
  }
}
