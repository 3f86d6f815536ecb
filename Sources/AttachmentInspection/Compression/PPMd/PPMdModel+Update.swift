/// How the model learns a symbol.
extension PPMdModel {
  /// Halves the frequencies of the context, sorts its symbols by them and drops those that have none left.
  mutating func rescale() {
    let states = heap.u32(minimum + 4)
    let symbols = heap.u16(minimum)
    guard symbols > 1, symbols <= 256, found >= states, (found - states) % 6 == 0, found < states + symbols * 6 else {
      return
    }
    var list: [(head: Int, successor: Int)] = []
    for index in 0..<symbols {
      list.append((heap.u16(states + index * 6), heap.u32(states + index * 6 + 2)))
    }
    func frequency(_ index: Int) -> Int { list[index].head >> 8 }
    func setFrequency(_ value: Int, _ index: Int) { list[index].head = list[index].head & 0xFF | (value & 0xFF) << 8 }
    list.insert(list.remove(at: (found - states) / 6), at: 0)
    var escape = heap.u16(minimum + 2) - frequency(0)
    let adder = orderFall != 0 ? 1 : 0
    setFrequency((frequency(0) + 4 + adder) >> 1, 0)
    var sum = frequency(0)
    for index in 1..<symbols {
      escape -= frequency(index)
      let own = (frequency(index) + adder) >> 1
      setFrequency(own, index)
      sum += own
      var place = index
      while place > 0, own > frequency(place - 1) { place -= 1 }
      if place < index { list.insert(list.remove(at: index), at: place) }
    }
    let kept = (list.lastIndex { $0.head >> 8 != 0 } ?? 0) + 1
    for index in 0..<symbols {
      heap.set(u16: list[index].head, at: states + index * 6)
      heap.set(u32: list[index].successor, at: states + index * 6 + 2)
    }
    if kept < symbols {
      escape += symbols - kept
      heap.set(u16: kept, at: minimum)
      let oldUnits = (symbols + 1) >> 1
      if kept == 1 {
        var own = frequency(0)
        repeat {
          own -= own >> 1
          escape >>= 1
        } while escape > 1
        setFrequency(own, 0)
        memory.insert(states, index: memory.index(units: oldUnits))
        found = minimum + 2
        heap.set(u16: list[0].head, at: found)
        heap.set(u32: list[0].successor, at: found + 2)
        return
      }
      let units = (kept + 1) >> 1
      if units != oldUnits { heap.set(u32: memory.shrink(states, from: oldUnits, to: units), at: minimum + 4) }
    }
    heap.set(u16: sum + escape - escape >> 1, at: minimum + 2)
    found = heap.u32(minimum + 4)
  }

  /// Teaches the shorter context the symbol, and every longer one that did not have it.
  mutating func update() {
    let symbol = heap.u8(found)
    var successor = heap.u32(found + 2)
    let frequency = heap.u8(found + 1)
    let shorter = heap.u32(minimum + 8)
    if frequency < Self.maximumFrequency / 4, shorter != 0 { strengthen(symbol, in: shorter) }
    if orderFall == 0 {
      guard let context = createSuccessors(skipping: .found) else { return restart() }
      minimum = context
      maximum = context
      heap.set(u32: context, at: found + 2)
      return
    }
    heap.set(u8: symbol, at: memory.text)
    memory.text += 1
    var fresh = memory.text
    guard fresh < memory.unitsStart else { return restart() }
    if successor != 0 {
      if successor < memory.unitsStart {
        guard let context = createSuccessors(skipping: .nothing) else { return restart() }
        successor = context
      }
      orderFall -= 1
      if orderFall == 0 {
        fresh = successor
        if maximum != minimum { memory.text -= 1 }
      }
    } else {
      heap.set(u32: fresh, at: found + 2)
      successor = minimum
    }
    let symbols = heap.u16(minimum)
    let rest = heap.u16(minimum + 2) - symbols - (heap.u8(found + 1) - 1)
    var context = maximum
    // A chain of contexts is no longer than the order.
    for _ in 0..<128 where context != minimum && context != 0 {
      guard teach(symbol, successor: fresh, to: context, besides: symbols, rest) else { return restart() }
      context = heap.u32(context + 8)
    }
    minimum = successor
    maximum = successor
  }

  private func strengthen(_ symbol: Int, in context: Int) {
    let symbols = heap.u16(context)
    if symbols == 1 {
      let frequency = heap.u8(context + 3)
      if frequency < 32 { heap.set(u8: frequency + 1, at: context + 3) }
      return
    }
    guard var state = state(of: symbol, in: context) else { return }
    if state != heap.u32(context + 4), heap.u8(state + 1) >= heap.u8(state - 5) {
      swapStates(state, state - 6)
      state -= 6
    }
    let frequency = heap.u8(state + 1)
    if frequency < Self.maximumFrequency - 9 {
      heap.set(u8: frequency + 2, at: state + 1)
      heap.set(u16: heap.u16(context + 2) + 2, at: context + 2)
    }
  }

