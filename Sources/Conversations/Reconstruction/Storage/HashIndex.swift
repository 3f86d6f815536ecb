/// Which of many things, numbered from 0, is the one looked for: a hash table that holds numbers alone.
///
/// Open addressing with linear probing, at most three quarters full. A place holds 32 bits of the hash and the number:
/// the table grows without hashing anything again, and things are compared only where those bits agree. Hashes should
/// come from `Hasher`, whose seed nobody who writes a mail knows.
struct HashIndex: Sendable {
  /// The hash's low half above, the number plus 1 below; 0 where nothing is.
  private var places: [UInt64] = []
  private var count = 0

  /// The number of the thing with this hash for which `isSame` holds.
  func number(hash: Int, where isSame: (Int32) -> Bool) -> Int32? {
    guard !places.isEmpty else { return nil }
    let tag = UInt32(truncatingIfNeeded: hash)
    var at = Int(tag) & (places.count - 1)
    while places[at] != 0 {
      if UInt32(truncatingIfNeeded: places[at] >> 32) == tag {
        let number = Int32(truncatingIfNeeded: places[at] & 0xFFFF_FFFF) &- 1
        if isSame(number) { return number }
      }
      at = (at + 1) & (places.count - 1)
    }
    return nil
  }

  /// Puts in a number, not negative, of a thing that is not in yet.
  mutating func insert(_ number: Int32, hash: Int) {
    if (count + 1) * 4 > places.count * 3 { grow() }
    let tag = UInt64(UInt32(truncatingIfNeeded: hash))
    put(tag << 32 | UInt64(UInt32(truncatingIfNeeded: number) &+ 1))
    count += 1
  }

  private mutating func put(_ entry: UInt64) {
    var at = Int(entry >> 32) & (places.count - 1)
    while places[at] != 0 { at = (at + 1) & (places.count - 1) }
    places[at] = entry
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: 0, count: max(16, old.count * 2))
    for entry in old where entry != 0 { put(entry) }
  }
}
