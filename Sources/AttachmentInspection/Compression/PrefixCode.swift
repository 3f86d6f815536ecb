/// A canonical prefix code: shorter codes first, among equals the smaller symbol first.
///
/// Codes have at most 20 bits. A code that does not use all of its room is taken; the unused part decodes to nil.
struct PrefixCode {
  private static let quickBits = 10
  private static let longest = 20

  /// For the next ten bits: symbol and length in one; zero where the code is longer or unused.
  private var quick: [UInt32]
  /// For each length, the first code behind those of it, with zeros up to 20 bits.
  private var bounds = [Int](repeating: 0, count: longest + 1)
  /// For each length, what its codes count from and where their symbols begin.
  private var firstCodes = [Int](repeating: 0, count: longest + 1)
  private var firstPlaces = [Int](repeating: 0, count: longest + 1)
  private var symbols: [UInt16] = []
  private var longestUsed = 0

  /// The code whose symbols have these lengths, zero for none; nil where they are more than a code has room for.
  init?(lengths: some Collection<UInt8>) {
    quick = [UInt32](repeating: 0, count: 1 << Self.quickBits)
    var counts = [Int](repeating: 0, count: Self.longest + 1)
    for length in lengths {
      guard Int(length) <= Self.longest else { return nil }
      counts[Int(length)] += 1
    }
    counts[0] = 0
    var code = 0
    var place = 0
    for length in 1...Self.longest {
      code <<= 1
      firstCodes[length] = code
      firstPlaces[length] = place
      code += counts[length]
      place += counts[length]
      guard code <= 1 << length else { return nil }
      bounds[length] = code << (Self.longest - length)
      if counts[length] > 0 { longestUsed = length }
    }
    symbols = [UInt16](repeating: 0, count: place)
    var next = firstPlaces
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      let place = next[length]
      next[length] += 1
      symbols[place] = UInt16(truncatingIfNeeded: symbol)
      guard length <= Self.quickBits else { continue }
      let code = firstCodes[length] + place - firstPlaces[length]
      let spare = Self.quickBits - length
      let entry = UInt32(truncatingIfNeeded: symbol) << 8 | UInt32(length)
      for index in (code << spare)..<((code + 1) << spare) { quick[index] = entry }
    }
  }

  /// Takes the next symbol; nil where the bits are none's.
  func next(_ bits: inout BitReader) -> Int? {
    let ahead = bits.peek(Self.longest)
    let entry = quick[ahead >> (Self.longest - Self.quickBits)]
    if entry != 0 {
      bits.skip(Int(entry & 0xFF))
      return Int(entry >> 8)
    }
    guard longestUsed > 0 else { return nil }
    for length in 1...longestUsed where ahead < bounds[length] {
      let place = firstPlaces[length] + (ahead >> (Self.longest - length)) - firstCodes[length]
      guard symbols.indices.contains(place) else { return nil }
      bits.skip(length)
      return Int(symbols[place])
    }
    return nil
  }
}