  /// Adds the symbol to a context; false where memory has run out.
  private mutating func teach(_ symbol: Int, successor: Int, to context: Int, besides symbols: Int, _ rest: Int) -> Bool
  {
    let own = heap.u16(context)
    var sum: Int
    if own != 1 {
      guard own > 0, own < 256 else { return false }
      if own & 1 == 0 {
        let units = own >> 1
        let index = memory.index(units: units)
        if index != memory.index(units: units + 1) {
          guard let block = memory.allocate(index: index + 1) else { return false }
          let before = heap.u32(context + 4)
          heap.copy(from: before, to: block, count: units * PPMdAllocator.unit)
          memory.insert(before, index: index)
          heap.set(u32: block, at: context + 4)
        }
      }
      sum = heap.u16(context + 2)
      sum += (2 * own < symbols ? 1 : 0) + (4 * own <= symbols && sum <= 8 * own ? 2 : 0)
    } else {
      guard let block = memory.allocate(index: 0) else { return false }
      heap.copy(from: context + 2, to: block, count: 6)
      heap.set(u32: block, at: context + 4)
      var frequency = heap.u8(block + 1)
      frequency = frequency < Self.maximumFrequency / 4 - 1 ? frequency << 1 : Self.maximumFrequency - 4
      heap.set(u8: frequency, at: block + 1)
      sum = frequency + initialEscape + (symbols > 3 ? 1 : 0)
    }
    let weight = 2 * heap.u8(found + 1) * (sum + 6)
    let total = rest + sum
    let frequency: Int
    if weight < 6 * total {
      frequency = 1 + (weight > total ? 1 : 0) + (weight >= 4 * total ? 1 : 0)
      sum += 3
    } else {
      frequency =
        4 + (weight >= 9 * total ? 1 : 0) + (weight >= 12 * total ? 1 : 0) + (weight >= 15 * total ? 1 : 0)
      sum += frequency
    }
    heap.set(u16: sum, at: context + 2)
    let state = heap.u32(context + 4) + own * 6
    heap.set(u8: symbol, at: state)
    heap.set(u8: frequency, at: state + 1)
    heap.set(u32: successor, at: state + 2)
    heap.set(u16: own + 1, at: context)
    return true
  }

  private enum Skipping { case found, nothing }

  /// The state of a symbol in a context of more than one.
  private func state(of symbol: Int, in context: Int) -> Int? {
    let first = heap.u32(context + 4)
    for index in 0..<min(heap.u16(context), 256) where heap.u8(first + index * 6) == symbol { return first + index * 6 }
    return nil
  }

  /// Makes contexts of one symbol for those that the text followed so far; nil where memory has run out.
  private mutating func createSuccessors(skipping: Skipping) -> Int? {
    let symbol = heap.u8(found)
    let branch = heap.u32(found + 2)
    var context = minimum
    var states: [Int] = []
    if skipping == .nothing { states.append(found) }
    while heap.u32(context + 8) != 0, states.count < 128 {
      context = heap.u32(context + 8)
      let state: Int
      if heap.u16(context) != 1 {
        guard let own = self.state(of: symbol, in: context) else { return nil }
        state = own
      } else {
        state = context + 2
      }
      let successor = heap.u32(state + 2)
      if successor != branch {
        context = successor
        if states.isEmpty { return context }
        break
      }
      states.append(state)
    }
    let next = heap.u8(branch)
    let frequency: Int
    if heap.u16(context) == 1 {
      frequency = heap.u8(context + 3)
    } else {
      guard let state = state(of: next, in: context) else { return nil }
      let own = heap.u8(state + 1) - 1
      let rest = heap.u16(context + 2) - heap.u16(context) - own
      if 2 * own <= rest {
        frequency = 1 + (5 * own > rest ? 1 : 0)
      } else {
        frequency = 1 + (rest > 0 ? (2 * own + 3 * rest - 1) / (2 * rest) : 0)
      }
    }
    while let state = states.popLast() {
      guard let fresh = memory.allocateContext() else { return nil }
      heap.set(u16: 1, at: fresh)
      heap.set(u8: next, at: fresh + 2)
      heap.set(u8: frequency, at: fresh + 3)
      heap.set(u32: branch + 1, at: fresh + 4)
      heap.set(u32: context, at: fresh + 8)
      heap.set(u32: fresh, at: state + 2)
      context = fresh
    }
    return context
  }
}
