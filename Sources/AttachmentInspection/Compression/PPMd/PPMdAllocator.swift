/// How a PPMd model divides its memory: units of twelve bytes in blocks of 38 sizes, text below them.
///
/// When memory runs out the model begins anew, so that what is decoded depends on which blocks are free: the order of
/// everything here is part of the format (PPMd variant H by Dmitry Shkarin, public domain).
struct PPMdAllocator {
  static let unit = 12
  private static let indexes = 38

  let heap: PPMdHeap
  /// Bytes that the model was given.
  let size: Int
  /// Offsets count from here, so that zero is none.
  private static let base = 4
  private var freeLists = [Int](repeating: 0, count: indexes)
  private var glueCount = 0
  /// Where the next byte of text goes.
  var text = 0
  /// Where units begin that were taken from the text's room.
  private(set) var unitsStart = 0
  private var low = 0
  private var high = 0
  /// Units of the blocks of each index, and the index for each number of units less one.
  private let unitsOfIndex: [Int]
  private let indexOfUnits: [Int]

  init?(size: Int) {
    // The unit behind the end is the mark at which joining stops.
    guard size >= 2_048, let heap = PPMdHeap(count: Self.base + size + Self.unit) else { return nil }
    self.heap = heap
    self.size = size
    var units: [Int] = []
    var indexes: [Int] = []
    for index in 0..<Self.indexes {
      for _ in 0..<(index >= 12 ? 4 : index >> 2 + 1) { indexes.append(index) }
      units.append(indexes.count)
    }
    unitsOfIndex = units
    indexOfUnits = indexes
    restart()
  }

  /// Everything is free again.
  mutating func restart() {
    freeLists = [Int](repeating: 0, count: Self.indexes)
    text = Self.base
    high = text + size
    unitsStart = high - size / 8 / Self.unit * 7 * Self.unit
    low = unitsStart
    glueCount = 0
  }

  /// The index of blocks that hold so many units.
  func index(units: Int) -> Int { units >= 1 && units <= indexOfUnits.count ? indexOfUnits[units - 1] : 0 }

  private func units(_ index: Int) -> Int { unitsOfIndex.indices.contains(index) ? unitsOfIndex[index] : 0 }

  /// Gives a block back.
  mutating func insert(_ node: Int, index: Int) {
    guard freeLists.indices.contains(index) else { return }
    heap.set(u32: freeLists[index], at: node)
    freeLists[index] = node
  }

  private mutating func remove(_ index: Int) -> Int {
    let node = freeLists[index]
    freeLists[index] = heap.u32(node)
    return node
  }

  private mutating func split(_ block: Int, from oldIndex: Int, to newIndex: Int) {
    give(block + units(newIndex) * Self.unit, units: units(oldIndex) - units(newIndex))
  }

  /// Gives back units that may be no size of a block: then as two blocks.
  private mutating func give(_ block: Int, units count: Int) {
    var index = index(units: count)
    if units(index) != count {
      index -= 1
      let first = units(index)
      insert(block + first * Self.unit, index: count - first - 1)
    }
    insert(block, index: index)
  }

  /// A block of that index; nil where memory has run out.
  mutating func allocate(index: Int) -> Int? {
    guard freeLists.indices.contains(index) else { return nil }
    if freeLists[index] != 0 { return remove(index) }
    let bytes = units(index) * Self.unit
    if bytes <= high - low {
      defer { low += bytes }
      return low
    }
    return allocateRare(index)
  }

  /// A unit for a context, taken from the other end.
  mutating func allocateContext() -> Int? {
    if high != low {
      high -= Self.unit
      return high
    }
    return freeLists[0] != 0 ? remove(0) : allocateRare(0)
  }

  private mutating func allocateRare(_ index: Int) -> Int? {
    if glueCount == 0 {
      glue()
      if freeLists[index] != 0 { return remove(index) }
    }
    var larger = index + 1
    while larger < Self.indexes, freeLists[larger] == 0 { larger += 1 }
    guard larger < Self.indexes else {
      glueCount -= 1
      let bytes = units(index) * Self.unit
      guard unitsStart - text > bytes else { return nil }
      unitsStart -= bytes
      return unitsStart
    }
    let block = remove(larger)
    split(block, from: larger, to: index)
    return block
  }

  /// Makes a block smaller, in another place where one is free.
  mutating func shrink(_ block: Int, from oldUnits: Int, to newUnits: Int) -> Int {
    let (oldIndex, newIndex) = (index(units: oldUnits), index(units: newUnits))
    if oldIndex == newIndex { return block }
    if freeLists[newIndex] != 0 {
      let target = remove(newIndex)
      heap.copy(from: block, to: target, count: newUnits * Self.unit)
      insert(block, index: oldIndex)
      return target
    }
    split(block, from: oldIndex, to: newIndex)
    return block
  }

  // While they are joined, free blocks are: a stamp of zero (what is in use never begins so), units, next, previous.
  private mutating func glue() {
    glueCount = 255
    let head = Self.base + size
    var node = head
    // A chain that is longer than there are units is damaged.
    var left = size / Self.unit + 1
    for index in 0..<Self.indexes {
      var next = freeLists[index]
      freeLists[index] = 0
      while next != 0, left > 0 {
        left -= 1
        let own = next
        next = heap.u32(own)
        heap.set(u32: node, at: own + 4)
        heap.set(u32: own, at: node + 8)
        node = own
        heap.set(u16: 0, at: own)
        heap.set(u16: units(index), at: own + 2)
      }
    }
    heap.set(u16: 1, at: head)
    heap.set(u32: node, at: head + 4)
    heap.set(u32: head, at: node + 8)
    if low != high { heap.set(u16: 1, at: low) }
    let first = node
    left = size / Self.unit + 1
    while node != head, left > 0 {
      var count = heap.u16(node + 2)
      while left > 0 {
        left -= 1
        let behind = node + count * Self.unit
        count += heap.u16(behind + 2)
        guard heap.u16(behind) == 0, count < 0x10000, behind < head else { break }
        let (next, previous) = (heap.u32(behind + 4), heap.u32(behind + 8))
        heap.set(u32: next, at: previous + 4)
        heap.set(u32: previous, at: next + 8)
        heap.set(u16: count, at: node + 2)
      }
      node = heap.u32(node + 4)
    }
    fill(from: first, to: head)
  }

  private mutating func fill(from first: Int, to head: Int) {
    var node = heap.u32(head + 4)
    var left = size / Self.unit + 1
    while node != head, left > 0 {
      left -= 1
      let next = heap.u32(node + 4)
      var count = heap.u16(node + 2)
      var block = node
      while count > 128 {
        insert(block, index: Self.indexes - 1)
        block += 128 * Self.unit
        count -= 128
      }
      give(block, units: count)
      node = next
    }
  }
}
